//! JSON responses with the caching that each kind needs.

use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, PRAGMA};
use http::{HeaderValue, StatusCode};
use serde::Serialize;

/// For one client only, and never kept (RFC 6749 §5.1).
pub(super) fn private(status: StatusCode, body: &impl Serialize) -> Response {
    let mut response = json(status, body, "no-store");
    response
        .headers_mut()
        .insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

/// For everyone, asked for again each time: a stale key set would outlive a change of keys.
pub(super) fn public(body: &impl Serialize) -> Response {
    json(StatusCode::OK, body, "no-cache")
}

fn json(status: StatusCode, body: &impl Serialize, caching: &'static str) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => {
            let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, caching)];
            (status, headers, bytes).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a response could not be written as JSON");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
