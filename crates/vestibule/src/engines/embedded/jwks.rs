//! The public keys, GET `/.well-known/jwks.json` (RFC 7517).

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::{Embedded, json};

pub(super) async fn get(State(engine): State<Arc<Embedded>>) -> Response {
    json::public(engine.keys.now().published())
}
