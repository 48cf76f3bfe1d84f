//! What Hydra tells about a challenge. Versions differ in what they leave out or send as `null`, so
//! only what nothing can be done without is demanded.

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Where a device flow's authorization request comes from.
const DEVICE_VERIFICATION: &str = "/oauth2/device/verify";

/// A request to find out who somebody is.
#[derive(Clone, Debug, Deserialize)]
pub struct LoginRequest {
    /// Whether Hydra knows who it is, and no form is to be shown.
    #[serde(default)]
    pub skip: bool,
    /// Who it is then.
    #[serde(default, deserialize_with = "or_default")]
    pub subject: String,
    /// The application.
    #[serde(default, deserialize_with = "or_default")]
    pub client: Client,
    /// What the application asked of this page.
    #[serde(default, deserialize_with = "or_default")]
    pub oidc_context: OidcContext,
    /// The whole authorization request, as the browser sent it to Hydra.
    #[serde(default, deserialize_with = "or_default")]
    pub request_url: String,
}

/// A request to find out what somebody grants.
#[derive(Clone, Debug, Deserialize)]
pub struct ConsentRequest {
    /// Whether they granted it before, and no form is to be shown.
    #[serde(default)]
    pub skip: bool,
    /// Who is signed in.
    pub subject: String,
    /// What the application asks for.
    #[serde(default, deserialize_with = "or_default")]
    pub requested_scope: Vec<String>,
    /// For which resources it asks.
    #[serde(default, deserialize_with = "or_default")]
    pub requested_access_token_audience: Vec<String>,
    /// The application.
    #[serde(default, deserialize_with = "or_default")]
    pub client: Client,
    /// What the application asked of this page.
    #[serde(default, deserialize_with = "or_default")]
    pub oidc_context: OidcContext,
    /// The whole authorization request, as the browser sent it to Hydra.
    #[serde(default, deserialize_with = "or_default")]
    pub request_url: String,
}

/// A consent that was given before.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct ConsentSession {
    /// What was asked for.
    #[serde(default, deserialize_with = "or_default")]
    pub consent_request: Asked,
    /// What was granted.
    #[serde(default, deserialize_with = "or_default")]
    pub grant_scope: Vec<String>,
    /// When, by RFC 3339.
    #[serde(default, deserialize_with = "or_default")]
    pub handled_at: String,
}

/// Who asked for a consent that was given before.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The application.
    #[serde(default, deserialize_with = "or_default")]
    pub client: Client,
}

/// A request to find out whether somebody wants to sign out.
#[derive(Clone, Debug, Deserialize)]
pub struct LogoutRequest {
    /// Who is signed in.
    #[serde(default, deserialize_with = "or_default")]
    pub subject: String,
    /// The application, where one has asked.
    #[serde(default)]
    pub client: Option<Client>,
}

/// An application, as it was registered with Hydra.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Client {
    /// Its identifier.
    #[serde(default, deserialize_with = "or_default")]
    pub client_id: String,
    /// What it calls itself.
    #[serde(default, deserialize_with = "or_default")]
    pub client_name: String,
    /// Where its answers may go.
    #[serde(default, deserialize_with = "or_default")]
    pub redirect_uris: Vec<String>,
    /// Its home page.
    #[serde(default, deserialize_with = "or_default")]
    pub client_uri: String,
    /// Its privacy policy.
    #[serde(default, deserialize_with = "or_default")]
    pub policy_uri: String,
    /// Its terms of service.
    #[serde(default, deserialize_with = "or_default")]
    pub tos_uri: String,
    /// Whether the operator grants it everything without asking anybody.
    #[serde(default, deserialize_with = "or_default")]
    pub skip_consent: bool,
    /// Whether it signs people out without asking them.
    #[serde(default, deserialize_with = "or_default")]
    pub skip_logout_consent: bool,
}

/// What an application asked of the login page (OpenID Connect Core §3.1.2.1).
#[derive(Clone, Debug, Default, Deserialize)]
pub struct OidcContext {
    /// The user name that it expects.
    #[serde(default, deserialize_with = "or_default")]
    pub login_hint: String,
    /// The languages that the person prefers.
    #[serde(default, deserialize_with = "or_default")]
    pub ui_locales: Vec<String>,
    /// How sure it wants to be, the best first.
    #[serde(default, deserialize_with = "or_default")]
    pub acr_values: Vec<String>,
    /// The claims of an ID token that it had before.
    #[serde(default, deserialize_with = "or_default")]
    pub id_token_hint_claims: Map<String, Value>,
}

impl Client {
    /// What to call it before a person.
    pub fn name(&self) -> &str {
        if self.client_name.is_empty() {
            &self.client_id
        } else {
            &self.client_name
        }
    }
}

impl OidcContext {
    /// The subject of the ID token that the application had before.
    pub fn hinted_subject(&self) -> Option<&str> {
        self.id_token_hint_claims.get("sub").and_then(Value::as_str)
    }
}

impl LoginRequest {
    /// Whether a device waits for the outcome, and not an application in this browser.
    pub fn is_for_device(&self) -> bool {
        is_for_device(&self.request_url)
    }
}

impl ConsentRequest {
    /// Whether a device waits for the outcome, and not an application in this browser.
    pub fn is_for_device(&self) -> bool {
        is_for_device(&self.request_url)
    }
}

/// By the path alone: a query may hold anything.
fn is_for_device(request_url: &str) -> bool {
    let path = request_url.split(['?', '#']).next().unwrap_or_default();
    path.ends_with(DEVICE_VERIFICATION)
}

/// Go writes empty lists and absent objects as `null`.
fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_go_leaves_out_or_nulls_is_empty() {
        let text = r#"{"skip":false,"subject":"","client":null,"oidc_context":{"acr_values":null},
            "request_url":"http://h/oauth2/auth","session_id":"x","requested_scope":null}"#;
        let request: LoginRequest = serde_json::from_str(text).unwrap();
        assert_eq!(request.client.name(), "");
        assert_eq!(request.oidc_context.acr_values, Vec::<String>::new());
        let request: ConsentRequest = serde_json::from_str(r#"{"subject":"a"}"#).unwrap();
        assert_eq!(request.requested_scope, Vec::<String>::new());
        // A consent of nobody could be given to anybody.
        assert!(serde_json::from_str::<ConsentRequest>("{}").is_err());
        let request: LogoutRequest = serde_json::from_str(r#"{"client":null}"#).unwrap();
        assert!(request.client.is_none());
    }

    #[test]
    fn a_device_is_told_by_the_path() {
        for (url, device) in [
            ("https://h/oauth2/device/verify?user_code=1", true),
            ("https://h/sub/oauth2/device/verify", true),
            ("https://h/oauth2/auth?x=/oauth2/device/verify", false),
            ("https://h/oauth2/auth#/oauth2/device/verify", false),
            ("", false),
        ] {
            assert_eq!(is_for_device(url), device, "{url}");
        }
    }

    #[test]
    fn an_application_is_called_by_its_name_or_its_id() {
        let client = |name: &str| Client {
            client_id: "spa".to_owned(),
            client_name: name.to_owned(),
            ..Client::default()
        };
        assert_eq!(client("Notes").name(), "Notes");
        assert_eq!(client("").name(), "spa");
    }
}
