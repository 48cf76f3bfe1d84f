//! `/consent`: asks the person what an application may have. The engine judges; this shows.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use vestibule_ui::{
    forms::{carried::Carried, consent::ConsentForm, csrf::CsrfToken},
    pages::{self, Application, ConsentPage, FormTarget, Languages, ScopeChoice},
};

use super::{Desk, decision, refused};
use crate::{
    engines::embedded::{Asked, CONSENT_PATH, Consent, ConsentDecision},
    host::{limits::form_body, problem::Problem, redirect, visit::Visit},
    origin::Origin,
};

const CHALLENGE: &str = "consent_challenge";

/// What waits under the challenge.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let carried = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let challenge = challenge(&carried)?.to_owned();
    let browser = desk.engine.browser(&headers);
    match desk.engine.consent_asked(&browser, &challenge).await {
        Consent::Ask(asked) => Ok(page(&desk, &visit, &asked, carried)),
        Consent::Redirect(location) => redirect::found(location),
        Consent::Refused(refusal) => Err(refused(refusal, Carried::default())),
    }
}

/// The person has decided.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let browser = desk.engine.browser(request.headers());
    let body = form_body(request).await?;
    let form = ConsentForm::parse(&body).map_err(Problem::BadForm)?;
    let decided = ConsentDecision {
        decision: decision(form.decision),
        granted: &form.grant_scope,
        remember: form.remember,
        form_token: form.csrf.as_ref().map_or("", CsrfToken::expose),
    };
    let answer = desk
        .engine
        .consent_decided(&browser, challenge(&form.carried)?, decided)
        .await;
    match answer {
        Consent::Redirect(location) => redirect::found(location),
        Consent::Refused(refusal) => Err(refused(refusal, Carried::default())),
        Consent::Ask(_) => Err(Problem::Internal),
    }
}

fn challenge(carried: &Carried) -> Result<&str, Problem> {
    carried
        .get(CHALLENGE)
        .filter(|challenge| !challenge.is_empty())
        .ok_or(Problem::MissingState(CHALLENGE))
}

fn page(desk: &Desk, visit: &Visit, asked: &Asked, carried: Carried) -> Response {
    let host = Origin::of(&asked.redirect_uri).map(|origin| origin.to_string());
    let query = carried.to_query();
    let page = ConsentPage {
        form: FormTarget {
            action: CONSENT_PATH.to_owned(),
            carried,
            csrf: Some(CsrfToken::new(asked.form_token.as_str())),
            ..FormTarget::default()
        },
        application: Application {
            name: asked.client_name.clone(),
            host,
            ..Application::default()
        },
        subject: Some(asked.user_name.clone()),
        scopes: asked.scope.iter().map(ScopeChoice::new).collect(),
        remember: Some(false),
        ..ConsentPage::default()
    };
    let here = Languages {
        path: CONSENT_PATH,
        query: &query,
    };
    desk.host
        .pages
        .page(visit, StatusCode::OK, Some(here), |frame| {
            pages::consent(frame, &page)
        })
}
