//! POST `/oauth2/code`: the sign-in form. The service judges; this shows its verdict.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use vestibule_ui::{
    forms::{carried::Carried, login::LoginForm},
    pages::{LoginPage, Problem as Shown},
};

use super::{Desk, login, refused};
use crate::{
    engines::{
        light_oauth2::{Credentials, SignIn},
        parameters::Parameters,
    },
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
};

/// The status of the form shown again. Not 401: that must name an authentication scheme, and browsers
/// would ask by a dialog of their own.
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
    let carried = form.carried.pairs();
    let pairs = carried.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let parameters =
        Parameters::from_pairs(pairs).map_err(|error| refused(error.into(), Carried::default()))?;
    let credentials = Credentials {
        name: form.credentials.user_name(),
        password: form.credentials.expose_password(),
    };
    match desk.engine.sign_in(credentials, &parameters).await {
        SignIn::Redirect(location) => redirect::found(location),
        SignIn::Refused(refusal) => Err(refused(refusal, form.carried)),
        SignIn::InvalidCredentials => {
            tracing::info!(reason = "invalid_credentials", "sign-in refused");
            let page = LoginPage {
                user_name: Some(form.credentials.user_name().to_owned()),
                remember: form.remember,
                problem: Some(Shown::invalid_credentials()),
                ..login::blank(&desk, form.carried)
            };
            Ok(desk.host.pages.login(&visit, RETRY, &page))
        }
    }
}
