//! GET `/` and `/login`: the sign-in form for the authorization request in the query.

use std::sync::Arc;

use axum::{Extension, extract::State, response::Response};
use vestibule_ui::{forms::carried::Carried, pages::LoginPage};

use super::{super::login_form, Desk, SIGN_IN_PATH};
use crate::host::{problem::Problem, visit::Visit};

/// The form, or what to do instead where nobody asked for a sign-in.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    login_form::open(&desk.host, &visit, |carried| blank(&desk, carried))
}

/// The page for the request that `carried` is, with nothing typed yet.
pub(super) fn blank(desk: &Desk, carried: Carried) -> LoginPage {
    let client = carried
        .get("client_id")
        .and_then(|id| desk.engine.client_name(id))
        .map(str::to_owned);
    LoginPage {
        action: action(&carried).map(str::to_owned),
        client,
        ..desk.host.pages.blank_login(carried)
    }
}

/// Where the form posts to, if the request is one for this engine, which has no challenges.
fn action(carried: &Carried) -> Option<&'static str> {
    let client = carried.get("client_id").unwrap_or_default();
    (!client.is_empty()).then_some(SIGN_IN_PATH)
}
