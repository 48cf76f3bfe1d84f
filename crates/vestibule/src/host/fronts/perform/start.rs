//! GET of the address that the terminal shows.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use vestibule_ui::forms::carried::Carried;

use crate::{host::problem::Problem, perform::authorization_code::conversation::Conversation};

/// Leads to the client page, once. Only a GET uses the ticket up.
pub(super) async fn get(
    State(conversation): State<Arc<Conversation>>,
    method: Method,
    Path(ticket): Path<String>,
) -> Result<Response, Problem> {
    if method != Method::GET {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let used = || {
        refused(
            StatusCode::GONE,
            "this address was used before; start the command again",
        )
    };
    let address = conversation.enter(&ticket).ok_or_else(used)?;
    let location = HeaderValue::try_from(address).map_err(|_| Problem::Internal)?;
    let headers = HeaderMap::from_iter([(header::LOCATION, location)]);
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// For whoever comes without the address.
pub(super) async fn lost() -> Problem {
    refused(
        StatusCode::BAD_REQUEST,
        "open the address that `vestibule perform` shows in the terminal",
    )
}

fn refused(status: StatusCode, description: &str) -> Problem {
    Problem::Refused {
        status,
        code: "invalid_request".to_owned(),
        description: description.to_owned(),
        carried: Carried::default(),
    }
}
