//! GET `/client/` and `/callback`: one document, whose script tells the two apart.

use std::sync::Arc;

use axum::{
    Extension,
    extract::State,
    response::{Redirect, Response},
};

use super::{Host, visit::Visit};

/// The path that `get` is at.
pub(super) const PATH: &str = "/client/";

/// The client page.
pub(super) async fn get(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Response {
    let starts_at_once = form_urlencoded::parse(visit.query.as_bytes())
        .any(|pair| pair == ("autostart".into(), "1".into()));
    host.pages
        .client(&visit, starts_at_once || visit.path != PATH)
}

/// The same address without its slash: the page, with the query that fills its form.
pub(super) async fn add_slash(Extension(visit): Extension<Visit>) -> Redirect {
    match visit.query.as_str() {
        "" => Redirect::permanent(PATH),
        query => Redirect::permanent(&format!("{PATH}?{query}")),
    }
}
