//! GET of the script that holds the client page's refresh token in a worker. The script is
//! `oauth-browser`'s; this says with which headers it is sent.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{assets, csp};

/// The path that `get` is at. The client page names it too.
pub(super) const PATH: &str = "/client/token-worker.js";

const SCRIPT: &str = include_str!("../../../oauth-browser/worker/token-worker.js");

static TAG: LazyLock<String> = LazyLock::new(|| {
    let hash = digest(&SHA256, SCRIPT.as_bytes());
    let short = hash.as_ref().get(..12).unwrap_or_default();
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(short))
});

/// The script, or that it is known. Its name stays the same over versions, so it is asked for anew.
pub(super) async fn get(request: HeaderMap) -> Response {
    const NO_CACHE: (HeaderName, &str) = (header::CACHE_CONTROL, "no-cache");
    let tag = (header::ETAG, TAG.as_str());
    if assets::is_known(&request, &TAG) {
        return (StatusCode::NOT_MODIFIED, [NO_CACHE, tag]).into_response();
    }
    let content_type = (header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    // A worker is bound by the policy of its own script.
    let policy = [(header::CONTENT_SECURITY_POLICY, csp::TOKEN_WORKER)];
    (policy, [NO_CACHE, tag, content_type], SCRIPT).into_response()
}
