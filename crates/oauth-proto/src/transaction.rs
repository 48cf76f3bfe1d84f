//! What must be remembered between the authorization request and its response, and how it is written down.
//!
//! A transaction is for one response: whoever stores it takes it out when the response comes, and never twice.

use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::error::Misuse;
use crate::json::{self, Object};
use crate::parties::Parties;
use crate::scope::Scope;
use crate::secret::{CodeVerifier, Nonce, State};
use crate::time::Timestamp;

/// One authorization request that is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    pub(crate) state: State,
    pub(crate) fixed_state: bool,
    pub(crate) nonce: Nonce,
    pub(crate) verifier: Option<CodeVerifier>,
    pub(crate) parties: Parties,
    pub(crate) redirect_uri: Endpoint,
    pub(crate) scope: Scope,
    pub(crate) max_age: Option<u32>,
    pub(crate) acr_values: Vec<String>,
    pub(crate) require_acr: bool,
    pub(crate) dpop: bool,
    pub(crate) created_at: Timestamp,
}

impl Transaction {
    /// The key to store it under.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Where the response goes.
    pub fn redirect_uri(&self) -> &Endpoint {
        &self.redirect_uri
    }

    /// When it began, for whoever clears out old ones.
    pub fn created_at(&self) -> Timestamp {
        self.created_at
    }

    /// The PKCE verifier, if there is one.
    pub fn verifier(&self) -> Option<&CodeVerifier> {
        self.verifier.as_ref()
    }

    /// As JSON, **secrets included**, for a store of this origin's that lasts no longer than the tab.
    pub fn to_json_with_secrets(&self) -> String {
        let mut kept = Object::new();
        self.parties.write(&mut kept);
        let mut put = |name: &str, value: Value| kept.insert(name.to_owned(), value);
        put("state", self.state.expose_secret().into());
        put("fixed_state", self.fixed_state.into());
        put("nonce", self.nonce.expose_secret().into());
        put(
            "verifier",
            self.verifier
                .as_ref()
                .map(CodeVerifier::expose_secret)
                .into(),
        );
        put("redirect_uri", self.redirect_uri.as_str().into());
        put("scope", self.scope.to_string().into());
        put("max_age", self.max_age.into());
        put("acr_values", self.acr_values.clone().into());
        put("require_acr", self.require_acr.into());
        put("dpop", self.dpop.into());
        put("created_at", self.created_at.as_unix().into());
        json::write(&Value::Object(kept))
    }

    /// Reads what [`Transaction::to_json_with_secrets`] wrote. The store is trusted: whoever can write there says what the
    /// response is held against.
    pub fn from_stored_json(text: &str) -> Result<Self, Misuse> {
        let kept = json::parse_object(text.as_bytes()).map_err(|_| Misuse::BadStore)?;
        Self::read(&kept).ok_or(Misuse::BadStore)
    }

    fn read(kept: &Object) -> Option<Self> {
        let text = |name: &str| kept.get(name)?.as_str();
        let flag = |name: &str| kept.get(name)?.as_bool();
        let optional = |name: &str| kept.get(name).filter(|value| !value.is_null());
        let acr_values = kept.get("acr_values")?.as_array()?.iter();
        Some(Self {
            state: State::parse(text("state")?)?,
            fixed_state: flag("fixed_state")?,
            nonce: Nonce::parse(text("nonce")?)?,
            verifier: match optional("verifier") {
                Some(verifier) => Some(CodeVerifier::parse(verifier.as_str()?)?),
                None => None,
            },
            parties: Parties::read(kept)?,
            redirect_uri: Endpoint::parse(text("redirect_uri")?).ok()?,
            scope: Scope::parse(text("scope")?)?,
            max_age: match optional("max_age") {
                Some(seconds) => Some(u32::try_from(seconds.as_u64()?).ok()?),
                None => None,
            },
            acr_values: acr_values
                .map(|value| value.as_str().map(str::to_owned))
                .collect::<Option<_>>()?,
            require_acr: flag("require_acr")?,
            dpop: flag("dpop")?,
            created_at: Timestamp::from_unix(kept.get("created_at")?.as_i64()?),
        })
    }
}
