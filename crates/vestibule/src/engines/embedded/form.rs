//! The form body of a machine endpoint, with its media type and size checked, within a time.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::time_limits;

use super::error::OAuthError;
use super::parameters::Parameters;

/// More than any token request has.
const LONGEST: usize = 64 * 1024;

/// The parameters of an `application/x-www-form-urlencoded` body.
pub(super) struct Form(pub(super) Parameters);

/// Whether the body says it is a form.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|media| {
            media
                .trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        })
}

impl<S: Sync> FromRequest<S> for Form {
    type Rejection = OAuthError;

    async fn from_request(request: Request, _: &S) -> Result<Self, OAuthError> {
        if !is_form(request.headers()) {
            return Err(OAuthError::MediaType);
        }
        let announced = request
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.parse::<usize>().ok());
        if announced.is_some_and(|length| length > LONGEST) {
            return Err(OAuthError::TooLarge);
        }
        // Fails on a longer body, and on a connection that broke, which no answer reaches anyway.
        let body = tokio::time::timeout(time_limits::BODY, to_bytes(request.into_body(), LONGEST))
            .await
            .map_err(|_| OAuthError::BodyLate)?
            .map_err(|_| OAuthError::TooLarge)?;
        Ok(Self(Parameters::parse(&body)?))
    }
}
