//! The userinfo endpoint and its errors.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::support::World;

#[tokio::test]
async fn scopes_release_claims() {
    let world = World::new().await;
    for (scope, claims) in [
        ("openid", json!({"sub": "admin"})),
        (
            "openid email",
            json!({"sub": "admin", "email": "admin@example.com", "email_verified": true}),
        ),
        (
            "openid profile",
            json!({"sub": "admin", "preferred_username": "admin", "name": "Demo Admin"}),
        ),
    ] {
        let tokens = world.demo_tokens(scope).await;
        let token = tokens["access_token"].as_str().unwrap();
        let bearer = format!("Bearer {token}");
        for path in ["/oauth2/userinfo", "/userinfo"] {
            let by_get = world.get(path, &[("authorization", &bearer)]).await;
            assert_eq!(
                (by_get.status.as_u16(), by_get.json()),
                (200, claims.clone())
            );
            assert_eq!(by_get.header("cache-control"), "no-store");
            let by_form = world.post(path, &[("access_token", token)], &[]).await;
            assert_eq!(
                (by_form.status.as_u16(), by_form.json()),
                (200, claims.clone())
            );
            let request =
                Request::post(path).header("authorization", bearer.replace("Bearer", "bearer"));
            let by_post = world.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(
                (by_post.status.as_u16(), by_post.json()),
                (200, claims.clone())
            );
        }
    }
}

#[tokio::test]
async fn a_subject_of_its_own() {
    let world = World::new().await;
    let answer = world
        .sign_in_as(
            "zoe",
            "123456",
            &[
                ("client_id", "demo"),
                ("scope", "openid"),
                ("code_challenge", crate::support::CHALLENGE),
                ("code_challenge_method", "S256"),
            ],
        )
        .await;
    let vestibule::engines::embedded::SignIn::SignedIn(location, _) = answer else {
        panic!("{answer:?}")
    };
    let tokens = world
        .exchange(&crate::support::code_of(&location))
        .await
        .json();
    let claims = world
        .userinfo(tokens["access_token"].as_str().unwrap())
        .await
        .json();
    assert_eq!(claims, json!({"sub": "248289761001"}));
}

#[tokio::test]
async fn errors_are_in_the_challenge() {
    let world = World::new().await;
    let invalid = r#"Bearer realm="OAuth", error="invalid_token", error_description="The access token is unknown, expired or revoked""#;
    let malformed = r#"Bearer realm="OAuth", error="invalid_request", error_description="Send the token once, as Authorization: Bearer""#;
    let none = r#"Bearer realm="OAuth""#;
    for (header, status, challenge) in [
        (None, 401, none),
        (Some("Basic YWRtaW46MTIzNDU2"), 401, none),
        (Some("Bearer"), 400, malformed),
        (Some("Bearer bogus"), 401, invalid),
        (Some("Bearer  "), 401, invalid),
        (
            Some("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."),
            401,
            invalid,
        ),
    ] {
        let headers: Vec<_> = header
            .iter()
            .map(|value| ("authorization", *value))
            .collect();
        let answer = world.get("/oauth2/userinfo", &headers).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("www-authenticate")),
            (status, challenge),
            "{header:?}"
        );
    }
    let twice = [("authorization", "Bearer x"); 2];
    let by_both = [("access_token", "x")];
    for answer in [
        world.get("/oauth2/userinfo", &twice).await,
        world.post("/oauth2/userinfo", &by_both, &twice[..1]).await,
    ] {
        assert_eq!(
            (answer.status.as_u16(), answer.header("www-authenticate")),
            (400, malformed)
        );
    }

    let tokens = world.demo_tokens("email").await;
    let answer = world
        .userinfo(tokens["access_token"].as_str().unwrap())
        .await;
    assert_eq!(answer.status, 403);
    assert_eq!(
        answer.header("www-authenticate"),
        r#"Bearer realm="OAuth", error="insufficient_scope", error_description="The access token has not the scope openid", scope="openid""#
    );
}

#[tokio::test]
async fn an_access_token_expires() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid").await;
    let token = tokens["access_token"].as_str().unwrap();
    world.pass(599);
    assert_eq!(world.userinfo(token).await.status, 200);
    world.pass(1);
    assert_eq!(world.userinfo(token).await.status, 401);
}

#[tokio::test]
async fn an_access_token_ends_with_the_registration_of_its_client() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid").await;
    let token = tokens["access_token"].as_str().unwrap();
    let world = world
        .restarted_with(|settings| settings.clients.retain(|client| client.id != "demo"))
        .await;
    let answer = world.userinfo(token).await;
    assert_eq!(answer.status, 401);
    assert_eq!(
        answer.header("www-authenticate"),
        r#"Bearer realm="OAuth", error="invalid_token", error_description="The access token is unknown, expired or revoked""#
    );
    let world = world.restarted().await;
    assert_eq!(world.userinfo(token).await.status, 200);
}
