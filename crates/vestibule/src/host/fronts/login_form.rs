//! The login form of the engines that have no challenges: the way to it, the form for the request in
//! the query, and the form once more.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::{
    forms::{carried::Carried, error_response::ErrorResponse, login::LoginForm},
    pages::{self, LOGIN_PATH, LoginPage, LoginStep},
};

use crate::{
    engines::retry::Retry,
    host::{Host, problem::Problem, redirect, visit::Visit},
};

/// The status of the form shown again. Not 401: that must name an authentication scheme (RFC 9110
/// §15.5.2) and browsers would ask by a dialog of their own. 403 is for credentials that do not
/// suffice (§15.5.4), and tells scripts and password managers that nobody was signed in.
const RETRY: StatusCode = StatusCode::FORBIDDEN;

/// Where the form for this request is.
pub(super) fn lead_there(query: &str) -> Result<Response, Problem> {
    // What no form can carry would fail there, one step further from its cause.
    Carried::from_query(query).map_err(Problem::Query)?;
    redirect::found(format!("{LOGIN_PATH}?{query}"))
}

/// The form, or what to do instead where nobody asked for a sign-in; `blank` is the page for a request.
pub(super) fn open(
    host: &Host,
    visit: &Visit,
    blank: impl FnOnce(Carried) -> LoginPage,
) -> Result<Response, Problem> {
    let carried = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let error = ErrorResponse::from_query(&visit.query).map_err(Problem::Query)?;
    let page = LoginPage {
        problem: error.map(Into::into),
        ..blank(carried)
    };
    Ok(host.pages.login(visit, StatusCode::OK, &page))
}

/// The same form, which asks for the password now that there is a name. No name is looked up.
pub(super) fn ask_for_password(form: &LoginForm, page: LoginPage) -> LoginPage {
    LoginPage {
        user_name: Some(form.credentials.user_name().to_owned()),
        step: LoginStep::Password,
        ..page
    }
}

/// `page` as `draw` has it, with what the person typed but the password.
pub(super) fn again(
    host: &Host,
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
        step: host.pages.step_with_name(&form.carried),
        ..page
    };
    let shown = draw(status, &page);
    match wait {
        Some(retry_after) => (retry_after, shown).into_response(),
        None => shown,
    }
}
