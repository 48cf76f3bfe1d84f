//! `/error`: where other authorization servers send a person whose sign-in failed.
//!
//! By POST it receives the login form once more, the password included (a 307 keeps the body). Only
//! what the form carried is taken from it; the rest is dropped unread.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use vestibule_ui::{
    forms::{carried::Carried, error_response::ErrorResponse},
    pages::Restart,
};

use super::{Host, limits::form_body, pages::Told, problem::Problem, visit::Visit};

/// What a server says with a redirect that keeps its reasons to itself.
const SIGN_IN_FAILED: &str = "sign_in_failed";

/// Shows what the query tells; the way back is what the login page saved before the submit.
pub(super) async fn get(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    let told = told(&visit, StatusCode::OK, host.pages.to_application())?;
    Ok(host.pages.error(&visit, told))
}

/// Shows what the query tells; the way back is the form, with what the body carried. The status says
/// that the sign-in failed, so that no browser offers to save the password.
pub(super) async fn post(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Problem> {
    let body = form_body(request).await?;
    let carried = Carried::from_form(&body).map_err(Problem::Body)?;
    let restart = if carried.names_a_request() {
        Restart::Form(carried)
    } else {
        host.pages.to_application()
    };
    let told = told(&visit, StatusCode::FORBIDDEN, restart)?;
    Ok(host.pages.error(&visit, told))
}

fn told(visit: &Visit, status: StatusCode, restart: Restart) -> Result<Told, Problem> {
    let error = ErrorResponse::from_either(&visit.query).map_err(Problem::Query)?;
    let (code, description, uri) = match error {
        Some(error) => (error.code, error.description, error.uri),
        None => (SIGN_IN_FAILED.to_owned(), None, None),
    };
    Ok(Told {
        status,
        code,
        description,
        uri,
        restart,
    })
}
