//! POST `/oauth2/code`: the sign-in form. The service judges; this shows its verdict.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use vestibule_ui::forms::{carried::Carried, login::LoginForm};

use super::{
    super::login_form::{again, ask_for_password},
    Desk, login, refused,
};
use crate::{
    engines::{
        light_oauth2::{Credentials, SignIn},
        parameters::Parameters,
    },
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
    throttle::Peer,
};

/// Signs a person in, or shows the form again with what they typed but the password.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let body = form_body(request).await?;
    let form = LoginForm::parse(&body).map_err(Problem::Form)?;
    if desk.host.pages.asks_for_password_next(&form) {
        let page = login::blank(&desk, form.carried.clone());
        let page = ask_for_password(&form, page);
        return Ok(desk.host.pages.login(&visit, StatusCode::OK, &page));
    }
    let carried = form.carried.pairs();
    let pairs = carried.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let parameters =
        Parameters::from_pairs(pairs).map_err(|error| refused(error.into(), Carried::default()))?;
    let credentials = Credentials {
        name: form.credentials.user_name(),
        password: form.credentials.expose_password(),
        peer,
    };
    match desk.engine.sign_in(credentials, &parameters).await {
        SignIn::Redirect(location) => redirect::found(location),
        SignIn::Refused(refusal) => Err(refused(refusal, form.carried)),
        SignIn::Retry(retry) => {
            let page = login::blank(&desk, form.carried.clone());
            Ok(again(&desk.host, &form, retry, page, |status, page| {
                desk.host.pages.login(&visit, status, page)
            }))
        }
    }
}
