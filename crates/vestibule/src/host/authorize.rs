//! `/oauth2/auth`, by GET and by POST: asks the engine where the browser goes, and sends it there.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};
use vestibule_ui::{forms::carried::Carried, pages::LOGIN_PATH};

use super::{Host, limits::form_body, problem::Problem, redirect, visit::Visit};
use crate::engines::embedded::Authorize;

/// The request in the query.
pub(super) async fn get(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    answer(host.engine.authorize(visit.query.as_bytes()))
}

/// The request in a form body (OpenID Connect Core §3.1.2.1).
pub(super) async fn post(
    State(host): State<Arc<Host>>,
    request: Request,
) -> Result<Response, Problem> {
    let body = form_body(request).await?;
    answer(host.engine.authorize(&body))
}

fn answer(answer: Authorize) -> Result<Response, Problem> {
    match answer {
        Authorize::ToLogin(query) => {
            // What no form can carry would fail there, one step further from its cause.
            Carried::from_query(&query).map_err(Problem::Query)?;
            redirect::found(format!("{LOGIN_PATH}?{query}"))
        }
        Authorize::Redirect(location) => redirect::found(location),
        Authorize::Refused(refusal) => Err(Problem::refused(refusal, Carried::default())),
    }
}
