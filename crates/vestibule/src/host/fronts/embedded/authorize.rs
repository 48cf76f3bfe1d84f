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
    engines::embedded::Authorize,
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
};

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
    let body = form_body(request).await?;
    answer(desk.engine.authorize(&body, &browser).await)
}

fn answer(answer: Authorize) -> Result<Response, Problem> {
    match answer {
        Authorize::ToLogin(query) => login_form::lead_there(&query),
        Authorize::Redirect(location) => redirect::found(location),
        Authorize::Refused(refusal) => Err(refused(refusal, Carried::default())),
    }
}
