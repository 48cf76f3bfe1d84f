//! Sends the browser on. The engine chose where to; this only knows how.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};

use super::problem::Problem;

/// After a POST that is asked for again by GET.
pub(super) fn see_other(location: String) -> Result<Response, Problem> {
    to(StatusCode::SEE_OTHER, location)
}

/// 302, not 303: what light-oauth2's clients expect. After a POST browsers go on by GET either way.
pub(super) fn found(location: String) -> Result<Response, Problem> {
    to(StatusCode::FOUND, location)
}

fn to(status: StatusCode, location: String) -> Result<Response, Problem> {
    let location = HeaderValue::try_from(location).map_err(|_| {
        tracing::error!("the engine's redirect is not a header value");
        Problem::Internal
    })?;
    Ok((status, [(header::LOCATION, location)]).into_response())
}
