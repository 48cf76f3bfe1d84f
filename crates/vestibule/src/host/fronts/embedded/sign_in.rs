//! POST `/oauth2/code`: the sign-in form. The engine judges; this shows its verdict.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use vestibule_ui::{
    forms::{carried::Carried, login::LoginForm},
    pages::{self, LoginPage, LoginStep},
};

use super::{Desk, login, refused};
use crate::{
    engines::embedded::{Parameters, Retry, SignIn},
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
    users::password::Password,
};

/// The status of the form shown again. Not 401: that must name an authentication scheme (RFC 9110
/// §15.5.2) and browsers would ask by a dialog of their own. 403 is for credentials that do not
/// suffice (§15.5.4), and tells scripts and password managers that nobody was signed in.
const RETRY: StatusCode = StatusCode::FORBIDDEN;

/// Signs a person in, or shows the form again with what they typed but the password.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let body = form_body(request).await?;
    let form = LoginForm::parse(&body).map_err(Problem::Form)?;
    if desk.host.pages.asks_for_password_next(&form) {
        let page = LoginPage {
            user_name: Some(form.credentials.user_name().to_owned()),
            step: LoginStep::Password,
            ..login::blank(&desk, form.carried)
        };
        return Ok(desk.host.pages.login(&visit, StatusCode::OK, &page));
    }
    let parameters = Parameters::from_pairs(
        form.carried
            .pairs()
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    )
    .map_err(|error| refused(error.into(), Carried::default()))?;
    let password = Password::new(form.credentials.expose_password());
    let name = form.credentials.user_name();
    match desk.engine.sign_in(name, password, &parameters).await {
        SignIn::Redirect(location) => redirect::found(location),
        SignIn::Refused(refusal) => Err(refused(refusal, form.carried)),
        SignIn::Retry(retry) => {
            tracing::info!(reason = retry.code(), "sign-in refused");
            let page = LoginPage {
                user_name: Some(name.to_owned()),
                remember: form.remember,
                problem: Some(problem(retry)),
                step: desk.host.pages.step_with_name(),
                ..login::blank(&desk, form.carried)
            };
            Ok(desk.host.pages.login(&visit, RETRY, &page))
        }
    }
}

fn problem(retry: Retry) -> pages::Problem {
    match retry {
        Retry::InvalidCredentials => pages::Problem::invalid_credentials(),
    }
}
