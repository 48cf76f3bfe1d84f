//! GET `/ready`: whether sign-ins can succeed now, for a balancer that asks before it sends people here.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

use super::Desk;

/// 200, or 503 with the name of the service that does not answer.
pub(super) async fn get(State(desk): State<Arc<Desk>>) -> Response {
    let health = desk.engine.health().await;
    let text = match (health.code, health.token) {
        (true, true) => return "ready\n".into_response(),
        (false, true) => "the code service does not answer\n",
        (true, false) => "the token service does not answer\n",
        (false, false) => "neither the code nor the token service answers\n",
    };
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}
