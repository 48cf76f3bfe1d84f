//! What a server says when it refuses, in both dialects: RFC 6749's `error` (with Ory's hint and debug),
//! and light-4j's Status object. Texts are capped here, once; this file does not know what a code means to a flow.

use std::fmt;

use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::json::Object;
use crate::shown::capped;

const MAX_CODE: usize = 100;
const MAX_DESCRIPTION: usize = 500;

/// A well-formed error of a server's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthError {
    code: String,
    description: Option<String>,
    hint: Option<String>,
    debug: Option<String>,
    uri: Option<Endpoint>,
    status: Option<u16>,
}

impl OAuthError {
    /// The error in a response body, if the body is one.
    pub fn from_json(body: &Object, status: u16) -> Option<Self> {
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        let code = |name: &str| text(name).filter(|code| !code.is_empty());
        let (code, description) = match code("error") {
            Some(code) => (code, text("error_description").map(str::to_owned)),
            None => (
                code("code")?,
                status_description(text("message"), text("description")),
            ),
        };
        Some(
            Self::new(
                code,
                description.as_deref(),
                text("error_uri"),
                Some(status),
            )
            .with_details(text("error_hint"), text("error_debug")),
        )
    }

    /// The error in the parameters of an authorization response.
    pub(crate) fn new(
        code: &str,
        description: Option<&str>,
        uri: Option<&str>,
        status: Option<u16>,
    ) -> Self {
        Self {
            code: capped(code, MAX_CODE),
            description: shown(description),
            hint: None,
            debug: None,
            uri: uri
                .and_then(|uri| Endpoint::parse(uri).ok())
                .filter(Endpoint::is_https),
            status,
        }
    }

    pub(crate) fn with_details(mut self, hint: Option<&str>, debug: Option<&str>) -> Self {
        self.hint = shown(hint);
        self.debug = shown(debug);
        self
    }

    /// The error code, such as `invalid_grant` or `ERR12041`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The server's description.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Ory's hint.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Ory's debug text.
    pub fn debug(&self) -> Option<&str> {
        self.debug.as_deref()
    }

    /// A page about the error; https only.
    pub fn uri(&self) -> Option<&Endpoint> {
        self.uri.as_ref()
    }

    /// The HTTP status it came with, unless it came by redirect.
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Whether the server says that it may pass.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self.code.as_str(),
            "temporarily_unavailable" | "server_error" | "slow_down"
        ) || self
            .status
            .is_some_and(|status| status == 429 || status >= 500)
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code)?;
        for text in [&self.description, &self.hint, &self.debug]
            .into_iter()
            .flatten()
        {
            f.write_str(": ")?;
            f.write_str(text)?;
        }
        Ok(())
    }
}

/// light-4j says what happened in `message` (a name) and `description` (a sentence).
fn status_description(message: Option<&str>, description: Option<&str>) -> Option<String> {
    match (message, description) {
        (Some(message), Some(description)) => Some([message, ": ", description].concat()),
        (message, description) => message.or(description).map(str::to_owned),
    }
}

fn shown(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty())
        .map(|text| capped(text, MAX_DESCRIPTION))
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::json;

    fn parse(body: &str) -> Option<OAuthError> {
        OAuthError::from_json(&json::parse_object(body.as_bytes()).unwrap(), 400)
    }

    #[test]
    fn rfc_6749_with_orys_additions() {
        let error = parse(
            r#"{"error":"invalid_grant","error_description":"no","error_hint":"try","error_debug":"x","error_uri":"https://as.example/e"}"#,
        )
        .unwrap();
        assert_eq!(error.to_string(), "invalid_grant: no: try: x");
        assert_eq!(error.uri().unwrap().as_str(), "https://as.example/e");
        assert_eq!(error.status(), Some(400));
    }

    #[test]
    fn light_4j_status() {
        let error = parse(
            r#"{"statusCode":400,"code":"ERR12041","message":"CODE_VERIFIER_FAILED","description":"PKCE failed.","severity":"ERROR"}"#,
        )
        .unwrap();
        assert_eq!(
            error.to_string(),
            "ERR12041: CODE_VERIFIER_FAILED: PKCE failed."
        );
    }

    #[test]
    fn what_is_no_error_and_what_is_no_link() {
        assert_eq!(parse(r#"{"error":7}"#), None);
        assert_eq!(parse(r#"{"error":""}"#), None);
        assert_eq!(parse(r#"{"code":"","message":"x"}"#), None);
        assert_eq!(parse("{}"), None);
        for uri in [
            "http://as.example",
            "http://localhost/",
            "javascript:alert(1)",
            "x",
        ] {
            let body = [r#"{"error":"e","error_uri":""#, uri, r#""}"#].concat();
            assert_eq!(parse(&body).unwrap().uri(), None, "{uri}");
        }
    }

    #[test]
    fn texts_are_capped() {
        let body = [
            r#"{"error":"e","error_description":""#,
            &"x".repeat(9000),
            r#""}"#,
        ]
        .concat();
        assert_eq!(
            parse(&body).unwrap().description().unwrap().chars().count(),
            501
        );
    }
}
