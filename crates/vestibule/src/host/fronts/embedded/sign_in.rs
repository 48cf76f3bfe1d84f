//! POST `/oauth2/code`: the sign-in form. The engine judges; this shows its verdict.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::{
    forms::{carried::Carried, login::LoginForm},
    pages::{self, LoginPage, LoginStep},
};

use super::{Desk, login, refused};
use crate::{
    engines::embedded::{Credentials, Parameters, Remember, Retry, SignIn},
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
    throttle::Peer,
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
        SignIn::Retry(retry) => {
            let page = login::blank(&desk, form.carried.clone());
            Ok(again(&desk, &form, retry, page, |status, page| {
                desk.host.pages.login(&visit, status, page)
            }))
        }
    }
}

/// The same form, which asks for the password now that there is a name. No name is looked up.
pub(super) fn ask_for_password(form: &LoginForm, page: LoginPage) -> LoginPage {
    LoginPage {
        user_name: Some(form.credentials.user_name().to_owned()),
        step: LoginStep::Password,
        ..page
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

/// The form once more, with what the person typed but the password.
pub(super) fn again(
    desk: &Desk,
    form: &LoginForm,
    retry: Retry,
    page: LoginPage,
    draw: impl FnOnce(StatusCode, &LoginPage) -> Response,
) -> Response {
    tracing::info!(reason = retry.code(), "sign-in refused");
    let (status, wait, problem) = match retry {
        Retry::InvalidCredentials => (RETRY, None, pages::Problem::invalid_credentials()),
        Retry::Throttled(wait) => (
            StatusCode::TOO_MANY_REQUESTS,
            Some([(header::RETRY_AFTER, wait.seconds().to_string())]),
            pages::Problem::throttled(wait.duration()),
        ),
    };
    let page = LoginPage {
        user_name: Some(form.credentials.user_name().to_owned()),
        remember: form.remember,
        problem: Some(problem),
        step: desk.host.pages.step_with_name(&form.carried),
        ..page
    };
    let shown = draw(status, &page);
    match wait {
        Some(retry_after) => (retry_after, shown).into_response(),
        None => shown,
    }
}
