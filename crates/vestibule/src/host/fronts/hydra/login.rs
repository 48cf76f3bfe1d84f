//! `/login`: who is it? Hydra asks with a `login_challenge`.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::{
    forms::{carried::Carried, error_response::ErrorResponse, login::LoginForm},
    pages::{self, LOGIN_PATH, LoginPage, LoginStep},
};

use super::{Desk, form, trouble};
use crate::{
    engines::hydra::{
        AdminError, Challenge, Login, answer::AcceptLogin, challenge::Step as _, guard::Session,
        request::LoginRequest,
    },
    events::Event,
    host::{problem::Problem, redirect, visit::Visit},
    throttle::Peer,
    users::{NotChecked, User, password::Password},
};

/// By which means somebody proved who they are (RFC 8176).
const PASSWORD: &str = "pwd";

/// The form; or at once on, where Hydra knows who it is.
pub(super) async fn get(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let came = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    if let Some(sealed) = came.get(form::RESTART)
        && let Some(address) = desk.engine.guard.unseal(sealed, desk.engine.admin.public())
    {
        return redirect::found(address.into_location());
    }
    let challenge = match form::challenge::<Login>(&came) {
        Ok(challenge) => challenge,
        // Nobody asks for a sign-in.
        Err(Problem::MissingState(_)) => return idle(&desk, &visit),
        Err(problem) => return Err(problem),
    };
    let request = match desk.engine.admin.ask(&challenge).await {
        Ok(request) => request,
        Err(error) => {
            return trouble::unopened(&desk, &visit, &headers, &challenge, error, &came);
        }
    };
    let visit = visit.of_client(&request.client.client_id);
    if request.skip {
        return known(&desk, &visit, &challenge, &request, &came).await;
    }
    let user_name = hinted_name(&desk, &request).await;
    let draft = Draft::new(&desk, challenge, &request, &came);
    let session = form::session(&desk, &headers)?;
    let page = LoginPage {
        user_name,
        ..draft.page(&desk, &session)?
    };
    Ok(draft.show(&desk, &visit, &session, StatusCode::OK, &page))
}

/// Signs a person in, or shows the form again with what they typed but the password.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    let (headers, body) = form::body(&desk, request).await?;
    let posted = LoginForm::parse(&body).map_err(Problem::Form)?;
    let came = &posted.carried;
    let challenge = form::challenge::<Login>(came)?;
    let checked = form::check(&desk, &headers, &challenge, posted.csrf.as_ref());
    // Asked again: it may be done by now in another tab, and it tells who asks.
    let asked = desk.engine.admin.ask(&challenge).await;
    let visit = match &asked {
        Ok(asked) => visit.of_client(&asked.client.client_id),
        Err(_) => visit,
    };
    let draft = match &asked {
        Ok(asked) => Draft::new(&desk, challenge, asked, came),
        Err(error) if error.is_temporary() => Draft::as_it_came(challenge, came),
        Err(error) => return trouble::answer(&desk, &visit, error.clone(), came),
    };
    let session = form::session(&desk, &headers)?;
    let blank = LoginPage {
        user_name: Some(posted.credentials.user_name().to_owned()),
        remember: posted.remember,
        step: desk.host.pages.step_with_name(came),
        ..draft.page(&desk, &session)?
    };
    let again = |status, problem| {
        let page = LoginPage {
            problem: Some(problem),
            ..blank.clone()
        };
        trouble::later(draft.show(&desk, &visit, &session, status, &page))
    };
    if let Err(error) = checked {
        tracing::info!(%error, "a login form was not taken");
        return Ok(again(
            StatusCode::FORBIDDEN,
            pages::Problem::new("expired_form"),
        ));
    }
    // The form is still good: nothing else is lost than the password.
    let away = |error: &AdminError| {
        trouble::log(error);
        let problem = pages::Problem::new("temporarily_unavailable");
        again(StatusCode::SERVICE_UNAVAILABLE, problem)
    };
    if let Err(error) = &asked {
        return Ok(away(error));
    }
    if desk.host.pages.asks_for_password_next(&posted) {
        let page = LoginPage {
            step: LoginStep::Password,
            ..blank
        };
        return Ok(draft.show(&desk, &visit, &session, StatusCode::OK, &page));
    }
    let user = match authenticate(&desk, &posted, peer).await {
        Ok(user) => user,
        Err(NotSignedIn::Wrong) => {
            // 403 for credentials that do not suffice (RFC 9110 §15.5.4); 401 would have browsers ask
            // by a dialog of their own.
            let problem = pages::Problem::invalid_credentials();
            return Ok(again(StatusCode::FORBIDDEN, problem));
        }
        Err(NotSignedIn::Wait(wait)) => {
            let problem = pages::Problem::throttled(wait.duration());
            let response = again(StatusCode::TOO_MANY_REQUESTS, problem);
            let retry_after = [(header::RETRY_AFTER, wait.seconds().to_string())];
            return Ok((retry_after, response).into_response());
        }
        Err(NotSignedIn::NotChecked(error)) => {
            return Ok(trouble::not_checked(&desk, &visit, &error, came));
        }
    };
    let answer = accept_login(&desk, user.subject.clone(), posted.remember);
    match desk.engine.admin.accept(&draft.challenge, &answer).await {
        Ok(to) => {
            let subject = &user.subject;
            desk.engine.tell(Event::SignedIn { subject }, peer);
            redirect::found(to.into_location())
        }
        Err(error) if error.is_temporary() => Ok(away(&error)),
        Err(error) => trouble::answer(&desk, &visit, error, came),
    }
}

