//! What Hydra is told. It refuses a body with a field that it does not know, so only what every
//! version knows is sent.

use serde::Serialize;
use serde_json::{Map, Value};

/// Somebody has proved who they are.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AcceptLogin {
    /// Who.
    pub subject: String,
    /// Whether Hydra keeps them signed in.
    pub remember: bool,
    /// For how many seconds; 0 is without end.
    #[serde(skip_serializing_if = "is_zero")]
    pub remember_for: u64,
    /// How sure it is, in the operator's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    /// By which means they proved it (RFC 8176).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub amr: Vec<&'static str>,
}

/// Somebody has granted something.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AcceptConsent {
    /// What.
    pub grant_scope: Vec<String>,
    /// For which resources.
    pub grant_access_token_audience: Vec<String>,
    /// What the tokens are to say of them.
    pub session: Session,
    /// Whether Hydra asks no more.
    pub remember: bool,
    /// For how many seconds; 0 is without end.
    pub remember_for: u64,
}

/// Claims of the tokens.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Session {
    /// Of the access token.
    pub access_token: Map<String, Value>,
    /// Of the ID token and the userinfo endpoint.
    pub id_token: Map<String, Value>,
}

/// Somebody has typed the code that a device shows.
#[derive(Clone, Debug, Serialize)]
pub struct AcceptDevice {
    /// As Hydra made it.
    pub user_code: String,
}

/// There is nothing to say.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Nothing {}

/// Somebody has said no, or can't go on. Without an `error` Hydra makes one up that is no error code.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Reject {
    /// The error code that the application gets (RFC 6749 §4.1.2.1).
    pub error: &'static str,
    /// For the application's developer.
    pub error_description: &'static str,
    /// The status of Hydra's own answer, where it can't tell the application.
    pub status_code: u16,
}

impl Reject {
    /// The person said no.
    pub const DENIED: Self = Self {
        error: "access_denied",
        error_description: "The resource owner denied the request.",
        status_code: 403,
    };
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "what serde asks for")]
fn is_zero(seconds: &u64) -> bool {
    *seconds == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_spelled_as_hydra_reads_them() {
        let login = AcceptLogin {
            subject: "ada".to_owned(),
            remember: true,
            remember_for: 3600,
            acr: None,
            amr: vec!["pwd"],
        };
        let text = |value: Value| value.to_string();
        assert_eq!(
            text(serde_json::to_value(login).unwrap()),
            r#"{"amr":["pwd"],"remember":true,"remember_for":3600,"subject":"ada"}"#
        );
        assert_eq!(
            text(serde_json::to_value(AcceptConsent::default()).unwrap()),
            r#"{"grant_access_token_audience":[],"grant_scope":[],"remember":false,"remember_for":0,"session":{"access_token":{},"id_token":{}}}"#
        );
        assert_eq!(
            text(serde_json::to_value(Reject::DENIED).unwrap()),
            r#"{"error":"access_denied","error_description":"The resource owner denied the request.","status_code":403}"#
        );
        assert_eq!(text(serde_json::to_value(Nothing {}).unwrap()), "{}");
    }
}
