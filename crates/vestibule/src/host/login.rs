//! GET `/` and `/login`: the sign-in form for the authorization request in the query.

use std::sync::Arc;

use axum::{Extension, extract::State, http::StatusCode, response::Response};
use vestibule_ui::{
    forms::{carried::Carried, error_response::ErrorResponse},
    pages::LoginPage,
};

use super::{Host, problem::Problem, visit::Visit};

/// The form, or what to do instead where nobody asked for a sign-in.
pub(super) async fn get(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    let carried = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let error = ErrorResponse::from_query(&visit.query).map_err(Problem::Query)?;
    let page = LoginPage {
        problem: error.map(Into::into),
        ..blank(&host, carried)
    };
    Ok(host.pages.login(&visit, StatusCode::OK, &page))
}

/// The page for the request that `carried` is, with nothing typed yet.
pub(super) fn blank(host: &Host, carried: Carried) -> LoginPage {
    let client = carried
        .get("client_id")
        .and_then(|id| host.engine.client_name(id))
        .map(str::to_owned);
    LoginPage {
        client,
        ..host.pages.blank_login(carried)
    }
}
