//! POST of a request that the page can't send itself.

use std::sync::Arc;

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use serde_json::json;

use crate::perform::authorization_code::{
    conversation::Conversation,
    relay::{RelayFault, RelayRequest},
};

/// The server's answer, or why there is none.
pub(super) async fn post(
    State(conversation): State<Arc<Conversation>>,
    request: Result<Json<RelayRequest>, JsonRejection>,
) -> Response {
    let relayed = match request {
        Ok(Json(request)) => conversation.relay(request).await,
        Err(rejection) => return rejection.status().into_response(),
    };
    match relayed {
        Ok(answer) => Json(answer).into_response(),
        Err(fault) => {
            let status = match fault {
                RelayFault::Refused => StatusCode::BAD_REQUEST,
                RelayFault::Network(_) => StatusCode::BAD_GATEWAY,
            };
            let told = json!({"fault": fault.as_str(), "help": fault.help()});
            (status, Json(told)).into_response()
        }
    }
}
