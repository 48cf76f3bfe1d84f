//! Pages whose forms no engine here takes, drawn where the brand says who does: `submit.forgot`,
//! `submit.reset`, `submit.logout`. Without an address there is no such page.

use std::sync::Arc;

use axum::{Extension, Router, extract::State, http::StatusCode, response::Response, routing::get};
use vestibule_ui::{
    brand::Endpoint,
    forms::carried::Carried,
    pages::{
        self, ForgotPage, ForgotStep, FormTarget, Languages, LogoutPage, ResetPage, ResetStep, Stay,
    },
};

use super::farewell::{SIGNED_OUT_PATH, Session, farewell};
use crate::host::{Host, problem::Problem, visit::Visit};

/// Where a new password is wished for.
pub(super) const FORGOT_PATH: &str = "/forgot";
/// Where a letter's link leads.
pub(super) const RESET_PATH: &str = "/reset";

/// The pages of a new password, for an engine that has none.
pub(super) fn passwords(host: &Arc<Host>) -> Router {
    Router::new()
        .route(FORGOT_PATH, get(get_forgot))
        .route(RESET_PATH, get(get_reset))
        .with_state(Arc::clone(host))
}

/// The question whether to sign out and what follows it, for an engine that has no sessions.
pub(super) fn sign_out(host: &Arc<Host>) -> Router {
    Router::new()
        .route("/logout", get(get_logout))
        .route(SIGNED_OUT_PATH, get(get_signed_out))
        .with_state(Arc::clone(host))
}

async fn get_forgot(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    forgot(&host, &visit)
}

/// The page of somebody who forgot their password.
pub(super) fn forgot(host: &Host, visit: &Visit) -> Result<Response, Problem> {
    let endpoint = host.pages.endpoint(visit, |it| it.forgot.as_ref());
    let form = target(endpoint, visit)?;
    let email = form
        .carried
        .get("login_hint")
        .unwrap_or_default()
        .to_owned();
    let page = ForgotPage {
        form,
        step: ForgotStep::Ask { email },
        problem: None,
    };
    Ok(host
        .pages
        .page(visit, StatusCode::OK, Some(here(visit)), |frame| {
            pages::forgot(frame, &page)
        }))
}

async fn get_reset(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    reset(&host, &visit)
}

/// The page that sets a new password, for the token of the letter.
pub(super) fn reset(host: &Host, visit: &Visit) -> Result<Response, Problem> {
    let endpoint = host.pages.endpoint(visit, |it| it.reset.as_ref());
    let form = target(endpoint, visit)?;
    if form.carried.get("token").is_none_or(str::is_empty) {
        return Err(Problem::MissingState("token"));
    }
    let page = ResetPage {
        step: ResetStep::Ask {
            email: form.carried.get("email").map(str::to_owned),
        },
        form,
        ..ResetPage::default()
    };
    // A link to another language would be one more place for the token.
    Ok(host.pages.page(visit, StatusCode::OK, None, |frame| {
        pages::reset(frame, &page)
    }))
}

async fn get_logout(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    let endpoint = host.pages.endpoint(&visit, |it| it.logout.as_ref());
    let page = LogoutPage {
        form: target(endpoint, &visit)?,
        subject: None,
        application: None,
        stay: Stay::Leave(host.pages.application().map(str::to_owned)),
    };
    Ok(host
        .pages
        .page(&visit, StatusCode::OK, Some(here(&visit)), |frame| {
            pages::logout(frame, &page)
        }))
}

async fn get_signed_out(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
) -> Response {
    farewell(&host, &visit, Session::Over)
}

fn target(endpoint: Option<Endpoint>, visit: &Visit) -> Result<FormTarget, Problem> {
    let endpoint = endpoint.ok_or(Problem::NotFound)?;
    Ok(FormTarget {
        carried: Carried::from_query(&visit.query).map_err(Problem::Query)?,
        ..FormTarget::from(&endpoint)
    })
}

/// The same page in another language.
fn here(visit: &Visit) -> Languages<'_> {
    Languages {
        path: "",
        query: &visit.query,
    }
}
