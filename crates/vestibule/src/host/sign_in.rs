//! POST `/oauth2/code`: the sign-in form. The engine judges; this shows its verdict.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{StatusCode, header},
    response::Response,
};
use vestibule_ui::{
    forms::{carried::Carried, login::LoginForm},
    pages::{self, LoginPage},
};

use super::{Host, limits::form_body, login, problem::Problem, redirect, visit::Visit};
use crate::{
    engines::embedded::{Parameters, Retry, SignIn},
    users::password::Password,
};

pub(super) use super::pages::SIGN_IN_PATH as PATH;

/// The status of the form shown again. Not 401: that must name an authentication scheme (RFC 9110
/// §15.5.2) and browsers would ask by a dialog of their own. 403 is for credentials that do not
/// suffice (§15.5.4), and tells scripts and password managers that nobody was signed in.
const RETRY: StatusCode = StatusCode::FORBIDDEN;

/// Signs a person in, or shows the form again with what they typed but the password.
pub(super) async fn post(
    State(host): State<Arc<Host>>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Problem> {
    let authority = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().to_owned());
    let named = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    if !host
        .form_origins
        .allow(request.headers(), authority.as_deref().or(named))
    {
        return Err(Problem::ForeignForm);
    }
    let body = form_body(request).await?;
    let form = LoginForm::parse(&body).map_err(Problem::Form)?;
    let parameters = Parameters::from_pairs(
        form.carried
            .pairs()
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    )
    .map_err(|error| Problem::refused(error.into(), Carried::default()))?;
    let password = Password::new(form.credentials.expose_password());
    let name = form.credentials.user_name();
    match host.engine.sign_in(name, password, &parameters).await {
        SignIn::Redirect(location) => redirect::found(location),
        SignIn::Refused(refusal) => Err(Problem::refused(refusal, form.carried)),
        SignIn::Retry(retry) => {
            tracing::info!(reason = retry.code(), "sign-in refused");
            let page = LoginPage {
                user_name: Some(name.to_owned()),
                remember: form.remember,
                problem: Some(problem(retry)),
                ..login::blank(&host, form.carried)
            };
            Ok(host.pages.login(&visit, RETRY, &page))
        }
    }
}

fn problem(retry: Retry) -> pages::Problem {
    match retry {
        Retry::InvalidCredentials => pages::Problem::invalid_credentials(),
    }
}