/// A form under way.
struct Draft {
    challenge: Challenge<Login>,
    client: String,
    carried: Carried,
    request_url: String,
}

impl Draft {
    fn new(
        desk: &Desk,
        challenge: Challenge<Login>,
        request: &LoginRequest,
        came: &Carried,
    ) -> Self {
        let wished = &request.oidc_context.ui_locales;
        let (url, client_id) = (&request.request_url, &request.client.client_id);
        Self {
            carried: form::carried(desk, &challenge, came, wished, url, client_id),
            client: request.client.name().to_owned(),
            challenge,
            request_url: url.clone(),
        }
    }

    /// While nobody can tell who asks.
    fn as_it_came(challenge: Challenge<Login>, came: &Carried) -> Self {
        Self {
            carried: came.clone(),
            client: String::new(),
            challenge,
            request_url: String::new(),
        }
    }

    /// With nothing typed yet.
    fn page(&self, desk: &Desk, session: &Session) -> Result<LoginPage, Problem> {
        Ok(LoginPage {
            action: Some(LOGIN_PATH.to_owned()),
            client: Some(self.client.clone()).filter(|name| !name.is_empty()),
            csrf: Some(form::token(desk, session, &self.challenge)?),
            ..desk.host.pages.blank_login(self.carried.clone())
        })
    }

    fn show(
        &self,
        desk: &Desk,
        visit: &Visit,
        session: &Session,
        status: StatusCode,
        page: &LoginPage,
    ) -> Response {
        let here = (LOGIN_PATH, &self.challenge);
        let shown = form::show(desk, visit, status, here, session, |frame| {
            pages::login(frame, page)
        });
        form::keep_start(desk, &self.challenge, &self.request_url, shown)
    }
}

enum NotSignedIn {
    Wrong,
    Wait(crate::throttle::Wait),
    NotChecked(NotChecked),
}

async fn authenticate(
    desk: &Desk,
    posted: &LoginForm,
    peer: Peer,
) -> Result<Arc<User>, NotSignedIn> {
    let name = posted.credentials.user_name();
    let attempt = desk.engine.throttle.sign_in(name, peer).map_err(|wait| {
        desk.engine.tell(Event::SignInThrottled, peer);
        NotSignedIn::Wait(wait)
    })?;
    let password = Password::new(posted.credentials.expose_password());
    match desk.engine.users.authenticate(name, password).await {
        Ok(Some(user)) => {
            attempt.was_right();
            Ok(user)
        }
        Ok(None) => {
            tracing::info!(reason = "invalid_credentials", "sign-in refused");
            let known = desk.engine.users.by_name(name).await.ok().flatten();
            let subject = known.as_ref().map(|user| user.subject.as_str());
            desk.engine.tell(Event::SignInFailed { subject }, peer);
            Err(NotSignedIn::Wrong)
        }
        Err(error) => {
            attempt.was_not_judged();
            Err(NotSignedIn::NotChecked(error))
        }
    }
}

fn accept_login(desk: &Desk, subject: String, remember: bool) -> AcceptLogin {
    AcceptLogin {
        subject,
        remember,
        remember_for: if remember {
            desk.engine.policy.remember.as_secs()
        } else {
            0
        },
        acr: desk.engine.policy.acr.clone(),
        amr: vec![PASSWORD],
    }
}

/// Hydra knows who it is. Where they are nobody's any more, its session must end, or it would name
/// them again each time.
async fn known(
    desk: &Desk,
    visit: &Visit,
    challenge: &Challenge<Login>,
    request: &LoginRequest,
    came: &Carried,
) -> Result<Response, Problem> {
    let outcome = match desk.engine.users.by_subject(&request.subject).await {
        Err(error) => {
            let error = NotChecked::Users(error);
            return Ok(trouble::not_checked(desk, visit, &error, came));
        }
        Ok(Some(_)) => {
            let answer = AcceptLogin {
                subject: request.subject.clone(),
                // What Hydra takes for granted here, whatever it is told.
                remember: true,
                ..AcceptLogin::default()
            };
            desk.engine.admin.accept(challenge, &answer).await
        }
        Ok(None) => {
            tracing::warn!("Hydra has a session of somebody who is no user any more");
            start_again(desk, request).await
        }
    };
    match outcome {
        Ok(to) => redirect::found(to.into_location()),
        Err(error) => trouble::answer(desk, visit, error, came),
    }
}

async fn start_again(
    desk: &Desk,
    request: &LoginRequest,
) -> Result<crate::engines::hydra::HydraRedirect, AdminError> {
    let admin = &desk.engine.admin;
    admin.forget(&request.subject).await?;
    let again = crate::engines::hydra::HydraRedirect::parse(&request.request_url, admin.public())?;
    Ok(again)
}

/// What stands in the field at first: the application's hint, else who it knew before.
async fn hinted_name(desk: &Desk, request: &LoginRequest) -> Option<String> {
    let context = &request.oidc_context;
    if !context.login_hint.is_empty() {
        return Some(context.login_hint.clone());
    }
    let subject = context.hinted_subject()?;
    let user = desk.engine.users.by_subject(subject).await.ok()??;
    Some(user.name.clone())
}

/// The page for who came without a request.
fn idle(desk: &Desk, visit: &Visit) -> Result<Response, Problem> {
    let error = ErrorResponse::from_query(&visit.query).map_err(Problem::Query)?;
    let page = LoginPage {
        problem: error.map(Into::into),
        needs: Login::PARAMETER,
        ..desk.host.pages.blank_login(Carried::default())
    };
    Ok(desk.host.pages.login(visit, StatusCode::OK, &page))
}
