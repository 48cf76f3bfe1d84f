//! `/device`: the code that a device shows is typed here, looked at, and accepted or denied.

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
        csrf::CsrfToken,
        device::{DeviceForm, UserCode as TypedCode},
        login::LoginForm,
    },
    pages::{
        self, Application, DEVICE_PATH, DeviceDonePage, DeviceOutcome, DevicePage, DeviceStep,
        FormTarget, Languages, LoginPage, ScopeChoice, Submit,
    },
};

use super::{
    super::login_form::{again, ask_for_password},
    Desk, choose, decision, refused, sign_in,
};
use crate::{
    engines::embedded::{BadUserCode, Decision, Device, Entry, FormToken, Waiting},
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
    throttle::Peer,
};

/// Where it ends.
pub(super) const DONE_PATH: &str = "/device/done";
/// Where whoever is not signed in does so for a device.
pub(super) const SIGN_IN_PATH: &str = "/device/sign-in";

/// The form for the code. Whoever is signed in and came by the device's own link sees at once what
/// it is a link to; the button is still theirs to press.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let typed = query.get("user_code").unwrap_or_default();
    let browser = desk.engine.browser(&headers);
    if browser.has_cookie() && !typed.is_empty() {
        let device = desk.engine.device_entered(&browser, peer, typed).await;
        if let Device::Confirm(waiting, token) = device {
            return Ok(confirm(&desk, &visit, &waiting, &token));
        }
    }
    Ok(enter(&desk, &visit, StatusCode::OK, typed, None))
}

/// A code was typed, or a button pressed.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let browser = desk.engine.browser(request.headers());
    let body = form_body(request).await?;
    let form = DeviceForm::parse(&body).map_err(Problem::BadForm)?;
    let typed = form.user_code.as_str();
    let device = match form.decision {
        None => desk.engine.device_entered(&browser, peer, typed).await,
        Some(pressed) => {
            let token = form.csrf.as_ref().map_or("", CsrfToken::expose);
            desk.engine
                .device_decided(&browser, peer, typed, token, decision(pressed))
                .await
        }
    };
    match device {
        Device::Retry(bad) => Ok(retry(&desk, &visit, typed, bad)),
        Device::SignIn(waiting) => {
            let page = login(&desk, &waiting)?;
            Ok(show_login(&desk, &visit, StatusCode::OK, &page))
        }
        Device::Confirm(waiting, token) => Ok(confirm(&desk, &visit, &waiting, &token)),
        Device::Decided(Decision::Accept) => redirect::found(DONE_PATH.to_owned()),
        Device::Decided(Decision::Deny) => {
            redirect::found(format!("{DONE_PATH}?error=access_denied"))
        }
        Device::Refused(refusal) => Err(refused(refusal, Carried::default())),
    }
}

/// The person signs in, and goes on with the same code.
pub(super) async fn post_sign_in(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let browser = desk.engine.browser(request.headers());
    let body = form_body(request).await?;
    let form = LoginForm::parse(&body).map_err(Problem::Form)?;
    let typed = form.carried.get("user_code").unwrap_or_default();
    let client = form.carried.get("client_id");
    let client = client.and_then(|id| desk.engine.client_name(id));
    let page = LoginPage {
        action: Some(SIGN_IN_PATH.to_owned()),
        client: client.map(str::to_owned),
        submit: Submit::Native,
        ..desk.host.pages.blank_login(form.carried.clone())
    };
    if desk.host.pages.asks_for_password_next(&form) {
        let page = ask_for_password(&form, page);
        return Ok(show_login(&desk, &visit, StatusCode::OK, &page));
    }
    let credentials = sign_in::credentials(&form, peer);
    match desk.engine.enter(credentials, &browser).await {
        Entry::SignedIn(cookie) => {
            let code = TypedCode::new(typed).grouped();
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("user_code", &code)
                .finish();
            let response = redirect::found(format!("{DEVICE_PATH}?{query}"))?;
            Ok(([(header::SET_COOKIE, cookie)], response).into_response())
        }
        Entry::Refused(refusal) => Err(refused(refusal, form.carried)),
        Entry::ChoosePassword(token) => {
            Ok(choose::ask(&desk, &visit, &form.carried, token.as_str()))
        }
        Entry::Retry(retry) => Ok(again(&desk.host, &form, retry, page, |status, page| {
            show_login(&desk, &visit, status, page)
        })),
    }
}

