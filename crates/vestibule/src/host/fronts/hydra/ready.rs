//! GET `/ready`: whether sign-ins can succeed now, for a balancer that asks before it sends people
//! here. `/health` only tells that this program runs.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use super::{Desk, trouble};

/// 200, or 503.
pub(super) async fn get(State(desk): State<Arc<Desk>>) -> Response {
    match desk.engine.admin.ready().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            trouble::log(&error);
            let text = "Hydra's admin API does not answer as it should\n";
            (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
        }
    }
}
