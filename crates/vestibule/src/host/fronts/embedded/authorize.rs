//! `/oauth2/auth`, by GET and by POST: asks the engine where the browser goes, and sends it there.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::HeaderMap,
    response::Response,
};
use vestibule_ui::forms::carried::Carried;

use super::{super::login_form, Desk, refused};
use crate::{
    engines::embedded::{Authorize, LONGEST_QUERY},
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
};

/// Where requests are made.
pub(super) const PATH: &str = "/oauth2/auth";

/// The request in the query.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let browser = desk.engine.browser(&headers);
    answer(
        desk.engine
            .authorize(visit.query.as_bytes(), &browser)
            .await,
    )
}

/// The request in a form body (OpenID Connect Core §3.1.2.1).
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    request: Request,
) -> Result<Response, Problem> {
    let browser = desk.engine.browser(request.headers());
    let is_foreign = desk.host.check_form_origin(&request).is_err();
    let body = form_body(request).await?;
    // Browsers send no session with a form of another site, so it is asked for again by GET.
    if is_foreign
        && !browser.has_cookie()
        && let Ok(carried) = Carried::from_form(&body)
    {
        let query = carried.to_query();
        if query.len() <= LONGEST_QUERY {
            return redirect::see_other(format!("{PATH}?{query}"));
        }
    }
    answer(desk.engine.authorize(&body, &browser).await)
}

fn answer(answer: Authorize) -> Result<Response, Problem> {
    match answer {
        Authorize::ToLogin(query) => login_form::lead_there(&query),
        Authorize::Redirect(location) => redirect::found(location),
        Authorize::Refused(refusal) => Err(refused(refusal, Carried::default())),
    }
}
