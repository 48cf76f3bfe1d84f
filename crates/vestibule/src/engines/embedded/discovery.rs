//! The server's metadata (OpenID Connect Discovery §3, RFC 8414 §2): one document under both paths.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use crate::engines::registration::GrantType;

use super::{Embedded, json as answer};

pub(super) async fn get(State(engine): State<Arc<Embedded>>) -> Response {
    let at = |path: &str| format!("{}{path}", engine.issuer);
    let client_authentication = ["none", "client_secret_basic", "client_secret_post"];
    answer::public(&json!({
        "issuer": engine.issuer.as_str(),
        "authorization_endpoint": at("/oauth2/auth"),
        "token_endpoint": at("/oauth2/token"),
        "userinfo_endpoint": at("/oauth2/userinfo"),
        "device_authorization_endpoint": at("/oauth2/device/auth"),
        "revocation_endpoint": at("/oauth2/revoke"),
        "end_session_endpoint": at("/oauth2/logout"),
        "jwks_uri": at("/.well-known/jwks.json"),
        "scopes_supported": engine.clients.scopes(),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment"],
        "grant_types_supported": GrantType::ALL.map(GrantType::name),
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": client_authentication,
        "revocation_endpoint_auth_methods_supported": client_authentication,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "at_hash",
            "name", "preferred_username", "email", "email_verified",
        ],
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    }))
}
