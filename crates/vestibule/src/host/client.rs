//! GET `/client/` and `/callback`: one document, whose script tells the two apart; and POST `/callback`,
//! where an authorization server's `form_post` answer becomes part of that document. Its code is then in no
//! address, and so in no history, log or `Referer`.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::HeaderMap,
    response::{IntoResponse as _, Redirect, Response},
};

use super::{Host, limits, problem::Problem, visit::Visit};

/// The path that `get` is at.
pub(super) const PATH: &str = "/client/";

/// The client page. A link on somebody else's page only fills its form: whom the run gives a code to, a
/// person who looks at the form decides.
pub(super) async fn get(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Response {
    let starts_at_once = visit.query.split('&').any(is_autostart);
    if starts_at_once && is_from_elsewhere(&headers) {
        let others = visit.query.split('&').filter(|pair| !is_autostart(pair));
        let query = others.collect::<Vec<_>>().join("&");
        return Redirect::to(&format!("{PATH}?{query}")).into_response();
    }
    host.pages
        .client(&visit, starts_at_once || visit.path != PATH, None)
}

fn is_autostart(pair: &str) -> bool {
    form_urlencoded::parse(pair.as_bytes()).any(|(name, _)| name == "autostart")
}

/// Whether another site's page has led here. A typed address, a bookmark and a link outside the browser
/// have `none`; browsers that do not say are taken at the address's word.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "none" && site != "same-origin")
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
