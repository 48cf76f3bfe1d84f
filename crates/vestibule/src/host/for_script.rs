//! The answer to a sign-in form that a script has sent: a script can't read where a redirect leads, so it
//! is told. Everything else is answered as a browser is; the script goes by the status.

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use serde::Serialize;

#[derive(Serialize)]
struct Onward<'a> {
    redirect_to: &'a str,
}

/// Turns a redirect into JSON for whoever takes nothing else, as the login page's own script does.
pub(super) async fn answer(request: Request, next: Next) -> Response {
    let by_script = takes_only_json(request.headers());
    let mut response = next.run(request).await;
    if !by_script || !response.status().is_redirection() {
        return response;
    }
    let location = response.headers_mut().remove(header::LOCATION);
    let Some(redirect_to) = location.as_ref().and_then(|it| it.to_str().ok()) else {
        return response;
    };
    let (mut parts, _) = response.into_parts();
    let told = Json(Onward { redirect_to }).into_response();
    parts.status = StatusCode::OK;
    // Cookies, above all.
    let (kept, mut told) = (parts.headers, told);
    for (name, value) in &kept {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            told.headers_mut().append(name, value.clone());
        }
    }
    told
}

fn takes_only_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT);
    accept.is_some_and(|value| value.as_bytes() == b"application/json")
}
