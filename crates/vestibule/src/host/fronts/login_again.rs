//! The login form once more: for the password after a user name alone, or with what was wrong.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::{
    forms::login::LoginForm,
    pages::{LoginPage, LoginStep, Problem},
};

use crate::{engines::retry::Retry, host::Host};

/// The status of the form shown again. Not 401: that must name an authentication scheme (RFC 9110
/// §15.5.2) and browsers would ask by a dialog of their own. 403 is for credentials that do not
/// suffice (§15.5.4), and tells scripts and password managers that nobody was signed in.
const RETRY: StatusCode = StatusCode::FORBIDDEN;

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
        Retry::InvalidCredentials => (RETRY, None, Problem::invalid_credentials()),
        Retry::Throttled(wait) => (
            StatusCode::TOO_MANY_REQUESTS,
            Some([(header::RETRY_AFTER, wait.seconds().to_string())]),
            Problem::throttled(wait.duration()),
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
