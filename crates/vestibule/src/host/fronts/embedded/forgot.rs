//! `/forgot` and `/reset`: a letter, and the new password that its link leads to.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::{
    forms::{carried::Carried, forgot::ForgotForm, reset::ResetForm},
    pages::{self, ForgotPage, ForgotStep, FormTarget, Languages, ResetPage, ResetStep},
};

use super::{Desk, FORGOT_PATH, refused};
use crate::{
    engines::embedded::{Forgot, LetterWords, Reset, SHORTEST_PASSWORD},
    host::{fronts::addressed, limits::form_body, problem::Problem, visit::Visit},
    throttle::Peer,
    users::password::Password,
};

/// Where the letter's link leads.
pub(super) const RESET_PATH: &str = "/reset";

/// The problem of a token that was used or is too old.
pub(super) const BAD_TOKEN: &str = "invalid_token";

/// Asks for the address.
pub(super) async fn get_forgot(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    if !desk.engine.can_reset() {
        return addressed::forgot(&desk.host, &visit);
    }
    let carried = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let email = carried.get("login_hint").unwrap_or_default().to_owned();
    let step = ForgotStep::Ask { email };
    Ok(forgot(&desk, &visit, StatusCode::OK, carried, step, None))
}

/// Takes the address; what becomes of it, only its owner sees.
pub(super) async fn post_forgot(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    offered(&desk)?;
    desk.host.check_form_origin(&request)?;
    let body = form_body(request).await?;
    let form = ForgotForm::parse(&body).map_err(Problem::BadForm)?;
    let ask = || ForgotStep::Ask {
        email: form.email.clone(),
    };
    if !form.email_is_plausible() {
        let problem = pages::Problem::new("invalid_email");
        let status = StatusCode::BAD_REQUEST;
        let step = ask();
        return Ok(forgot(
            &desk,
            &visit,
            status,
            form.carried,
            step,
            Some(problem),
        ));
    }
    match desk
        .engine
        .forgot(&form.email, peer, words(&desk, &visit, &form.carried))
    {
        Forgot::Sent => {
            let step = ForgotStep::Sent;
            Ok(forgot(
                &desk,
                &visit,
                StatusCode::OK,
                form.carried,
                step,
                None,
            ))
        }
        Forgot::Throttled(wait) => {
            let problem = pages::Problem::throttled(wait.duration());
            let (status, step) = (StatusCode::TOO_MANY_REQUESTS, ask());
            let page = forgot(&desk, &visit, status, form.carried, step, Some(problem));
            let retry_after = [(header::RETRY_AFTER, wait.seconds().to_string())];
            Ok((retry_after, page).into_response())
        }
    }
}

/// Asks for the new password, if the link still works.
pub(super) async fn get_reset(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
) -> Result<Response, Problem> {
    if !desk.engine.can_reset() {
        return addressed::reset(&desk.host, &visit);
    }
    let carried = Carried::from_query(&visit.query).map_err(Problem::Query)?;
    let token = carried.get("token").unwrap_or_default();
    if token.is_empty() {
        return Err(Problem::MissingState("token"));
    }
    match desk.engine.reset_begun(token).await {
        Reset::Refused(refusal) => Err(refused(refusal, Carried::default())),
        Reset::BadToken => Ok(reset(&desk, &visit, carried, None, Some(BAD_TOKEN))),
        _ => Ok(reset(&desk, &visit, carried, None, None)),
    }
}

/// Takes the new password.
pub(super) async fn post_reset(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    offered(&desk)?;
    desk.host.check_form_origin(&request)?;
    let body = form_body(request).await?;
    let form = ResetForm::parse(&body).map_err(Problem::BadForm)?;
    let code = match set(&desk, &form, peer).await? {
        Ok(()) => return Ok(done(&desk, &visit, Carried::default())),
        Err(code) => code,
    };
    let token = form.token.expose();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("token", token)
        .finish();
    let carried = Carried::from_query(&query).map_err(Problem::Body)?;
    Ok(reset(&desk, &visit, carried, Some(form.email), Some(code)))
}

/// Sets the new password, or says by the code of a problem why not.
pub(super) async fn set(
    desk: &Desk,
    form: &ResetForm,
    peer: Peer,
) -> Result<Result<(), &'static str>, Problem> {
    let password = match &form.new_password {
        Err(problem) => return Ok(Err(problem.code())),
        Ok(password) => Password::new(password.expose()),
    };
    Ok(
        match desk.engine.reset(form.token.expose(), password, peer).await {
            Reset::Done => Ok(()),
            Reset::TooShort => Err("password_too_short"),
            Reset::NotTaken => Err("password_refused"),
            Reset::BadToken => Err(BAD_TOKEN),
            Reset::Refused(refusal) => return Err(refused(refusal, Carried::default())),
        },
    )
}

/// It is set; the way on leads to the login page, for the request that `carried` is.
pub(super) fn done(desk: &Desk, visit: &Visit, carried: Carried) -> Response {
    let page = ResetPage {
        step: ResetStep::Done(carried),
        ..ResetPage::default()
    };
    desk.host.pages.page(visit, StatusCode::OK, None, |frame| {
        pages::reset(frame, &page)
    })
}

/// The letter, as the page speaks.
fn words(desk: &Desk, visit: &Visit, carried: &Carried) -> LetterWords {
    let site = desk.engine.issuer().as_str();
    let letter = desk.host.pages.reset_letter(visit, carried, site);
    LetterWords {
        subject: letter.subject,
        before_link: letter.before_link,
        after_link: letter.after_link,
    }
}

/// Where nobody can be helped there is no such page.
fn offered(desk: &Desk) -> Result<(), Problem> {
    if desk.engine.can_reset() {
        Ok(())
    } else {
        Err(Problem::NotFound)
    }
}

fn forgot(
    desk: &Desk,
    visit: &Visit,
    status: StatusCode,
    carried: Carried,
    step: ForgotStep,
    problem: Option<pages::Problem>,
) -> Response {
    let query = carried.to_query();
    let page = ForgotPage {
        form: FormTarget {
            action: FORGOT_PATH.to_owned(),
            carried,
            csrf: None,
            ..FormTarget::default()
        },
        step,
        problem,
    };
    let here = Languages {
        path: FORGOT_PATH,
        query: &query,
    };
    desk.host.pages.page(visit, status, Some(here), |frame| {
        pages::forgot(frame, &page)
    })
}

fn reset(
    desk: &Desk,
    visit: &Visit,
    carried: Carried,
    email: Option<String>,
    problem: Option<&str>,
) -> Response {
    let query = carried.to_query();
    let page = ResetPage {
        form: FormTarget {
            action: RESET_PATH.to_owned(),
            carried,
            csrf: None,
            ..FormTarget::default()
        },
        step: ResetStep::Ask { email },
        shortest: Some(SHORTEST_PASSWORD),
        problem: problem.map(pages::Problem::new),
    };
    let here = Languages {
        path: RESET_PATH,
        query: &query,
    };
    let status = if problem.is_some() {
        StatusCode::BAD_REQUEST
    } else {
        StatusCode::OK
    };
    desk.host.pages.page(visit, status, Some(here), |frame| {
        pages::reset(frame, &page)
    })
}
