//! `/login` and `/consent` for an Ory Hydra whose `urls.login` and `urls.consent` point here: whoever
//! gives a name is signed in, without a password. For trying out only; it listens on loopback.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use vestibule_ui::{
    forms::{carried::Carried, consent::ConsentForm, fields::Decision, login::LoginForm},
    pages::{
        self, Application, ConsentPage, EarlierConsent, EarlierConsents, FormTarget, Inspection,
        LOGIN_PATH, LoginPage, LoginStep, ScopeChoice, Submit,
    },
};

use crate::{
    engines::hydra::{
        AdminError, Challenge, Consent, HydraRedirect, Login, answer::Reject, challenge::Step,
        request::ConsentSession,
    },
    host::{Host, limits::form_body, problem::Problem, redirect, visit::Visit},
    perform::authorization_code::sign_in::SignIn,
};

const CONSENT_PATH: &str = "/consent";
const REVOKE_PATH: &str = "/consent/revoke";

/// What the handlers share.
struct Desk {
    host: Arc<Host>,
    sign_in: SignIn,
}

/// The two pages.
pub(super) fn routes(host: Arc<Host>, sign_in: SignIn) -> Router {
    Router::new()
        .route(LOGIN_PATH, get(ask_name).post(take_name))
        .route(CONSENT_PATH, get(ask_consent).post(take_consent))
        .route(REVOKE_PATH, post(revoke))
        .with_state(Arc::new(Desk { host, sign_in }))
}

async fn ask_name(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    let came = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let challenge = challenge::<Login>(&came)?;
    let (request, told) = match desk.sign_in.admin.ask_in_full(&challenge).await {
        Ok(asked) => asked,
        Err(error) => return trouble(error),
    };
    if desk.sign_in.skip && request.skip {
        return go(desk.sign_in.accept_known(&challenge, request.subject).await);
    }
    let hint = [
        request.subject.as_str(),
        request.oidc_context.login_hint.as_str(),
    ];
    let page = LoginPage {
        action: Some(LOGIN_PATH.to_owned()),
        client: Some(request.client.name().to_owned()),
        user_name: hint
            .into_iter()
            .find(|name| !name.is_empty())
            .map(str::to_owned),
        remember: true,
        step: LoginStep::NameAlone,
        submit: Submit::Native,
        inspection: Some(Inspection {
            request: format!("{told:#}"),
            consents: None,
        }),
        ..desk.host.pages.blank_login(carried(&challenge)?)
    };
    Ok(desk.host.pages.login(&visit, StatusCode::OK, &page))
}

async fn take_name(State(desk): State<Arc<Desk>>, request: Request) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let form = LoginForm::parse(&form_body(request).await?).map_err(Problem::Form)?;
    let challenge = challenge::<Login>(&form.carried)?;
    let name = form.credentials.user_name().to_owned();
    go(desk
        .sign_in
        .accept_named(&challenge, name, form.remember)
        .await)
}

async fn ask_consent(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    let came = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let challenge = challenge::<Consent>(&came)?;
    let (request, told) = match desk.sign_in.admin.ask_in_full(&challenge).await {
        Ok(asked) => asked,
        Err(error) => return trouble(error),
    };
    if desk.sign_in.skip && request.skip {
        let scopes = request.requested_scope.clone();
        return go(desk.sign_in.grant(&challenge, &request, scopes, true).await);
    }
    let consents = match desk.sign_in.admin.consents(&request.subject).await {
        Ok(list) => EarlierConsents::Known(
            list.into_iter().map(earlier).collect(),
            FormTarget {
                action: REVOKE_PATH.to_owned(),
                carried: carried(&challenge)?,
                ..FormTarget::default()
            },
        ),
        Err(error) => EarlierConsents::Unknown(format!("Not known: {error}.")),
    };
    let page = ConsentPage {
        form: FormTarget {
            action: CONSENT_PATH.to_owned(),
            carried: carried(&challenge)?,
            csrf: None,
            ..FormTarget::default()
        },
        application: Application {
            name: request.client.name().to_owned(),
            ..Application::default()
        },
        subject: Some(request.subject),
        scopes: request
            .requested_scope
            .into_iter()
            .map(ScopeChoice::new)
            .collect(),
        audience: request.requested_access_token_audience,
        remember: Some(true),
        inspection: Some(Inspection {
            request: format!("{told:#}"),
            consents: Some(consents),
        }),
        ..ConsentPage::default()
    };
    let pages = &desk.host.pages;
    Ok(pages.page(&visit, StatusCode::OK, None, |frame| {
        pages::consent(frame, &page)
    }))
}

