//! The tokens of one session, and how they are written down. Knows neither where nor for how long.

use oauth_proto::error::Misuse;
use oauth_proto::grant::Grant;
use oauth_proto::id_token::VerifiedIdToken;
use oauth_proto::json::{Object, parse_object};
use oauth_proto::refresh::RefreshResponse;
use oauth_proto::scope::Scope;
use oauth_proto::secret::{AccessToken, RawIdToken, RefreshToken};
use oauth_proto::time::Timestamp;
use oauth_proto::token::{TokenResponse, TokenType};
use serde_json::Value;

/// What a signed-in app holds. Only a sign-in, whose ID token was verified, and a refresh make such tokens, or what they
/// were stored as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tokens {
    access_token: AccessToken,
    expires_at: Option<Timestamp>,
    id_token: Option<RawIdToken>,
    grant: Grant,
}

impl Tokens {
    /// What a sign-in brought, with its ID token verified.
    pub(crate) fn new(response: TokenResponse, id_token: Option<&VerifiedIdToken>) -> Self {
        Self {
            grant: response.grant(id_token),
            access_token: response.access_token,
            expires_at: response.expires_at,
            id_token: id_token.map(|token| token.raw().clone()),
        }
    }

    /// What a refresh brought. The ID token stays: a new one is not verified yet.
    #[must_use]
    pub(crate) fn refreshed(self, response: RefreshResponse) -> Self {
        Self {
            grant: response.grant(),
            access_token: response.tokens.access_token,
            expires_at: response.tokens.expires_at,
            id_token: self.id_token,
        }
    }

    pub(crate) fn with_id_token(self, id_token: &VerifiedIdToken) -> Self {
        Self {
            id_token: Some(id_token.raw().clone()),
            ..self
        }
    }

    /// The same for who has the refresh token elsewhere.
    pub(crate) fn without_refresh_token(self) -> Self {
        Self {
            grant: self.grant.with_refresh_token(None),
            ..self
        }
    }

    /// Calls APIs (RFC 6749 §1.4).
    pub fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    /// How the access token is presented (RFC 6749 §7.1).
    pub fn token_type(&self) -> TokenType {
        self.grant.token_type()
    }

    /// When the access token ends, if the server says so (RFC 6749 §5.1).
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }

    /// What was granted (RFC 6749 §3.3).
    pub fn scope(&self) -> &Scope {
        self.grant.scope()
    }

    /// Gets the next access token (RFC 6749 §1.5). `None` when a worker has it.
    pub fn refresh_token(&self) -> Option<&RefreshToken> {
        self.grant.refresh_token()
    }

    /// The ID token, verified when it arrived; to be sent back when signing out.
    pub fn id_token(&self) -> Option<&RawIdToken> {
        self.id_token.as_ref()
    }

    /// Who signed in, by the ID token.
    pub fn subject(&self) -> Option<&str> {
        Some(self.grant.binding()?.subject())
    }

    /// What the server granted, and what a refresh needs.
    pub fn grant(&self) -> &Grant {
        &self.grant
    }

    /// Whether the access token ends within `seconds` from `now`. One whose end is unknown does
    /// not.
    pub fn ends_within(&self, seconds: u32, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now.plus(seconds))
    }

    fn to_object(&self) -> Object {
        let mut kept = Object::new();
        let mut put = |name: &str, value: Value| kept.insert(name.to_owned(), value);
        put("access_token", self.access_token.expose_secret().into());
        put("expires_at", self.expires_at.map(Timestamp::as_unix).into());
        put(
            "id_token",
            self.id_token.as_ref().map(RawIdToken::expose_secret).into(),
        );
        put("grant", self.grant.to_json_with_secrets().into());
        kept
    }

    fn read(kept: &Object) -> Option<Self> {
        let text = |name: &str| kept.get(name)?.as_str();
        // A member that is there must be sound: what was spoilt is not half taken.
        Some(Self {
            access_token: AccessToken::parse(text("access_token")?)?,
            expires_at: match kept.get("expires_at") {
                None | Some(Value::Null) => None,
                Some(end) => Some(Timestamp::from_unix(end.as_i64()?)),
            },
            id_token: match kept.get("id_token") {
                None | Some(Value::Null) => None,
                Some(token) => Some(RawIdToken::parse(token.as_str()?)?),
            },
            grant: Grant::from_stored_json(text("grant")?).ok()?,
        })
    }
}

