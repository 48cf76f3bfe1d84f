//! The revocation endpoint.

use crate::support::{TUTORIAL, TUTORIAL_SECRET, World, basic};

#[tokio::test]
async fn an_access_token_goes_alone() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid offline_access").await;
    let token = tokens["access_token"].as_str().unwrap();
    let answer = world
        .post(
            "/oauth2/revoke",
            &[("client_id", "demo"), ("token", token)],
            &[],
        )
        .await;
    assert_eq!(
        (
            answer.status.as_u16(),
            answer.body.as_str(),
            answer.header("cache-control")
        ),
        (200, "", "no-store")
    );
    assert_eq!(world.userinfo(token).await.status, 401);
    assert_eq!(
        world
            .refresh(tokens["refresh_token"].as_str().unwrap())
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_refresh_token_takes_everything_with_it() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid offline_access").await;
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    // A wrong hint does no harm (RFC 7009 §2.1).
    let form = [
        ("client_id", "demo"),
        ("token", refresh_token),
        ("token_type_hint", "access_token"),
    ];
    assert_eq!(world.post("/oauth2/revoke", &form, &[]).await.status, 200);
    assert_eq!(
        world.refresh(refresh_token).await.error(),
        (400, "invalid_grant".into())
    );
    assert_eq!(
        world
            .userinfo(tokens["access_token"].as_str().unwrap())
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn unknown_tokens_are_revoked_already() {
    let world = World::new().await;
    let answer = world
        .post(
            "/oauth2/revoke",
            &[("client_id", "demo"), ("token", "bogus")],
            &[],
        )
        .await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn errors() {
    let world = World::new().await;
    let post = async |form: &[(&str, &str)], headers: &[(&str, &str)]| {
        world.post("/oauth2/revoke", form, headers).await.error()
    };
    assert_eq!(
        post(&[("client_id", "demo")], &[]).await,
        (400, "invalid_request".into())
    );
    assert_eq!(
        post(&[("token", "x")], &[]).await,
        (401, "invalid_client".into())
    );
    assert_eq!(
        post(&[("token", "x"), ("client_id", TUTORIAL)], &[]).await,
        (401, "invalid_client".into())
    );
    let tokens = world.demo_tokens("openid offline_access").await;
    let header = basic(TUTORIAL, TUTORIAL_SECRET);
    for name in ["access_token", "refresh_token"] {
        let token = tokens[name].as_str().unwrap();
        let answer = post(&[("token", token)], &[("authorization", &header)]).await;
        assert_eq!(answer, (400, "unauthorized_client".into()));
    }
    assert_eq!(
        world
            .userinfo(tokens["access_token"].as_str().unwrap())
            .await
            .status,
        200
    );
}