async fn take_consent(
    State(desk): State<Arc<Desk>>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let form = ConsentForm::parse(&form_body(request).await?).map_err(Problem::BadForm)?;
    let challenge = challenge::<Consent>(&form.carried)?;
    if form.decision == Decision::Deny {
        return go(desk.sign_in.admin.reject(&challenge, Reject::DENIED).await);
    }
    let request = match desk.sign_in.admin.ask(&challenge).await {
        Ok(request) => request,
        Err(error) => return trouble(error),
    };
    let asked = |scope: &String| request.requested_scope.contains(scope);
    let scopes = form.grant_scope.into_iter().filter(asked).collect();
    go(desk
        .sign_in
        .grant(&challenge, &request, scopes, form.remember)
        .await)
}

/// Takes back what the person consented to before, and shows the page again.
async fn revoke(State(desk): State<Arc<Desk>>, request: Request) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let came = Carried::from_form(&form_body(request).await?).map_err(Problem::Query)?;
    let challenge = challenge::<Consent>(&came)?;
    let admin = &desk.sign_in.admin;
    let revoked = match admin.ask(&challenge).await {
        Ok(request) => admin.revoke_consents(&request.subject).await,
        Err(error) => Err(error),
    };
    match revoked {
        Ok(()) => {
            let query = carried(&challenge)?.to_query();
            redirect::found(format!("{CONSENT_PATH}?{query}"))
        }
        Err(error) => trouble(error),
    }
}

fn earlier(session: ConsentSession) -> EarlierConsent {
    EarlierConsent {
        application: session.consent_request.client.name().to_owned(),
        scopes: session.grant_scope.join(" "),
        given: session.handled_at,
    }
}

fn challenge<S: Step>(came: &Carried) -> Result<Challenge<S>, Problem> {
    let text = came.get(S::PARAMETER).unwrap_or_default();
    Challenge::parse(text).map_err(|_| {
        refused(
            StatusCode::BAD_REQUEST,
            "this page is for a sign-in that Ory Hydra sends here; begin at the client page"
                .to_owned(),
        )
    })
}

/// The challenge alone, for the form to bring back.
fn carried<S: Step>(challenge: &Challenge<S>) -> Result<Carried, Problem> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let query = query.append_pair(S::PARAMETER, challenge.expose()).finish();
    Carried::from_query(&query).map_err(Problem::Query)
}

fn go(answered: Result<HydraRedirect, AdminError>) -> Result<Response, Problem> {
    match answered {
        Ok(to) => redirect::found(to.into_location()),
        Err(error) => trouble(error),
    }
}

fn trouble(error: AdminError) -> Result<Response, Problem> {
    match error {
        AdminError::Used(to) => redirect::found(to.into_location()),
        error => {
            let status = if error.is_stale() {
                StatusCode::BAD_REQUEST
            } else {
                StatusCode::BAD_GATEWAY
            };
            Err(refused(
                status,
                format!("{error}; --admin-endpoint says where Hydra's admin API is"),
            ))
        }
    }
}

fn refused(status: StatusCode, description: String) -> Problem {
    Problem::Refused {
        status,
        code: "invalid_request".to_owned(),
        description,
        carried: Carried::default(),
    }
}
