//! `/logout` and `/signed-out`: does the person want to sign out? Hydra asks with a `logout_challenge`.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use vestibule_ui::{
    forms::{carried::Carried, fields::Decision, logout::LogoutForm},
    pages::{self, FormTarget, LogoutPage},
};

use super::{
    super::farewell::{Session, farewell},
    Desk, consent, form, trouble,
};
use crate::{
    engines::hydra::{Challenge, Logout, answer::Nothing, request::LogoutRequest},
    events::Event,
    host::{problem::Problem, redirect, visit::Visit},
    throttle::Peer,
};

pub(super) const PATH: &str = "/logout";

/// The question; or at once on, where the application need not ask it.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let came = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let challenge = form::challenge::<Logout>(&came)?;
    let request = match desk.engine.admin.ask(&challenge).await {
        Ok(request) => request,
        Err(error) => return trouble::answer(&desk, &visit, error, &came),
    };
    let visit = of_client(&visit, &request);
    let skip = request
        .client
        .as_ref()
        .is_some_and(|client| client.skip_logout_consent);
    if skip {
        return accept(&desk, &visit, &challenge, &request, &came, peer).await;
    }
    show(
        &desk,
        &visit,
        &headers,
        StatusCode::OK,
        &challenge,
        &request,
        &came,
    )
    .await
}

/// The person has decided.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    let (headers, body) = form::body(&desk, request).await?;
    let posted = LogoutForm::parse(&body).map_err(Problem::BadForm)?;
    let came = &posted.carried;
    let challenge = form::challenge::<Logout>(came)?;
    let checked = form::check(&desk, &headers, &challenge, posted.csrf.as_ref());
    // It tells whose session it is.
    let request = match desk.engine.admin.ask(&challenge).await {
        Ok(request) => request,
        Err(error) => return trouble::answer(&desk, &visit, error, came),
    };
    let visit = of_client(&visit, &request);
    if let Err(error) = checked {
        tracing::info!(%error, "a logout form was not taken");
        // Shown again, with a token of this browser's.
        let status = StatusCode::FORBIDDEN;
        return show(&desk, &visit, &headers, status, &challenge, &request, came).await;
    }
    match posted.decision {
        Decision::Accept => accept(&desk, &visit, &challenge, &request, came, peer).await,
        Decision::Deny => match desk.engine.admin.keep_signed_in(&challenge).await {
            Ok(()) => Ok(farewell(&desk.host, &visit, Session::Kept)),
            Err(error) => trouble::answer(&desk, &visit, error, came),
        },
    }
}

/// What is left to say, where the application has named no place to return to.
pub(super) async fn signed_out(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Response {
    farewell(&desk.host, &visit, Session::Over)
}

/// The brand of the application that asks, where one does.
fn of_client(visit: &Visit, request: &LogoutRequest) -> Visit {
    let client = request.client.as_ref();
    visit.of_client(client.map_or("", |client| client.client_id.as_str()))
}

async fn accept(
    desk: &Desk,
    visit: &Visit,
    challenge: &Challenge<Logout>,
    request: &LogoutRequest,
    came: &Carried,
    peer: Peer,
) -> Result<Response, Problem> {
    match desk.engine.admin.accept(challenge, &Nothing {}).await {
        Ok(to) => {
            let subject = &request.subject;
            desk.engine.tell(Event::SignedOut { subject }, peer);
            redirect::found(to.into_location())
        }
        Err(error) => trouble::answer(desk, visit, error, came),
    }
}

async fn show(
    desk: &Desk,
    visit: &Visit,
    headers: &HeaderMap,
    status: StatusCode,
    challenge: &Challenge<Logout>,
    request: &LogoutRequest,
    came: &Carried,
) -> Result<Response, Problem> {
    let session = form::session(desk, headers)?;
    let user = desk.engine.users.by_subject(&request.subject).await;
    let name = user.ok().flatten().map(|user| user.name.clone());
    let client = request.client.as_ref();
    let page = LogoutPage {
        form: FormTarget {
            action: PATH.to_owned(),
            carried: form::carried(desk, challenge, came, &[], "", ""),
            csrf: Some(form::token(desk, &session, challenge)?),
            ..FormTarget::default()
        },
        subject: name.or_else(|| Some(request.subject.clone()).filter(|it| !it.is_empty())),
        application: client.map(|client| consent::application(client, "")),
        ..LogoutPage::default()
    };
    let here = (PATH, challenge);
    Ok(form::show(desk, visit, status, here, &session, |frame| {
        pages::logout(frame, &page)
    }))
}
