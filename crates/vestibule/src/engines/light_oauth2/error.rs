//! Errors of the token endpoint: RFC 6749 §5.2's JSON, sorted by whose fault they are. No text repeats
//! what was sent.

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use serde::Serialize;

use super::status::Status;
use crate::engines::{form::BadForm, json, parameters::Repeated};

/// The answer to a token request that is not granted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum OAuthError {
    // The client's fault.
    Form(BadForm),
    Repeated(&'static str),
    Missing(&'static str),
    /// It tries to prove itself by a secret of its own.
    SecretSent,
    ClientUnknown,
    UnsupportedGrantType,
    /// The verifier can't be one (RFC 7636 §4.1).
    VerifierMalformed,
    /// Not sealed here, or for another client, redirect URI or challenge.
    CodeNotForThis,
    /// The service's own word about what was presented.
    Grant(Status),
    Scope(Status),
    // The operator's.
    /// The service does not take what this adds: the secret, or the client itself.
    NotRegistered(Status),
    // The service's.
    Refused(Option<Status>),
    Unusable,
    Unreachable,
    /// The key service gives none.
    NoKeys,
}

#[derive(Serialize)]
struct Body<'a> {
    error: &'a str,
    error_description: String,
}

impl OAuthError {
    /// The error for a Status of the token service.
    pub(super) fn of_service(status: Option<Status>) -> Self {
        let Some(status) = status else {
            return Self::Refused(None);
        };
        match status.code() {
            // The code: not found or used, its redirect URI or verifier. The refresh token: its client, not found.
            "ERR12052" | "ERR12008" | "ERR12025" | "ERR12026" | "ERR12028" | "ERR12029"
            | "ERR12037" | "ERR12038" | "ERR12039" | "ERR12040" | "ERR12041" => Self::Grant(status),
            "ERR12027" => Self::Scope(status),
            "ERR12002" | "ERR12003" | "ERR12004" | "ERR12007" | "ERR12014" => {
                Self::NotRegistered(status)
            }
            _ => Self::Refused(Some(status)),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Form(BadForm::MediaType) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Form(BadForm::TooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Form(BadForm::Late) => StatusCode::REQUEST_TIMEOUT,
            Self::NotRegistered(_) | Self::Refused(_) | Self::Unusable => StatusCode::BAD_GATEWAY,
            Self::Unreachable | Self::NoKeys => StatusCode::SERVICE_UNAVAILABLE,
            // Not 401: the client tried no scheme that a challenge could name.
            _ => StatusCode::BAD_REQUEST,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Form(_)
            | Self::Repeated(_)
            | Self::Missing(_)
            | Self::SecretSent
            | Self::VerifierMalformed => "invalid_request",
            Self::ClientUnknown => "invalid_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::CodeNotForThis | Self::Grant(_) => "invalid_grant",
            Self::Scope(_) => "invalid_scope",
            Self::NotRegistered(_) | Self::Refused(_) | Self::Unusable => "server_error",
            Self::Unreachable | Self::NoKeys => "temporarily_unavailable",
        }
    }

    fn description(&self) -> String {
        match self {
            Self::Form(BadForm::MediaType) => {
                "the body must be application/x-www-form-urlencoded".to_owned()
            }
            Self::Form(BadForm::TooLarge) => "the body is too long".to_owned(),
            Self::Form(BadForm::Late) => "the body did not arrive in time".to_owned(),
            Self::Form(BadForm::Parameters(bad)) => bad.to_string(),
            Self::Repeated(name) => format!("{name} is there more than once"),
            Self::Missing(name) => format!("{name} is missing"),
            Self::SecretSent => {
                "send no client secret here: this server adds it, and a browser can't keep one"
                    .to_owned()
            }
            Self::ClientUnknown => "no client is registered under this client_id".to_owned(),
            Self::UnsupportedGrantType => {
                "only authorization_code and refresh_token are supported".to_owned()
            }
            Self::VerifierMalformed => {
                "code_verifier must be 43 to 128 characters of A-Z a-z 0-9 - . _ ~".to_owned()
            }
            Self::CodeNotForThis => {
                "the code was not issued for this client, redirect_uri and code_verifier".to_owned()
            }
            Self::Grant(status) => format!("the token service refuses the grant ({status})"),
            Self::Scope(status) => format!("the token service refuses the scope ({status})"),
            Self::NotRegistered(status) => format!(
                "the token service does not take the secret that this server adds ({status}); the \
                 operator must register the client there with the same secret"
            ),
            Self::Refused(Some(status)) => format!("the token service failed ({status})"),
            Self::Refused(None) | Self::Unusable => {
                "the token service's answer can't be used".to_owned()
            }
            Self::Unreachable => "the token service does not answer".to_owned(),
            Self::NoKeys => "the key service gives no keys".to_owned(),
        }
    }
}

impl From<Repeated> for OAuthError {
    fn from(Repeated(name): Repeated) -> Self {
        Self::Repeated(name)
    }
}

impl From<BadForm> for OAuthError {
    fn from(bad: BadForm) -> Self {
        Self::Form(bad)
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        let (status, error) = (self.status(), self.code());
        if status.is_server_error() {
            tracing::error!(error = self.description(), "token request failed");
        }
        let body = Body {
            error,
            error_description: self.description(),
        };
        let mut response = json::private(status, &body);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every Status that light-oauth2's token service has: whose fault it is, and what the client hears.
    #[test]
    fn each_status_of_the_token_service_has_its_error() {
        let (grant, scope, operator) = (
            (400, "invalid_grant"),
            (400, "invalid_scope"),
            (502, "server_error"),
        );
        for (code, expected) in [
            // The code and what it is bound to; the refresh token and whose it is.
            ("ERR12008", grant),
            ("ERR12025", grant),
            ("ERR12026", grant),
            ("ERR12028", grant),
            ("ERR12029", grant),
            ("ERR12037", grant),
            ("ERR12038", grant),
            ("ERR12039", grant),
            ("ERR12040", grant),
            ("ERR12041", grant),
            ("ERR12052", grant),
            ("ERR12027", scope),
            // What this adds is not taken: the client, or its secret.
            ("ERR12002", operator),
            ("ERR12003", operator),
            ("ERR12004", operator),
            ("ERR12007", operator),
            ("ERR12014", operator),
            // Of requests and grants that this never sends, and the service's own failures.
            ("ERR10010", operator),
            ("ERR10014", operator),
            ("ERR10043", operator),
            ("ERR10048", operator),
            ("ERR12000", operator),
            ("ERR12001", operator),
            ("ERR12016", operator),
            ("ERR12017", operator),
            ("ERR12022", operator),
            ("ERR12023", operator),
            ("ERR12024", operator),
            ("ERR12030", operator),
            ("ERR12031", operator),
            ("ERR12032", operator),
            ("ERR12033", operator),
        ] {
            let body = format!(r#"{{"code":"{code}","message":"NAME"}}"#);
            let error = OAuthError::of_service(Status::parse(body.as_bytes()));
            assert_eq!((error.status().as_u16(), error.code()), expected, "{code}");
            assert!(error.description().contains(&format!("({code} NAME)")));
        }
    }
}
