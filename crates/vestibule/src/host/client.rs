//! GET `/client/` and `/callback`: one document, whose script tells the two apart.

use std::sync::Arc;

use axum::{Extension, extract::State, response::Response};

use super::{Host, visit::Visit};

/// The client page.
pub(super) async fn get(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Response {
    host.pages.client(&visit)
}
