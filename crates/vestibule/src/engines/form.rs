//! The form body of a machine endpoint, with its media type and size checked, within a time.

use axum::body::to_bytes;
use axum::extract::Request;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use super::parameters::{BadParameters, Parameters};
use crate::time_limits;

/// More than any token request has.
const LONGEST: usize = 64 * 1024;

/// Why there are no parameters. The client's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadForm {
    MediaType,
    TooLarge,
    Late,
    Parameters(BadParameters),
}

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

/// The parameters of an `application/x-www-form-urlencoded` body.
pub(super) async fn read(request: Request) -> Result<Parameters, BadForm> {
    if !is_form(request.headers()) {
        return Err(BadForm::MediaType);
    }
    let announced = request
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    if announced.is_some_and(|length| length > LONGEST) {
        return Err(BadForm::TooLarge);
    }
    // Fails on a longer body, and on a connection that broke, which no answer reaches anyway.
    let body = tokio::time::timeout(time_limits::BODY, to_bytes(request.into_body(), LONGEST))
        .await
        .map_err(|_| BadForm::Late)?
        .map_err(|_| BadForm::TooLarge)?;
    Parameters::parse(&body).map_err(BadForm::Parameters)
}
