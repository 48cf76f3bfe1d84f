//! The access token of a request to a protected resource, and its errors (RFC 6750 §2, §3).

use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};

use super::parameters::Parameters;

/// Why the resource is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BearerError {
    /// No token at all: the challenge then names no error (§3.1).
    Missing,
    /// Malformed, or sent twice.
    InvalidRequest,
    /// Unknown, expired or revoked.
    InvalidToken,
    /// Good, but without the scope `openid`.
    InsufficientScope,
}

/// The token, from the header or from the form body.
pub(super) fn token(headers: &HeaderMap, form: Option<&Parameters>) -> Result<String, BearerError> {
    let posted = match form {
        None => None,
        Some(form) => form
            .get("access_token")
            .map_err(|_| BearerError::InvalidRequest)?,
    };
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let header = all.next();
    if all.next().is_some() {
        return Err(BearerError::InvalidRequest);
    }
    match (header, posted) {
        (None, None) => Err(BearerError::Missing),
        (None, Some(token)) => Ok(token.to_owned()),
        (Some(_), Some(_)) => Err(BearerError::InvalidRequest),
        (Some(header), None) => {
            let (scheme, token) = header
                .to_str()
                .ok()
                .and_then(|text| text.split_once(' '))
                .ok_or(BearerError::InvalidRequest)?;
            if scheme.eq_ignore_ascii_case("bearer") {
                Ok(token.trim().to_owned())
            } else {
                Err(BearerError::Missing)
            }
        }
    }
}

impl IntoResponse for BearerError {
    fn into_response(self) -> Response {
        let (status, challenge) = match self {
            Self::Missing => (StatusCode::UNAUTHORIZED, r#"Bearer realm="OAuth""#),
            Self::InvalidRequest => (
                StatusCode::BAD_REQUEST,
                r#"Bearer realm="OAuth", error="invalid_request", error_description="Send the token once, as Authorization: Bearer""#,
            ),
            Self::InvalidToken => (
                StatusCode::UNAUTHORIZED,
                r#"Bearer realm="OAuth", error="invalid_token", error_description="The access token is unknown, expired or revoked""#,
            ),
            Self::InsufficientScope => (
                StatusCode::FORBIDDEN,
                r#"Bearer realm="OAuth", error="insufficient_scope", error_description="The access token has not the scope openid", scope="openid""#,
            ),
        };
        (
            status,
            [(WWW_AUTHENTICATE, challenge), (CACHE_CONTROL, "no-store")],
        )
            .into_response()
    }
}
