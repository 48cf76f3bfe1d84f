//! What pages of other origins may do.

use axum::body::Body;
use axum::http::Request;

use crate::support::{World, exchange_form};

async fn preflight(world: &World, path: &str, origin: &str) -> crate::support::Answer {
    let request = Request::options(path)
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,content-type",
        );
    world.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn registered_origins_may_call_and_read_the_headers_they_need() {
    let world = World::new().await;
    for origin in [
        "http://127.0.0.1:6881",
        "http://localhost:6881",
        "http://localhost:8080",
        "https://app.example",
        "https://other.example",
    ] {
        for path in [
            "/oauth2/token",
            "/oauth2/revoke",
            "/oauth2/userinfo",
            "/userinfo",
        ] {
            let answer = preflight(&world, path, origin).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.header("access-control-allow-origin"), origin);
            assert_eq!(answer.header("access-control-allow-methods"), "GET,POST");
            assert_eq!(
                answer.header("access-control-allow-headers"),
                "authorization,content-type"
            );
            assert_eq!(answer.header("access-control-max-age"), "600");
            assert_eq!(answer.header("access-control-allow-credentials"), "");
        }
        let answer = world
            .post(
                "/oauth2/token",
                &exchange_form("bogus"),
                &[("origin", origin)],
            )
            .await;
        assert_eq!(answer.status, 400);
        assert_eq!(answer.header("access-control-allow-origin"), origin);
        assert_eq!(
            answer.header("access-control-expose-headers"),
            "date,www-authenticate,retry-after,dpop-nonce"
        );
        let vary: Vec<_> = answer
            .headers
            .get_all("vary")
            .iter()
            .map(|value| value.to_str().unwrap())
            .collect();
        assert!(vary.join(",").contains("origin"), "{vary:?}");
    }
}

#[tokio::test]
async fn other_origins_are_not_named() {
    let world = World::new().await;
    for origin in [
        "https://evil.example",
        "null",
        "http://127.0.0.1:6882",
        "https://app.example.evil.example",
    ] {
        assert_eq!(
            preflight(&world, "/oauth2/token", origin)
                .await
                .header("access-control-allow-origin"),
            ""
        );
        let answer = world.get("/oauth2/userinfo", &[("origin", origin)]).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{origin}");
    }
}

#[tokio::test]
async fn public_documents_are_for_everyone() {
    let world = World::new().await;
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/.well-known/jwks.json",
    ] {
        let answer = world
            .get(path, &[("origin", "https://anyone.example")])
            .await;
        assert_eq!(
            (
                answer.status.as_u16(),
                answer.header("access-control-allow-origin")
            ),
            (200, "*")
        );
    }
}

/// The host adds its own POST to the path whose GET is here.
#[tokio::test]
async fn the_hosts_routes_fit_beside() {
    let world = World::new().await;
    let host = axum::Router::new()
        .route("/oauth2/code", axum::routing::post(|| async { "form" }))
        .route("/oauth2/auth", axum::routing::get(|| async { "auth" }));
    let router = host.merge(std::sync::Arc::clone(&world.engine).routes());
    let request = Request::delete("/oauth2/code").body(Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    assert_eq!(response.status(), 405);
    assert_eq!(response.headers()["allow"], "POST,GET,HEAD");
}
