//! POST of what came of a run.

use std::sync::Arc;

use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
    http::StatusCode,
};

use crate::perform::authorization_code::{conversation::Conversation, handed_over::HandedOver};

/// Takes it.
pub(super) async fn post(
    State(conversation): State<Arc<Conversation>>,
    result: Result<Json<HandedOver>, JsonRejection>,
) -> StatusCode {
    match result {
        Ok(Json(result)) => {
            conversation.hand_over(result).await;
            StatusCode::NO_CONTENT
        }
        Err(rejection) => rejection.status(),
    }
}
