//! The front's metadata (RFC 8414 §2), and the key service's keys: light-oauth2 has neither a document
//! nor keys that a page may read.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{Method, StatusCode, header};
use serde_json::{Map, Value, json};
use tower_http::cors::{Any, CorsLayer};

use super::{LightOauth2, error::OAuthError};
use crate::engines::json as answer;

/// For documents that are public: any origin.
pub(super) fn open_to_all() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET])
        .max_age(Duration::from_mins(10))
}

pub(super) async fn get(State(engine): State<Arc<LightOauth2>>) -> Response {
    let at = |path: &str| Value::from(format!("{}{path}", engine.issuer));
    let mut document = json!({
        "issuer": engine.issuer.as_str(),
        "authorization_endpoint": at("/oauth2/auth"),
        "token_endpoint": at("/oauth2/token"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    });
    if let (Some(_), Some(document)) = (&engine.services.urls.keys, document.as_object_mut()) {
        document.insert("jwks_uri".to_owned(), at("/.well-known/jwks.json"));
    }
    answer::public(&document)
}

/// The key service's keys. It names no media type and lets no page of another origin read them.
pub(super) async fn keys(State(engine): State<Arc<LightOauth2>>) -> Result<Response, OAuthError> {
    let Some(url) = engine.services.urls.keys.clone() else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let call = engine
        .services
        .http
        .get(url)
        .header(header::ACCEPT, "application/json");
    let found = engine
        .services
        .send(call)
        .await
        .map_err(|_| OAuthError::NoKeys)?;
    let keys: Map<String, Value> = Some(found)
        .filter(|found| found.status == StatusCode::OK)
        .and_then(|found| serde_json::from_slice(&found.body).ok())
        .ok_or(OAuthError::NoKeys)?;
    Ok(answer::public(&keys))
}
