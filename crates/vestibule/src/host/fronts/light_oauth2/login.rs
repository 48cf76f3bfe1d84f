//! GET `/` and `/login`: the sign-in form for the authorization request in the query.

use std::sync::Arc;

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use vestibule_ui::{
    forms::{carried::Carried, error_response::ErrorResponse},
    pages::LoginPage,
};

use super::{Desk, SIGN_IN_PATH};
use crate::{
    config::LightOauth2Mode,
    host::{problem::Problem, visit::Visit},
};

/// The form, or what to do instead where nobody asked for a sign-in.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    let carried = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let error = ErrorResponse::from_query(&visit.query).map_err(Problem::Query)?;
    let page = LoginPage {
        problem: error.map(Into::into),
        ..blank(&desk, carried)
    };
    Ok(desk.host.pages.login(&visit, StatusCode::OK, &page))
}

/// The page for the request that `carried` is, with nothing typed yet.
pub(super) fn blank(desk: &Desk, carried: Carried) -> LoginPage {
    let id = carried.get("client_id").filter(|id| !id.is_empty());
    let action = id.map(|_| match desk.mode {
        LightOauth2Mode::Front => SIGN_IN_PATH.to_owned(),
        LightOauth2Mode::Native => desk.engine.code_url().to_string(),
    });
    let client = id.and_then(|id| desk.engine.client_name(id));
    LoginPage {
        action,
        client: client.map(str::to_owned),
        ..desk.host.pages.blank_login(carried)
    }
}
