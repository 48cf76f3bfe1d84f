//! `/device` and `/device/done`: which device is it? Hydra asks with a `device_challenge`, and goes on
//! with the login and the consent of whoever typed a code that it gave out.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::{
    forms::{
        carried::Carried,
        device::{DeviceForm, UserCode},
        fields::Decision,
    },
    pages::{
        self, DEVICE_PATH, DeviceDonePage, DeviceOutcome, DevicePage, DeviceStep, FormTarget,
        Languages,
    },
};

use super::{Desk, form, trouble};
use crate::{
    engines::hydra::{AdminError, Challenge, Device, answer::AcceptDevice},
    events::Event,
    host::{problem::Problem, redirect, visit::Visit},
    throttle::Peer,
};

pub(super) const DONE_PATH: &str = "/device/done";
const USER_CODE: &str = "user_code";

/// Where the code is typed; or, where it came by a link, shown to compare: perhaps somebody else sent
/// the link (RFC 8628 §5.4).
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let came = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let challenge = form::challenge::<Device>(&came)?;
    let typed = came.get(USER_CODE).unwrap_or_default();
    let step = match UserCode::new(typed) {
        none if none.is_empty() => DeviceStep::Enter {
            user_code: typed.to_owned(),
        },
        user_code => DeviceStep::Confirm {
            user_code,
            application: None,
            scopes: Vec::new(),
            expires_in: None,
        },
    };
    show(
        &desk,
        &visit,
        &headers,
        StatusCode::OK,
        &challenge,
        &came,
        step,
        None,
    )
}

/// The person has typed the code, or compared it.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    let (headers, body) = form::body(&desk, request).await?;
    let posted = DeviceForm::parse(&body).map_err(Problem::BadForm)?;
    let came = &posted.carried;
    let challenge = form::challenge::<Device>(came)?;
    let enter = |status, code: &str| {
        let step = DeviceStep::Enter {
            user_code: posted.user_code.grouped(),
        };
        let problem = Some(pages::Problem::new(code));
        let shown = show(
            &desk, &visit, &headers, status, &challenge, came, step, problem,
        );
        shown.map(trouble::later)
    };
    if let Err(error) = form::check(&desk, &headers, &challenge, posted.csrf.as_ref()) {
        tracing::info!(%error, "a device form was not taken");
        return enter(StatusCode::FORBIDDEN, "expired_form");
    }
    if posted.decision == Some(Decision::Deny) {
        // Hydra has no word for it: the code simply expires. Nor does it say whose device it is, and
        // nobody has signed in yet.
        let denied = Event::DeviceDecided {
            subject: None,
            client_id: None,
            accepted: false,
        };
        desk.engine.tell(denied, peer);
        return Ok(end(&desk, &visit, DeviceOutcome::Denied, None));
    }
    if posted.user_code.is_empty() {
        return enter(StatusCode::BAD_REQUEST, "invalid_user_code");
    }
    let attempt = match desk.engine.throttle.user_code(peer) {
        Ok(attempt) => attempt,
        Err(wait) => {
            desk.engine.tell(Event::UserCodeThrottled, peer);
            let response = enter(StatusCode::TOO_MANY_REQUESTS, "too_many_requests")?;
            let retry_after = [(header::RETRY_AFTER, wait.seconds().to_string())];
            return Ok((retry_after, response).into_response());
        }
    };
    let answer = AcceptDevice {
        user_code: posted.user_code.as_str().to_owned(),
    };
    match desk.engine.admin.accept(&challenge, &answer).await {
        Ok(to) => {
            attempt.was_right();
            redirect::found(to.into_location())
        }
        // Of what it refuses here Hydra does not say whether it is the challenge or the code.
        Err(error @ (AdminError::Refused { .. } | AdminError::UnknownChallenge)) => {
            trouble::log(&error);
            enter(StatusCode::FORBIDDEN, "invalid_user_code")
        }
        Err(error) => {
            attempt.was_not_judged();
            if error.is_temporary() {
                trouble::log(&error);
                return enter(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable");
            }
            trouble::answer(&desk, &visit, error, came)
        }
    }
}

/// Where Hydra leads when the device is signed in.
pub(super) async fn done(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Response {
    let here = Languages {
        path: DONE_PATH,
        query: "",
    };
    end(&desk, &visit, DeviceOutcome::Done, Some(here))
}

fn end(
    desk: &Desk,
    visit: &Visit,
    outcome: DeviceOutcome,
    here: Option<Languages<'_>>,
) -> Response {
    let page = DeviceDonePage {
        outcome,
        application: None,
    };
    let pages = &desk.host.pages;
    pages.page(visit, StatusCode::OK, here, |frame| {
        pages::device_done(frame, &page)
    })
}

#[expect(clippy::too_many_arguments, reason = "each is said once, by name")]
fn show(
    desk: &Desk,
    visit: &Visit,
    headers: &HeaderMap,
    status: StatusCode,
    challenge: &Challenge<Device>,
    came: &Carried,
    step: DeviceStep,
    problem: Option<pages::Problem>,
) -> Result<Response, Problem> {
    let session = form::session(desk, headers)?;
    let page = DevicePage {
        form: FormTarget {
            action: DEVICE_PATH.to_owned(),
            carried: form::carried(desk, challenge, came, &[], "", ""),
            csrf: Some(form::token(desk, &session, challenge)?),
            ..FormTarget::default()
        },
        step,
        problem,
    };
    let here = (DEVICE_PATH, challenge);
    Ok(form::show(desk, visit, status, here, &session, |frame| {
        pages::device(frame, &page)
    }))
}
