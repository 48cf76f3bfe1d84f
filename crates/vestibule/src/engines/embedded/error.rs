//! Errors of the machine endpoints: RFC 6749 §5.2's JSON, sorted by whose fault they are.

use std::borrow::Cow;

use axum::response::{IntoResponse, Response};
use http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde::Serialize;

use super::failure::Failure;
use super::json;
use super::parameters::{BadParameters, Repeated};
use crate::throttle::Wait;

/// The answer to a request that is not granted.
#[derive(Debug)]
pub(super) enum OAuthError {
    // The client's fault: the request.
    Parameters(BadParameters),
    Repeated,
    Missing(&'static str),
    MediaType,
    TooLarge,
    BodyLate,
    /// "The client MUST NOT use more than one authentication method in each request" (§2.3).
    ProvenTwice,
    ClientIdDiffers,
    InvalidClient(TriedBy),
    UnsupportedGrantType,
    GrantTypeNotAllowed,
    InvalidScope,
    // The client's fault: what it presents.
    CodeUnknown,
    CodeSpent,
    CodeExpired,
    RedirectUriDiffers,
    VerifierDiffers,
    /// A verifier for a code without a challenge: someone took the challenge out (RFC 9700 §2.1.1).
    VerifierUnexpected,
    RefreshTokenUnknown,
    RefreshTokenSpent,
    RefreshTokenEnded,
    TokenOfAnotherClient,
    // Nobody's: the person has the word (RFC 8628 §3.5).
    AuthorizationPending,
    SlowDown,
    AccessDenied,
    DeviceCodeExpired,
    // The operator's doing.
    PersonGone,
    // Somebody's who guesses.
    Throttled(Wait),
    // Somebody's who asks for more than one needs.
    TooMany(Wait),
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

#[derive(Serialize)]
struct Body {
    error: &'static str,
    error_description: Cow<'static, str>,
}

impl OAuthError {
    fn status(&self) -> StatusCode {
        match self {
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyLate => StatusCode::REQUEST_TIMEOUT,
            Self::InvalidClient(_) => StatusCode::UNAUTHORIZED,
            Self::Throttled(_) | Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Parameters(_)
            | Self::Repeated
            | Self::Missing(_)
            | Self::MediaType
            | Self::TooLarge
            | Self::BodyLate
            | Self::ProvenTwice
            | Self::ClientIdDiffers => "invalid_request",
            Self::InvalidClient(_) => "invalid_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
            Self::CodeUnknown
            | Self::CodeSpent
            | Self::CodeExpired
            | Self::RedirectUriDiffers
            | Self::VerifierDiffers
            | Self::VerifierUnexpected
            | Self::RefreshTokenUnknown
            | Self::RefreshTokenSpent
            | Self::RefreshTokenEnded
            | Self::PersonGone => "invalid_grant",
            Self::TokenOfAnotherClient | Self::GrantTypeNotAllowed => "unauthorized_client",
            Self::AuthorizationPending => "authorization_pending",
            Self::SlowDown => "slow_down",
            Self::AccessDenied => "access_denied",
            Self::DeviceCodeExpired => "expired_token",
            Self::Throttled(_) | Self::TooMany(_) | Self::Busy => "temporarily_unavailable",
            Self::Failed(_) => "server_error",
        }
    }

    /// For the client's developer, in the characters that §5.2 allows.
    fn description(&self) -> Cow<'static, str> {
        let text = match self {
            Self::Missing(name) => return format!("{name} is missing").into(),
            Self::Parameters(BadParameters::TooMany) => "There are more than 100 parameters",
            Self::Parameters(BadParameters::TooLong) => "A parameter is longer than 8 KiB",
            Self::Parameters(BadParameters::NotText) => "A parameter is not UTF-8 text",
            Self::Repeated => "A parameter is there more than once; send each once",
            Self::MediaType => "Send the parameters as application/x-www-form-urlencoded",
            Self::TooLarge => "The body is longer than 64 KiB",
            Self::BodyLate => "The body did not arrive in time",
            Self::ProvenTwice => "The client proves itself twice; send the secret once",
            Self::ClientIdDiffers => "client_id differs from the one in the Authorization header",
            Self::InvalidClient(_) => "Unknown client, or it did not prove itself as registered",
            Self::UnsupportedGrantType => {
                "Supported are authorization_code, refresh_token and the device code"
            }
            Self::InvalidScope => "scope is malformed or goes beyond what was granted",
            Self::CodeUnknown => "The code is unknown to this client",
            Self::CodeSpent => "The code was used before; its tokens are revoked",
            Self::CodeExpired => "The code has expired",
            Self::RedirectUriDiffers => {
                "redirect_uri differs from the one of the authorization request"
            }
            Self::VerifierDiffers => "code_verifier does not fit the code_challenge",
            Self::VerifierUnexpected => {
                "code_verifier was sent, but the authorization request had no code_challenge"
            }
            Self::RefreshTokenUnknown => "The refresh token is unknown to this client",
            Self::RefreshTokenSpent => "The refresh token was used before; sign in again",
            Self::RefreshTokenEnded => "The refresh token has expired or was revoked",
            Self::TokenOfAnotherClient => "The token belongs to another client",
            Self::GrantTypeNotAllowed => {
                "The client is not registered for this grant; add it to its grant_types"
            }
            Self::AuthorizationPending => "Nobody has decided yet; ask again after the interval",
            Self::SlowDown => "Too early; wait five seconds longer from now on",
            Self::AccessDenied => "The person has denied the request",
            Self::DeviceCodeExpired => "The device code has expired; begin anew",
            Self::PersonGone => "The person is no longer known here, or has another password since",
            Self::Throttled(_) => {
                "Too many wrong secrets from this address; wait as Retry-After says"
            }
            Self::TooMany(_) => "Too many requests from this address; wait as Retry-After says",
            Self::Busy => "Too many requests at this moment; try again shortly",
            Self::Failed(_) => "The server could not complete the request",
        };
        text.into()
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        if let Self::Failed(failure) = &self {
            failure.log("a request");
        }
        let body = Body {
            error: self.code(),
            error_description: self.description(),
        };
        let mut response = json::private(self.status(), &body);
        match self {
            Self::InvalidClient(TriedBy::Header) => {
                let challenge = HeaderValue::from_static(r#"Basic realm="OAuth""#);
                response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
            }
            Self::Throttled(wait) | Self::TooMany(wait) => {
                response
                    .headers_mut()
                    .insert(RETRY_AFTER, HeaderValue::from(wait.seconds()));
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
