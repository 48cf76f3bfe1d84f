//! The tokens of one session, and how they are written down. Knows neither where nor for how long.

use std::fmt;

use oauth_proto::error::Misuse;
use oauth_proto::id_token::{IdTokenBinding, VerifiedIdToken};
use oauth_proto::json::{Object, parse_object};
use oauth_proto::refresh::{RefreshGrant, RefreshResponse};
use oauth_proto::scope::Scope;
use oauth_proto::secret::{AccessToken, RawIdToken, RefreshToken};
use oauth_proto::time::Timestamp;
use oauth_proto::token::{TokenResponse, TokenType};
use serde_json::Value;

/// What a signed-in app holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    /// Calls APIs.
    pub access_token: AccessToken,
    /// How it is presented.
    pub token_type: TokenType,
    /// When it ends, if the server says so.
    pub expires_at: Option<Timestamp>,
    /// What was granted.
    pub scope: Scope,
    /// Gets the next access token. `None` when a worker has it.
    pub refresh_token: Option<RefreshToken>,
    /// The ID token, verified when it arrived; to be sent back when signing out.
    pub id_token: Option<RawIdToken>,
    /// What a later ID token must repeat.
    pub binding: Option<Binding>,
}

/// An [`IdTokenBinding`], which holds a nonce and so is not shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Binding(pub IdTokenBinding);

impl fmt::Debug for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Binding(…)")
    }
}

impl Tokens {
    /// What a sign-in brought, with its ID token verified.
    pub fn new(response: TokenResponse, id_token: Option<&VerifiedIdToken>) -> Self {
        Self {
            access_token: response.access_token,
            token_type: response.token_type,
            expires_at: response.expires_at,
            scope: response.scope,
            refresh_token: response.refresh_token,
            id_token: id_token.map(|token| token.raw().clone()),
            binding: id_token.map(|token| Binding(token.binding().clone())),
        }
    }

    /// What a refresh needs, if there is a refresh token.
    pub fn refresh_grant(&self) -> Option<RefreshGrant> {
        Some(self.refresh_grant_with(self.refresh_token.clone()?))
    }

    /// What a refresh needs besides the refresh token given.
    pub fn refresh_grant_with(&self, refresh_token: RefreshToken) -> RefreshGrant {
        RefreshGrant {
            refresh_token,
            scope: self.scope.clone(),
            token_type: self.token_type,
            binding: self.binding.as_ref().map(|binding| binding.0.clone()),
        }
    }

    /// What a refresh brought. The ID token and its binding stay: a new one is not verified yet,
    /// and the first one's binding stays in force in any case (OIDC Core §12.2).
    #[must_use]
    pub fn refreshed(self, response: RefreshResponse) -> Self {
        Self {
            id_token: self.id_token,
            binding: self.binding,
            ..Self::new(response.tokens, None)
        }
    }

    /// Whether the access token ends within `seconds` from `now`. One whose end is unknown does
    /// not.
    pub fn ends_within(&self, seconds: u32, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now.plus(seconds))
    }

    /// As JSON, **secrets included**, for a store of this origin's that lasts no longer than the
    /// tab.
    pub fn to_json_with_secrets(&self) -> Object {
        let mut kept = Object::new();
        let mut put = |name: &str, value: Value| kept.insert(name.to_owned(), value);
        put("access_token", self.access_token.expose_secret().into());
        put("token_type", self.token_type.scheme().into());
        put("expires_at", self.expires_at.map(Timestamp::as_unix).into());
        put("scope", self.scope.to_string().into());
        let refresh_token = self.refresh_token.as_ref();
        put(
            "refresh_token",
            refresh_token.map(RefreshToken::expose_secret).into(),
        );
        put(
            "id_token",
            self.id_token.as_ref().map(RawIdToken::expose_secret).into(),
        );
        put(
            "binding",
            self.binding
                .as_ref()
                .map(|binding| binding.0.to_json())
                .into(),
        );
        kept
    }

    /// Reads what [`Tokens::to_json_with_secrets`] wrote.
    pub fn from_json(kept: &Object) -> Result<Self, Misuse> {
        Self::read(kept).ok_or(Misuse::BadStore)
    }

    fn read(kept: &Object) -> Option<Self> {
        let text = |name: &str| kept.get(name)?.as_str();
        // A member that is there must be sound: what was spoilt is not half taken.
        let optional = |name: &str| match kept.get(name) {
            None | Some(Value::Null) => Some(None),
            Some(value) => value.as_str().map(Some),
        };
        Some(Self {
            access_token: AccessToken::parse(text("access_token")?)?,
            token_type: match text("token_type")? {
                "Bearer" => TokenType::Bearer,
                "DPoP" => TokenType::Dpop,
                _ => return None,
            },
            expires_at: match kept.get("expires_at") {
                None | Some(Value::Null) => None,
                Some(end) => Some(Timestamp::from_unix(end.as_i64()?)),
            },
            scope: Scope::parse(text("scope")?)?,
            refresh_token: match optional("refresh_token")? {
                Some(token) => Some(RefreshToken::parse(token)?),
                None => None,
            },
            id_token: match optional("id_token")? {
                Some(token) => Some(RawIdToken::parse(token)?),
                None => None,
            },
            binding: match optional("binding")? {
                Some(json) => Some(Binding(IdTokenBinding::from_json(json).ok()?)),
                None => None,
            },
        })
    }
}

