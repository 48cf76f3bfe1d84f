//! What a server granted to a client: all that a session keeps beside its access token, and how it is written down.
//!
//! It remembers who gave it to whom. A refresh token goes nowhere else (RFC 6749 §10.4).

use serde_json::Value;

use crate::client::Client;
use crate::error::Misuse;
use crate::id_token::{IdTokenBinding, VerifiedIdToken};
use crate::json::{self, Object};
use crate::metadata::ServerMetadata;
use crate::parties::Parties;
use crate::scope::Scope;
use crate::secret::RefreshToken;
use crate::token::TokenResponse;
use crate::token_type::TokenType;

/// A grant of one server to one client. Only a token response makes one, or what such a one was stored as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub(crate) parties: Parties,
    pub(crate) scope: Scope,
    pub(crate) token_type: TokenType,
    pub(crate) refresh_token: Option<RefreshToken>,
    pub(crate) binding: Option<IdTokenBinding>,
}

impl TokenResponse {
    /// What to keep of this response, with its ID token verified (OIDC Core §12.2: a later one must be of the same
    /// sign-in).
    pub fn grant(&self, id_token: Option<&VerifiedIdToken>) -> Grant {
        self.grant_bound(id_token.map(|token| token.binding().clone()))
    }

    pub(crate) fn grant_bound(&self, binding: Option<IdTokenBinding>) -> Grant {
        Grant {
            parties: self.parties.clone(),
            scope: self.scope.clone(),
            token_type: self.token_type,
            refresh_token: self.refresh_token.clone(),
            binding,
        }
    }
}

impl Grant {
    /// Whether it is this server's, to this client: the same issuer and token endpoint.
    pub fn is_between(&self, server: &ServerMetadata, client: &Client) -> bool {
        self.parties.are(server, client)
    }

    /// What was granted (RFC 6749 §3.3).
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The type of the access token, which the next must have too (RFC 6749 §7.1).
    pub fn token_type(&self) -> TokenType {
        self.token_type
    }

    /// The latest refresh token, if there is one (RFC 6749 §1.5).
    pub fn refresh_token(&self) -> Option<&RefreshToken> {
        self.refresh_token.as_ref()
    }

    /// What a later ID token must repeat; `None` when there never was one.
    pub fn binding(&self) -> Option<&IdTokenBinding> {
        self.binding.as_ref()
    }

    /// The same with another refresh token in its place, or none: for whoever keeps the token itself elsewhere, such
    /// as in a worker, and has something stand in for it here.
    #[must_use]
    pub fn with_refresh_token(self, refresh_token: Option<RefreshToken>) -> Self {
        Self {
            refresh_token,
            ..self
        }
    }

    /// As JSON, **secrets included**: the refresh token and a nonce.
    pub fn to_json_with_secrets(&self) -> String {
        let mut kept = Object::new();
        self.parties.write(&mut kept);
        let mut put = |name: &str, value: Value| kept.insert(name.to_owned(), value);
        put("scope", self.scope.to_string().into());
        put("token_type", self.token_type.scheme().into());
        let refresh_token = self.refresh_token.as_ref();
        put(
            "refresh_token",
            refresh_token.map(RefreshToken::expose_secret).into(),
        );
        let binding = self.binding.as_ref();
        put("binding", binding.map(IdTokenBinding::to_json).into());
        json::write(&Value::Object(kept))
    }

    /// Reads what [`Grant::to_json_with_secrets`] wrote. The store is trusted: whoever can write there says who is
    /// signed in, and where the refresh token goes.
    pub fn from_stored_json(text: &str) -> Result<Self, Misuse> {
        let kept = json::parse_object(text.as_bytes()).map_err(|_| Misuse::BadStore)?;
        Self::read(&kept).ok_or(Misuse::BadStore)
    }

    fn read(kept: &Object) -> Option<Self> {
        let text = |name: &str| kept.get(name)?.as_str();
        // A member that is there must be sound: what was spoilt is not half taken.
        let optional = |name: &str| kept.get(name).filter(|value| !value.is_null());
        Some(Self {
            parties: Parties::read(kept)?,
            scope: Scope::parse(text("scope")?)?,
            token_type: TokenType::parse(text("token_type")?)?,
            refresh_token: match optional("refresh_token") {
                Some(token) => Some(RefreshToken::parse(token.as_str()?)?),
                None => None,
            },
            binding: match optional("binding") {
                Some(json) => Some(IdTokenBinding::from_stored_json(json.as_str()?).ok()?),
                None => None,
            },
        })
    }
}
