//! The refresh grant: rotation, reuse, scope, and the end.

use crate::support::{START, World};

#[tokio::test]
async fn each_refresh_token_works_once_and_brings_the_next() {
    let world = World::new().await;
    let mut tokens = world.demo_tokens("openid email offline_access").await;
    for round in 1..=3 {
        world.pass(100);
        let old = tokens["refresh_token"].as_str().unwrap().to_owned();
        let answer = world.refresh(&old).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("cache-control")),
            (200, "no-store")
        );
        tokens = answer.json();
        assert_ne!(tokens["refresh_token"], old.as_str());
        assert_eq!(tokens["scope"], "openid email offline_access");
        let (_, claims) = world.verified(tokens["id_token"].as_str().unwrap()).await;
        assert_eq!(claims["auth_time"], START);
        assert_eq!(claims["iat"], START + 100 * round);
        assert_eq!(claims.get("nonce"), None);
        assert_eq!(
            world
                .userinfo(tokens["access_token"].as_str().unwrap())
                .await
                .status,
            200
        );
    }
}

#[tokio::test]
async fn one_that_comes_back_ends_the_family() {
    let world = World::new().await;
    let first = world.demo_tokens("openid offline_access").await;
    let old = first["refresh_token"].as_str().unwrap();
    let second = world.refresh(old).await.json();
    assert_eq!(
        world.refresh(old).await.error(),
        (400, "invalid_grant".into())
    );
    let newest = second["refresh_token"].as_str().unwrap();
    assert_eq!(
        world.refresh(newest).await.error(),
        (400, "invalid_grant".into())
    );
    for tokens in [&first, &second] {
        assert_eq!(
            world
                .userinfo(tokens["access_token"].as_str().unwrap())
                .await
                .status,
            401
        );
    }
}

#[tokio::test]
async fn of_many_at_once_one_wins() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid offline_access").await;
    let token = tokens["refresh_token"].as_str().unwrap();
    let (a, b, c) = tokio::join!(
        world.refresh(token),
        world.refresh(token),
        world.refresh(token)
    );
    let mut statuses = [a.status.as_u16(), b.status.as_u16(), c.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400, 400]);
}

#[tokio::test]
async fn scope_may_narrow_for_once_and_never_widen() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid email offline_access").await;
    let ask = async |token: &str, scope: &str| {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", "demo"),
            ("refresh_token", token),
            ("scope", scope),
        ];
        world.post("/oauth2/token", &form, &[]).await
    };
    let token = tokens["refresh_token"].as_str().unwrap();
    for scope in ["openid profile", "openid\"", "admin", " "] {
        assert_eq!(
            ask(token, scope).await.error(),
            (400, "invalid_scope".into()),
            "{scope}"
        );
    }
    // A refused request spends nothing.
    let narrow = ask(token, "email").await.json();
    assert_eq!(
        (&narrow["scope"], narrow.get("id_token")),
        (&"email".into(), None)
    );
    let wide = ask(narrow["refresh_token"].as_str().unwrap(), "")
        .await
        .json();
    assert_eq!(wide["scope"], "openid email offline_access");
}

#[tokio::test]
async fn a_refresh_token_is_bound_to_its_client_who_keeps_it() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid offline_access").await;
    let token = tokens["refresh_token"].as_str().unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "several"),
        ("refresh_token", token),
    ];
    assert_eq!(
        world.post("/oauth2/token", &form, &[]).await.error(),
        (400, "invalid_grant".into())
    );
    assert_eq!(world.refresh(token).await.status, 200);
    assert_eq!(
        world.refresh("bogus").await.error(),
        (400, "invalid_grant".into())
    );
}

#[tokio::test]
async fn rotation_does_not_extend_the_grant() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid offline_access").await;
    world.pass(2_592_000 - 100);
    let answer = world
        .refresh(tokens["refresh_token"].as_str().unwrap())
        .await
        .json();
    assert_eq!(answer["expires_in"], 100);
    world.pass(100);
    let last = answer["refresh_token"].as_str().unwrap();
    assert_eq!(
        world.refresh(last).await.error(),
        (400, "invalid_grant".into())
    );
}

#[tokio::test]
async fn what_was_taken_from_the_client_is_given_no_longer() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid email offline_access").await;
    let world = world
        .restarted_with(|settings| {
            for client in &mut settings.clients {
                client.scope = "openid offline_access".parse().unwrap();
            }
        })
        .await;
    let token = tokens["refresh_token"].as_str().unwrap();
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", "demo"),
        ("refresh_token", token),
        ("scope", "openid email"),
    ];
    assert_eq!(
        world.post("/oauth2/token", &form, &[]).await.error(),
        (400, "invalid_scope".into())
    );
    let refreshed = world.refresh(token).await.json();
    assert_eq!(refreshed["scope"], "openid offline_access");
    let access_token = refreshed["access_token"].as_str().unwrap();
    let claims = world.userinfo(access_token).await.json();
    assert_eq!(claims, serde_json::json!({"sub": "admin"}));
}
