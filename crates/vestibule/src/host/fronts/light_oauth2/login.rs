//! GET `/` and `/login`: the sign-in form for the authorization request in the query.

use std::sync::Arc;

use axum::{Extension, extract::State, response::Response};
use vestibule_ui::{
    forms::carried::Carried,
    pages::{LoginPage, LoginStep},
};

use super::{super::login_form, Desk, SIGN_IN_PATH};
use crate::{
    config::LightOauth2Mode,
    host::{problem::Problem, visit::Visit},
};

/// The form, or what to do instead where nobody asked for a sign-in.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    login_form::open(&desk.host, &visit, |carried| blank(&desk, carried))
}

/// The page for the request that `carried` is, with nothing typed yet.
pub(super) fn blank(desk: &Desk, carried: Carried) -> LoginPage {
    let id = carried.get("client_id").filter(|id| !id.is_empty());
    let client = id
        .and_then(|id| desk.engine.client_name(id))
        .map(str::to_owned);
    let asks = id.is_some();
    let carried = match desk.mode {
        LightOauth2Mode::Front => carried,
        LightOauth2Mode::Native => with_user_type(carried, desk.engine.user_type()),
    };
    let elsewhere = desk.host.pages.login_url(&carried);
    let page = desk.host.pages.blank_login(carried);
    let (action, step) = match desk.mode {
        LightOauth2Mode::Front => (SIGN_IN_PATH.to_owned(), page.step),
        // The service takes name and password at once.
        LightOauth2Mode::Native => (
            elsewhere.unwrap_or_else(|| desk.engine.code_url().to_string()),
            LoginStep::Whole,
        ),
    };
    LoginPage {
        action: asks.then_some(action),
        client,
        step,
        ..page
    }
}

/// The service fails without one, or takes nobody for what they are; the front's own sign-in adds it later.
fn with_user_type(carried: Carried, user_type: &str) -> Carried {
    if carried.get("user_type").is_some() {
        return carried;
    }
    let mut query = form_urlencoded::Serializer::new(carried.to_query());
    query.append_pair("user_type", user_type);
    Carried::from_query(&query.finish()).unwrap_or(carried)
}