/// The end, good or not. Nothing is decided here, so the query may say what it likes.
pub(super) async fn done(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    let query = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let denied = vestibule_ui::forms::error_response::ErrorResponse::from_query(&visit.query)
        .map_err(Problem::Query)?
        .is_some();
    let page = DeviceDonePage {
        outcome: if denied {
            DeviceOutcome::Denied
        } else {
            DeviceOutcome::Done
        },
        application: None,
    };
    let query = query.to_query();
    let here = Languages {
        path: DONE_PATH,
        query: if denied { &visit.query } else { &query },
    };
    Ok(desk
        .host
        .pages
        .page(&visit, StatusCode::OK, Some(here), |frame| {
            pages::device_done(frame, &page)
        }))
}

/// The form again, with what is wrong.
fn retry(desk: &Desk, visit: &Visit, typed: &str, bad: BadUserCode) -> Response {
    let (status, problem) = match bad {
        BadUserCode::Throttled(wait) => (
            StatusCode::TOO_MANY_REQUESTS,
            pages::Problem::throttled(wait.duration()),
        ),
        other => (StatusCode::BAD_REQUEST, pages::Problem::new(other.code())),
    };
    let shown = enter(desk, visit, status, typed, Some(problem));
    match bad {
        BadUserCode::Throttled(wait) => {
            ([(header::RETRY_AFTER, wait.seconds().to_string())], shown).into_response()
        }
        _ => shown,
    }
}

fn enter(
    desk: &Desk,
    visit: &Visit,
    status: StatusCode,
    typed: &str,
    problem: Option<pages::Problem>,
) -> Response {
    let page = DevicePage {
        form: FormTarget {
            action: DEVICE_PATH.to_owned(),
            ..FormTarget::default()
        },
        step: DeviceStep::Enter {
            user_code: typed.to_owned(),
        },
        problem,
    };
    show(desk, visit, status, typed, &page)
}

fn confirm(desk: &Desk, visit: &Visit, waiting: &Waiting, token: &FormToken) -> Response {
    let code = waiting.user_code.to_string();
    let page = DevicePage {
        form: FormTarget {
            action: DEVICE_PATH.to_owned(),
            csrf: Some(CsrfToken::new(token.as_str())),
            ..FormTarget::default()
        },
        step: DeviceStep::Confirm {
            user_code: TypedCode::new(&code),
            application: Some(Application {
                name: waiting.client_name.clone(),
                ..Application::default()
            }),
            scopes: waiting.scope.iter().map(ScopeChoice::new).collect(),
            expires_in: Some(waiting.expires_in),
        },
        problem: None,
    };
    show(desk, visit, StatusCode::OK, &code, &page)
}

fn show(
    desk: &Desk,
    visit: &Visit,
    status: StatusCode,
    typed: &str,
    page: &DevicePage,
) -> Response {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("user_code", typed)
        .finish();
    let here = Languages {
        path: DEVICE_PATH,
        query: if typed.is_empty() { "" } else { &query },
    };
    desk.host.pages.page(visit, status, Some(here), |frame| {
        pages::device(frame, page)
    })
}

/// The sign-in form. In another language it begins at the code again.
fn show_login(desk: &Desk, visit: &Visit, status: StatusCode, page: &LoginPage) -> Response {
    let code = page.carried.get("user_code").unwrap_or_default();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("user_code", code)
        .finish();
    let here = Languages {
        path: DEVICE_PATH,
        query: &query,
    };
    desk.host
        .pages
        .page(visit, status, Some(here), |frame| pages::login(frame, page))
}

/// The sign-in form, which carries the code.
fn login(desk: &Desk, waiting: &Waiting) -> Result<LoginPage, Problem> {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("client_id", &waiting.client_id)
        .append_pair("user_code", &waiting.user_code.to_string())
        .finish();
    let carried = Carried::from_query(&query).map_err(Problem::Body)?;
    Ok(LoginPage {
        action: Some(SIGN_IN_PATH.to_owned()),
        client: Some(waiting.client_name.clone()),
        submit: Submit::Native,
        ..desk.host.pages.blank_login(carried)
    })
}
