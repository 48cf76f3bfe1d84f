//! POST `/oauth2/code`: the sign-in form. The engine judges; this shows its verdict.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::forms::{carried::Carried, login::LoginForm};

use super::{
    super::login_form::{again, ask_for_password},
    Desk, choose, login, refused,
};
use crate::{
    engines::embedded::{Credentials, Parameters, Remember, SignIn},
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
    throttle::Peer,
    users::password::Password,
};

/// Signs a person in, or shows the form again with what they typed but the password.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let browser = desk.engine.browser(request.headers());
    let body = form_body(request).await?;
    let form = LoginForm::parse(&body).map_err(Problem::Form)?;
    if desk.host.pages.asks_for_password_next(&form) {
        let page = login::blank(&desk, form.carried.clone());
        let page = ask_for_password(&form, page);
        return Ok(desk.host.pages.login(&visit, StatusCode::OK, &page));
    }
    let parameters = Parameters::from_pairs(
        form.carried
            .pairs()
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    )
    .map_err(|error| refused(error.into(), Carried::default()))?;
    let credentials = credentials(&form, peer);
    match desk
        .engine
        .sign_in(credentials, &browser, &parameters)
        .await
    {
        SignIn::SignedIn(location, cookie) => redirect::found(location)
            .map(|response| ([(header::SET_COOKIE, cookie)], response).into_response()),
        SignIn::Redirect(location) => redirect::found(location),
        SignIn::Refused(refusal) => Err(refused(refusal, form.carried)),
        SignIn::ChoosePassword(token) => {
            Ok(choose::ask(&desk, &visit, &form.carried, token.as_str()))
        }
        SignIn::Retry(retry) => {
            let page = login::blank(&desk, form.carried.clone());
            Ok(again(&desk.host, &form, retry, page, |status, page| {
                desk.host.pages.login(&visit, status, page)
            }))
        }
    }
}

/// What the form says of who signs in.
pub(super) fn credentials(form: &LoginForm, peer: Peer) -> Credentials<'_> {
    Credentials {
        name: form.credentials.user_name(),
        password: Password::new(form.credentials.expose_password()),
        remember: if form.remember {
            Remember::Yes
        } else {
            Remember::No
        },
        peer,
    }
}
