//! Discovery and keys.

use serde_json::json;

use crate::support::World;

#[tokio::test]
async fn both_paths_tell_the_same() {
    let world = World::new().await;
    let methods = ["none", "client_secret_basic", "client_secret_post"];
    let expected = json!({
        "issuer": "http://127.0.0.1:6881",
        "authorization_endpoint": "http://127.0.0.1:6881/oauth2/auth",
        "token_endpoint": "http://127.0.0.1:6881/oauth2/token",
        "userinfo_endpoint": "http://127.0.0.1:6881/oauth2/userinfo",
        "device_authorization_endpoint": "http://127.0.0.1:6881/oauth2/device/auth",
        "revocation_endpoint": "http://127.0.0.1:6881/oauth2/revoke",
        "end_session_endpoint": "http://127.0.0.1:6881/oauth2/logout",
        "jwks_uri": "http://127.0.0.1:6881/.well-known/jwks.json",
        "scopes_supported": ["email", "offline", "offline_access", "openid", "petstore.r", "petstore.w", "profile"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment"],
        "grant_types_supported": [
            "authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code",
        ],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "at_hash",
            "name", "preferred_username", "email", "email_verified",
        ],
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    });
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
    ] {
        let answer = world.get(path, &[]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/json");
        assert_eq!(answer.json(), expected);
    }
}

#[tokio::test]
async fn the_key_set_is_public_only_and_stays() {
    let world = World::new().await;
    let answer = world.get("/.well-known/jwks.json", &[]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control")),
        (200, "no-cache")
    );
    let set = answer.json();
    assert_eq!(set["keys"].as_array().unwrap().len(), 1);
    let key = set["keys"][0].as_object().unwrap();
    let names: Vec<&str> = key.keys().map(String::as_str).collect();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x", "y"]);
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"], &key["use"]),
        (
            &"EC".into(),
            &"P-256".into(),
            &"ES256".into(),
            &"sig".into()
        )
    );
    assert_eq!(key["kid"].as_str().unwrap().len(), 43);
    world.engine.close().await;
    let again = crate::support::open(world.folder.path(), std::sync::Arc::default()).await;
    let router = std::sync::Arc::new(again).routes();
    let request = http::Request::get("/.well-known/jwks.json")
        .body(axum::body::Body::empty())
        .unwrap();
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    let body = axum::body::to_bytes(response.into_body(), 1 << 16)
        .await
        .unwrap();
    assert_eq!(body, answer.body.as_bytes());
}
