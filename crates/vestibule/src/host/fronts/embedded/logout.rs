//! `/oauth2/logout`, `/logout` and `/signed-out`: the end of a session, asked about where it must be.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::{
    forms::{carried::Carried, csrf::CsrfToken, logout::LogoutForm},
    pages::{self, Application, FormTarget, Languages, LogoutPage},
};

use super::{
    super::farewell::{SIGNED_OUT_PATH, Session, farewell},
    Desk, decision, refused,
};
use crate::{
    engines::embedded::{Logout, LogoutAsked, Parameters},
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
};

/// Where the question is asked.
pub(super) const PATH: &str = "/logout";

/// An application sends the person here, or they come by themselves.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let browser = desk.engine.browser(&headers);
    let carried = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let answer = desk.engine.logout(&browser, visit.query.as_bytes()).await;
    // Nobody asks, and nobody is signed in.
    if visit.path == PATH && visit.query.is_empty() && matches!(answer, Logout::Done(..)) {
        return Err(Problem::MissingState("id_token_hint"));
    }
    answered(&desk, &visit, answer, carried)
}

/// The request in a form body. Browsers send no session with a form of another site, so it is asked
/// for again by GET.
pub(super) async fn post_endpoint(request: Request) -> Result<Response, Problem> {
    let path = request.uri().path().to_owned();
    let body = form_body(request).await?;
    let carried = Carried::from_form(&body).map_err(Problem::Body)?;
    redirect::see_other(format!("{path}?{}", carried.to_query()))
}

/// The person has decided.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let browser = desk.engine.browser(request.headers());
    let body = form_body(request).await?;
    let form = LogoutForm::parse(&body).map_err(Problem::BadForm)?;
    let pairs = form.carried.pairs();
    let parameters = Parameters::from_pairs(pairs.map(|(name, value)| (name.into(), value.into())))
        .map_err(|error| refused(error.into(), Carried::default()))?;
    let token = form.csrf.as_ref().map_or("", CsrfToken::expose);
    let answer = desk
        .engine
        .logout_decided(&browser, &parameters, token, decision(form.decision))
        .await;
    answered(&desk, &visit, answer, form.carried)
}

/// What is left to say.
pub(super) async fn signed_out(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Response {
    farewell(&desk.host, &visit, Session::Over)
}

fn answered(
    desk: &Desk,
    visit: &Visit,
    answer: Logout,
    carried: Carried,
) -> Result<Response, Problem> {
    match answer {
        Logout::Ask(asked) => Ok(page(desk, visit, &asked, carried)),
        Logout::Done(location, cookie) => {
            let response = redirect::found(location.unwrap_or_else(|| SIGNED_OUT_PATH.to_owned()))?;
            Ok(([(header::SET_COOKIE, cookie)], response).into_response())
        }
        Logout::Stayed => Ok(farewell(&desk.host, visit, Session::Kept)),
        Logout::Refused(refusal) => Err(refused(refusal, Carried::default())),
    }
}

fn page(desk: &Desk, visit: &Visit, asked: &LogoutAsked, carried: Carried) -> Response {
    let query = carried.to_query();
    let page = LogoutPage {
        form: FormTarget {
            action: PATH.to_owned(),
            carried,
            csrf: Some(CsrfToken::new(asked.form_token.as_str())),
            ..FormTarget::default()
        },
        subject: Some(asked.user_name.clone()),
        application: asked.client_name.clone().map(|name| Application {
            name,
            ..Application::default()
        }),
        ..LogoutPage::default()
    };
    let here = Languages {
        path: PATH,
        query: &query,
    };
    desk.host
        .pages
        .page(visit, StatusCode::OK, Some(here), |frame| {
            pages::logout(frame, &page)
        })
}
