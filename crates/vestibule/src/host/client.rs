//! GET `/client/` and `/callback`: one document, whose script tells the two apart; and POST `/callback`,
//! where an authorization server's `form_post` answer becomes part of that document. Its code is then in no
//! address, and so in no history, log or `Referer`.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    response::{Redirect, Response},
};

use super::{Host, limits, problem::Problem, visit::Visit};

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
        .client(&visit, starts_at_once || visit.path != PATH, None)
}

/// The same with the answer that came as a form. Any site may post one, as any may link to one: what it is
/// worth the page finds out by its state.
pub(super) async fn post(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Problem> {
    let body = limits::form_body(request).await?;
    // Whoever encodes a form leaves nothing else, and nothing else would reach the page unchanged.
    let text = std::str::from_utf8(&body).ok();
    let encoded = text.filter(|text| text.bytes().all(|byte| byte.is_ascii_graphic()));
    let form = encoded.ok_or(Problem::NotEncoded)?;
    Ok(host.pages.client(&visit, true, Some(form)))
}

/// The same address without its slash: the page, with the query that fills its form.
pub(super) async fn add_slash(Extension(visit): Extension<Visit>) -> Redirect {
    match visit.query.as_str() {
        "" => Redirect::permanent(PATH),
        query => Redirect::permanent(&format!("{PATH}?{query}")),
    }
}