/// A session's tokens at one moment: which session, and after how many refreshes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Generation {
    /// The same in every tab that shares the session.
    pub session: String,
    /// How often the tokens were refreshed.
    pub number: u32,
    /// The tokens.
    pub tokens: Tokens,
}

impl Generation {
    /// As JSON, **secrets included**, for a store of this origin's that lasts no longer than the tab,
    /// or for a tab that the session is handed over to.
    pub fn to_json_with_secrets(&self) -> String {
        let mut kept = Object::new();
        kept.insert("session".to_owned(), self.session.as_str().into());
        kept.insert("number".to_owned(), self.number.into());
        kept.insert("tokens".to_owned(), self.tokens.to_object().into());
        Value::Object(kept).to_string()
    }

    /// Reads what [`Generation::to_json_with_secrets`] wrote. The store is trusted: no token is checked anew, and
    /// whoever can write there says who is signed in.
    pub fn from_stored_json(text: &str) -> Result<Self, Misuse> {
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

    const WHOLE: &str = r#"{"number":3,"session":"s","tokens":{"access_token":"a","expires_at":1000,"grant":"{\"binding\":\"{\\\"aud\\\":[\\\"c\\\"],\\\"auth_time\\\":1,\\\"iss\\\":\\\"https://as.example\\\",\\\"nonce\\\":\\\"n\\\",\\\"sub\\\":\\\"u\\\"}\",\"client_id\":\"c\",\"issuer\":\"https://as.example\",\"refresh_token\":\"r\",\"scope\":\"openid x\",\"token_endpoint\":\"https://as.example/token\",\"token_type\":\"Bearer\"}","id_token":"i"}}"#;

    #[test]
    fn what_is_written_is_read() {
        let generation = Generation::from_stored_json(WHOLE).unwrap();
        assert_eq!(generation.number, 3);
        assert_eq!(generation.tokens.access_token().expose_secret(), "a");
        assert_eq!(generation.tokens.subject(), Some("u"));
        let again = Generation::from_stored_json(&generation.to_json_with_secrets()).unwrap();
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
            (r#""id_token":"i""#, r#""id_token":"""#),
            (r#""expires_at":1000"#, r#""expires_at":"1000""#),
            (r#""grant":"{"#, r#""grant":"["#),
            ("https://as.example/token", "http://as.example/token"),
        ] {
            let text = WHOLE.replace(sound, spoilt);
            assert_ne!(text, WHOLE, "{sound}");
            assert_eq!(
                Generation::from_stored_json(&text),
                Err(Misuse::BadStore),
                "{spoilt}"
            );
        }
    }

    #[test]
    fn nothing_is_shown() {
        let shown = format!("{:?}", Generation::from_stored_json(WHOLE).unwrap());
        assert!(
            !shown.contains("\"a\"") && !shown.contains("\"r\"") && !shown.contains("\"n\""),
            "{shown}"
        );
    }

    #[test]
    fn an_end_is_near_or_not_or_unknown() {
        let mut tokens = Generation::from_stored_json(WHOLE).unwrap().tokens;
        let at = Timestamp::from_unix;
        assert!(!tokens.ends_within(30, at(969)));
        assert!(tokens.ends_within(30, at(970)));
        assert!(tokens.ends_within(30, at(2000)));
        tokens.expires_at = None;
        assert!(!tokens.ends_within(30, at(2000)));
    }
}
