//! What every form here has in common: a challenge that came with the address, the cookie and the
//! token that bind the form to its browser, and the sealed address to start again from.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::forms::{carried::Carried, csrf::CsrfToken};
use vestibule_ui::pages::{Frame, Html, Languages};

use super::Desk;
use crate::{
    engines::hydra::{Challenge, GuardError, HydraRedirect, challenge::Step, guard::Session},
    entropy::Unavailable,
    host::{limits::form_body, problem::Problem, visit::Visit},
};

/// The parameter of the sealed address. It is in forms, and in the login page's own note of where it
/// came from; an address with it is a wish to start again.
pub(super) const RESTART: &str = "restart";

/// The languages that the application wishes for, which pages read from what they carry.
const UI_LOCALES: &str = "ui_locales";

/// Whose brand pages have.
const CLIENT_ID: &str = "client_id";

/// The challenge in what came with the address or the form.
pub(super) fn challenge<S: Step>(carried: &Carried) -> Result<Challenge<S>, Problem> {
    match carried.get(S::PARAMETER) {
        None | Some("") => Err(Problem::MissingState(S::PARAMETER)),
        Some(text) => Challenge::parse(text).map_err(|error| Problem::Refused {
            status: StatusCode::BAD_REQUEST,
            code: "invalid_request".to_owned(),
            description: error.to_string(),
            carried: Carried::default(),
        }),
    }
}

/// The browser's session, or a new one.
pub(super) fn session(desk: &Desk, headers: &HeaderMap) -> Result<Session, Problem> {
    match known(desk, headers) {
        Some(session) => Ok(session),
        None => desk
            .engine
            .guard
            .begin(desk.engine.entropy())
            .map_err(no_random_bytes),
    }
}

fn no_random_bytes(_: Unavailable) -> Problem {
    tracing::error!("no random bytes for a form");
    Problem::Internal
}

fn known(desk: &Desk, headers: &HeaderMap) -> Option<Session> {
    desk.engine.guard.known(cookies(headers), desk.engine.now())
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let cookies = headers.get_all(header::COOKIE).iter();
    cookies.filter_map(|value| value.to_str().ok())
}

/// The form's token.
pub(super) fn token<S: Step>(
    desk: &Desk,
    session: &Session,
    challenge: &Challenge<S>,
) -> Result<CsrfToken, Problem> {
    let token = desk
        .engine
        .guard
        .token(session, challenge, desk.engine.entropy());
    token.map(CsrfToken::new).map_err(no_random_bytes)
}

/// Shows the page at this path that has the form for this challenge, and has the browser keep the session.
pub(super) fn show<S: Step>(
    desk: &Desk,
    visit: &Visit,
    status: StatusCode,
    (path, challenge): (&'static str, &Challenge<S>),
    session: &Session,
    draw: impl FnOnce(&Frame<'_>) -> Html,
) -> Response {
    // The challenge alone, so that a link to another language is no wish to start again.
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair(S::PARAMETER, challenge.expose())
        .finish();
    let here = Languages {
        path,
        query: &query,
    };
    let page = desk.host.pages.page(visit, status, Some(here), draw);
    let cookie = desk.engine.guard.set_cookie(session, desk.engine.now());
    ([(header::SET_COOKIE, cookie)], page).into_response()
}

/// Has the browser keep where the request began, for the page that is opened again when its challenge
/// has expired.
pub(super) fn keep_start<S: Step>(
    desk: &Desk,
    challenge: &Challenge<S>,
    request_url: &str,
    mut response: Response,
) -> Response {
    let start = HydraRedirect::parse(request_url, desk.engine.admin.public()).ok();
    let cookie = start.and_then(|start| desk.engine.guard.keep_start(challenge, &start));
    if let Some(cookie) = cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// What the page came with, and where its request began if the browser has kept that.
pub(super) fn with_start<S: Step>(
    desk: &Desk,
    headers: &HeaderMap,
    challenge: &Challenge<S>,
    came: &Carried,
) -> Carried {
    let (guard, public) = (&desk.engine.guard, desk.engine.admin.public());
    match guard.kept_start(cookies(headers), challenge, public) {
        None => came.clone(),
        Some(start) => {
            let mut pairs = form_urlencoded::Serializer::new(came.to_query());
            pairs.append_pair(RESTART, &guard.seal(&start));
            Carried::from_query(&pairs.finish()).unwrap_or_else(|_| came.clone())
        }
    }
}

/// A posted body, from a page that may post here, and the headers that it came with.
pub(super) async fn body(
    desk: &Arc<Desk>,
    request: Request,
) -> Result<(HeaderMap, axum::body::Bytes), Problem> {
    desk.host.check_form_origin(&request)?;
    let headers = request.headers().clone();
    Ok((headers, form_body(request).await?))
}

/// Whether the form was made here, for this browser and this challenge.
pub(super) fn check<S: Step>(
    desk: &Desk,
    headers: &HeaderMap,
    challenge: &Challenge<S>,
    token: Option<&CsrfToken>,
) -> Result<(), GuardError> {
    let token = token.map(CsrfToken::expose);
    let session = known(desk, headers);
    desk.engine.guard.check(session.as_ref(), challenge, token)
}

/// What a form for the challenge carries: that, the client, the languages, and where to start again.
pub(super) fn carried<S: Step>(
    desk: &Desk,
    challenge: &Challenge<S>,
    came: &Carried,
    wished: &[String],
    request_url: &str,
    client_id: &str,
) -> Carried {
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair(S::PARAMETER, challenge.expose());
    if !client_id.is_empty() {
        pairs.append_pair(CLIENT_ID, client_id);
    }
    match came.get(UI_LOCALES) {
        Some(chosen) => {
            pairs.append_pair(UI_LOCALES, chosen);
        }
        None if !wished.is_empty() => {
            pairs.append_pair(UI_LOCALES, &wished.join(" "));
        }
        None => {}
    }
    if let Ok(address) = HydraRedirect::parse(request_url, desk.engine.admin.public()) {
        pairs.append_pair(RESTART, &desk.engine.guard.seal(&address));
    }
    // Only an application's wishes could be what no form carries.
    Carried::from_query(&pairs.finish()).unwrap_or_default()
}

/// What leads back to the start of the request, if that is known.
pub(super) fn restart(carried: &Carried) -> Option<Carried> {
    let sealed = carried.get(RESTART)?;
    let mut pairs = form_urlencoded::Serializer::new(String::new());
    pairs.append_pair(RESTART, sealed);
    if let Some(client_id) = carried.get(CLIENT_ID) {
        pairs.append_pair(CLIENT_ID, client_id);
    }
    Carried::from_query(&pairs.finish()).ok()
}
