//! What a person sees when the admin API gives no answer to go on with. Why exactly is in the log:
//! nothing of the admin API shows on a page.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use vestibule_ui::{forms::carried::Carried, pages::Restart};

use super::{Desk, form};
use crate::{
    engines::hydra::{AdminError, Challenge, challenge::Step},
    host::{pages::Told, problem::Problem, redirect, visit::Visit},
    users::NotChecked,
};

/// In seconds. Hydra is back sooner, mostly.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// The answer to a request that an admin call failed for. `carried` is what the page came with: it
/// leads back to the start where the challenge is stale, and to the same page where Hydra is away.
pub(super) fn answer(
    desk: &Desk,
    visit: &Visit,
    error: AdminError,
    carried: &Carried,
) -> Result<Response, Problem> {
    log(&error);
    let restart =
        form::restart(carried).map_or_else(|| desk.host.pages.to_application(), Restart::Form);
    let (status, code, restart) = match error {
        AdminError::Used(redirect) => return redirect::found(redirect.into_location()),
        AdminError::Expired | AdminError::UnknownChallenge => {
            (StatusCode::GONE, "expired", restart)
        }
        AdminError::Refused { .. } => (StatusCode::BAD_REQUEST, "invalid_request", restart),
        AdminError::KeyRefused(_) | AdminError::Elsewhere(_) | AdminError::NotHydra(_) => {
            (StatusCode::BAD_GATEWAY, "server_error", restart)
        }
        AdminError::Unreachable(_) | AdminError::NoAnswer(_) | AdminError::Failing(_) => {
            let again = if carried.names_a_request() {
                Restart::Form(carried.clone())
            } else {
                restart
            };
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable",
                again,
            )
        }
    };
    Ok(tell(desk, visit, status, code, restart))
}

/// The same for a page that is opened, not posted: where it began may be in a cookie.
pub(super) fn unopened<S: Step>(
    desk: &Desk,
    visit: &Visit,
    headers: &HeaderMap,
    challenge: &Challenge<S>,
    error: AdminError,
    came: &Carried,
) -> Result<Response, Problem> {
    if error.is_stale() {
        let came = form::with_start(desk, headers, challenge, came);
        answer(desk, visit, error, &came)
    } else {
        answer(desk, visit, error, came)
    }
}

/// The same for what kept a password, or a name, from being looked up.
pub(super) fn not_checked(
    desk: &Desk,
    visit: &Visit,
    error: &NotChecked,
    carried: &Carried,
) -> Response {
    match error {
        NotChecked::Busy(_) => tracing::warn!("too many passwords are being checked"),
        NotChecked::Users(error) => tracing::error!(%error, "the users can't be asked about"),
    }
    let restart = Restart::Form(carried.clone());
    let status = StatusCode::SERVICE_UNAVAILABLE;
    tell(desk, visit, status, "temporarily_unavailable", restart)
}

/// The error page.
pub(super) fn tell(
    desk: &Desk,
    visit: &Visit,
    status: StatusCode,
    code: &str,
    restart: Restart,
) -> Response {
    let told = Told {
        status,
        code: code.to_owned(),
        description: None,
        uri: None,
        restart,
    };
    later(desk.host.pages.error(visit, told))
}

/// Says when to come back, where the status asks for it.
pub(super) fn later(mut response: Response) -> Response {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    response
}

/// As loud as whoever can do something about it must hear it.
pub(super) fn log(error: &AdminError) {
    if error.is_stale() || matches!(error, AdminError::Refused { .. }) {
        tracing::info!(%error, "a challenge led nowhere");
    } else {
        tracing::error!(%error, "the admin API is of no use");
    }
}
