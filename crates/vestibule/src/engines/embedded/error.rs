//! Errors of the machine endpoints: RFC 6749 §5.2's JSON, sorted by whose fault they are.

use axum::response::{IntoResponse, Response};
use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde::Serialize;

use super::entropy::Unavailable;
use super::json;
use super::keys::SigningFailed;
use super::parameters::{BadParameters, Repeated};
use super::store::StoreError;

/// The answer to a request that is not granted.
#[derive(Debug)]
pub(super) enum OAuthError {
    // The client's fault.
    Parameters(BadParameters),
    Repeated,
    Missing(&'static str),
    InvalidRequest(&'static str),
    MediaType,
    TooLarge,
    InvalidClient(TriedBy),
    UnsupportedGrantType,
    UnauthorizedClient(&'static str),
    InvalidScope,
    /// A code or refresh token that is not, or no longer, good.
    InvalidGrant(&'static str),
    // Ours.
    Busy,
    Failed(Failure),
}

/// How a client tried to prove itself; only who used the header is challenged by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TriedBy {
    Header,
    Body,
}

/// A failure of the server itself. Its cause goes to the log, never to a client.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Entropy(#[from] Unavailable),
    #[error(transparent)]
    Signing(#[from] SigningFailed),
}

impl Failure {
    /// Whether there is only too much to do, and asking again shortly can help.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Store(StoreError::Busy))
    }

    /// Tells the operator; `what` is what was being done.
    pub(super) fn log(&self, what: &'static str) {
        tracing::error!(error = %self, "{what} failed");
    }
}

#[derive(Serialize)]
struct Body {
    error: &'static str,
    error_description: &'static str,
}

impl OAuthError {
    fn parts(&self) -> (StatusCode, &'static str, &'static str) {
        let bad = StatusCode::BAD_REQUEST;
        match self {
            Self::Parameters(BadParameters::TooMany) => {
                (bad, "invalid_request", "More than 100 parameters")
            }
            Self::Parameters(BadParameters::TooLong) => {
                (bad, "invalid_request", "A parameter is longer than 8 KiB")
            }
            Self::Parameters(BadParameters::NotText) => {
                (bad, "invalid_request", "A parameter is not UTF-8 text")
            }
            Self::Repeated => (
                bad,
                "invalid_request",
                "A parameter is there more than once; send each once",
            ),
            Self::Missing(description) | Self::InvalidRequest(description) => {
                (bad, "invalid_request", description)
            }
            Self::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "invalid_request",
                "Send the parameters as application/x-www-form-urlencoded",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "invalid_request",
                "The body is longer than 64 KiB",
            ),
            Self::InvalidClient(_) => (
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "Unknown client, or it did not prove itself as registered",
            ),
            Self::UnsupportedGrantType => (
                bad,
                "unsupported_grant_type",
                "Supported are authorization_code and refresh_token",
            ),
            Self::UnauthorizedClient(description) => (bad, "unauthorized_client", description),
            Self::InvalidScope => (
                bad,
                "invalid_scope",
                "scope is malformed or goes beyond what was granted",
            ),
            Self::InvalidGrant(description) => (bad, "invalid_grant", description),
            Self::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable",
                "Too many requests at this moment; try again shortly",
            ),
            Self::Failed(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "server_error",
                "The server could not complete the request",
            ),
        }
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        if let Self::Failed(failure) = &self {
            failure.log("a request");
        }
        let (status, error, error_description) = self.parts();
        let mut response = json::private(
            status,
            &Body {
                error,
                error_description,
            },
        );
        match self {
            Self::InvalidClient(TriedBy::Header) => {
                let challenge = HeaderValue::from_static(r#"Basic realm="OAuth""#);
                response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
            }
            Self::Busy => {
                response
                    .headers_mut()
                    .insert(RETRY_AFTER, HeaderValue::from_static("2"));
            }
            _ => {}
        }
        response
    }
}

impl From<BadParameters> for OAuthError {
    fn from(error: BadParameters) -> Self {
        Self::Parameters(error)
    }
}

impl From<Repeated> for OAuthError {
    fn from(Repeated(_): Repeated) -> Self {
        Self::Repeated
    }
}

impl<F: Into<Failure>> From<F> for OAuthError {
    fn from(failure: F) -> Self {
        let failure = failure.into();
        if failure.is_busy() {
            Self::Busy
        } else {
            Self::Failed(failure)
        }
    }
}
