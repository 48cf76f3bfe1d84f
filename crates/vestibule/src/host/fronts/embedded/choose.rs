//! `/choose-password`: where somebody comes who has signed in with the demonstration's password and
//! could be anybody. There is no code before there is another password.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use vestibule_ui::{
    forms::{carried::Carried, reset::ResetForm},
    pages::{self, FormTarget, ResetPage, ResetStep},
};

use super::{Desk, forgot};
use crate::{
    engines::embedded::SHORTEST_PASSWORD,
    host::{limits::form_body, problem::Problem, visit::Visit},
    throttle::Peer,
};

/// Where the new password is posted to.
pub(super) const PATH: &str = "/choose-password";

/// Asks for another password, in the middle of the request that `carried` is.
pub(super) fn ask(desk: &Desk, visit: &Visit, carried: &Carried, token: &str) -> Response {
    // 403, as for any sign-in that was none.
    page(desk, visit, StatusCode::FORBIDDEN, carried, token, None)
}

/// Takes it.
pub(super) async fn post(
    State(desk): State<Arc<Desk>>,
    Extension(visit): Extension<Visit>,
    Extension(peer): Extension<Peer>,
    request: Request,
) -> Result<Response, Problem> {
    desk.host.check_form_origin(&request)?;
    let body = form_body(request).await?;
    let form = ResetForm::parse(&body).map_err(Problem::BadForm)?;
    match forgot::set(&desk, &form, peer).await? {
        Ok(()) => Ok(forgot::done(&desk, &visit, form.carried)),
        Err(code) => {
            let token = form.token.expose();
            let status = StatusCode::BAD_REQUEST;
            // There was no letter: what is too old here is the form.
            let code = if code == forgot::BAD_TOKEN {
                "expired_form"
            } else {
                code
            };
            let problem = Some(pages::Problem::new(code));
            Ok(page(&desk, &visit, status, &form.carried, token, problem))
        }
    }
}

fn page(
    desk: &Desk,
    visit: &Visit,
    status: StatusCode,
    carried: &Carried,
    token: &str,
    problem: Option<pages::Problem>,
) -> Response {
    let with_token = |query: String| {
        let mut query = form_urlencoded::Serializer::new(query);
        Carried::from_query(&query.append_pair("token", token).finish())
    };
    // Where both are too much for one form, the token is what counts.
    let carried = with_token(carried.to_query()).or_else(|_| with_token(String::new()));
    let page = ResetPage {
        form: FormTarget {
            action: PATH.to_owned(),
            carried: carried.unwrap_or_default(),
            csrf: None,
            ..FormTarget::default()
        },
        step: ResetStep::Choose,
        shortest: Some(SHORTEST_PASSWORD),
        problem,
    };
    // No links to other languages: they would have the token in their addresses.
    desk.host
        .pages
        .page(visit, status, None, |frame| pages::reset(frame, &page))
}