/// A session's tokens at one moment: which session, and after how many refreshes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// The same in every tab that shares the session.
    pub session: String,
    /// How often the tokens were refreshed.
    pub number: u32,
    /// The tokens.
    pub tokens: Tokens,
}

impl Generation {
    pub(crate) fn to_json_with_secrets(&self) -> String {
        let mut kept = Object::new();
        kept.insert("session".to_owned(), self.session.as_str().into());
        kept.insert("number".to_owned(), self.number.into());
        kept.insert(
            "tokens".to_owned(),
            self.tokens.to_json_with_secrets().into(),
        );
        Value::Object(kept).to_string()
    }

    pub(crate) fn from_json(text: &str) -> Result<Self, Misuse> {
        let kept = parse_object(text.as_bytes()).map_err(|_| Misuse::BadStore)?;
        let read = || {
            Some(Self {
                session: kept.get("session")?.as_str()?.to_owned(),
                number: u32::try_from(kept.get("number")?.as_u64()?).ok()?,
                tokens: Tokens::read(kept.get("tokens")?.as_object()?)?,
            })
        };
        read().ok_or(Misuse::BadStore)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &str = r#"{"number":3,"session":"s","tokens":{"access_token":"a","binding":"{\"aud\":[\"c\"],\"auth_time\":1,\"iss\":\"https://as.example\",\"nonce\":\"n\",\"sub\":\"u\"}","expires_at":1000,"id_token":"i","refresh_token":"r","scope":"openid x","token_type":"Bearer"}}"#;

    #[test]
    fn what_is_written_is_read() {
        let generation = Generation::from_json(WHOLE).unwrap();
        assert_eq!(generation.number, 3);
        assert_eq!(generation.tokens.access_token.expose_secret(), "a");
        let again = Generation::from_json(&generation.to_json_with_secrets()).unwrap();
        assert_eq!(again, generation);
        let object = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(object(&generation.to_json_with_secrets()), object(WHOLE));
    }

    #[test]
    fn what_is_spoilt_is_not_half_taken() {
        for (sound, spoilt) in [
            (r#""number":3"#, r#""number":-1"#),
            (r#""session":"s""#, r#""session":1"#),
            (r#""access_token":"a""#, r#""access_token":"a b""#),
            (r#""refresh_token":"r""#, r#""refresh_token":1"#),
            (r#""id_token":"i""#, r#""id_token":"""#),
            (r#""expires_at":1000"#, r#""expires_at":"1000""#),
            (r#""token_type":"Bearer""#, r#""token_type":"mac""#),
            (r#""binding":"{"#, r#""binding":"["#),
        ] {
            let text = WHOLE.replace(sound, spoilt);
            assert_ne!(text, WHOLE, "{sound}");
            assert_eq!(
                Generation::from_json(&text),
                Err(Misuse::BadStore),
                "{spoilt}"
            );
        }
    }

    #[test]
    fn nothing_is_shown() {
        let shown = format!("{:?}", Generation::from_json(WHOLE).unwrap());
        assert!(
            !shown.contains("\"a\"") && !shown.contains("nonce"),
            "{shown}"
        );
    }

    #[test]
    fn an_end_is_near_or_not_or_unknown() {
        let mut tokens = Generation::from_json(WHOLE).unwrap().tokens;
        let at = Timestamp::from_unix;
        assert!(!tokens.ends_within(30, at(969)));
        assert!(tokens.ends_within(30, at(970)));
        assert!(tokens.ends_within(30, at(2000)));
        tokens.expires_at = None;
        assert!(!tokens.ends_within(30, at(2000)));
    }
}
