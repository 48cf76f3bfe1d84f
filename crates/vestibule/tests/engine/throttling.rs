//! Wrong passwords: ten for one name, then one in thirty seconds; right ones never wait. The same for
//! the secrets of clients, from one address.

use vestibule::engines::embedded::{Browser, Entry, Retry};

use crate::support::{TUTORIAL, TUTORIAL_SECRET, World, basic, credentials};

async fn enter(world: &World, name: &str, password: &str) -> Entry {
    world
        .engine
        .enter(credentials(name, password), &Browser::default())
        .await
}

#[tokio::test]
async fn the_same_for_names_that_exist_and_that_do_not() {
    let world = World::new().await;
    for name in ["zoe", "nobody"] {
        for _ in 0..10 {
            assert_eq!(
                enter(&world, name, "wrong").await,
                Entry::Retry(Retry::InvalidCredentials)
            );
        }
        // The right password too, or the wait would tell which one it is.
        let Entry::Retry(Retry::Throttled(wait)) = enter(&world, name, "123456").await else {
            panic!("{name} has to wait")
        };
        assert_eq!(wait.seconds(), 30);
    }
    assert!(matches!(
        enter(&world, "admin", "123456").await,
        Entry::SignedIn(_)
    ));
    world.pass(30);
    assert!(matches!(
        enter(&world, "zoe", "123456").await,
        Entry::SignedIn(_)
    ));
}

#[tokio::test]
async fn by_every_way_to_sign_in() {
    let world = World::new().await;
    let by_basic = async |password: &str| {
        let path = "/oauth2/code?response_type=code&client_id=f7d42348-c647-4efb-a52d-4c5787421e72";
        let header = basic("zoe", password);
        world.get(path, &[("authorization", &header)]).await
    };
    for _ in 0..5 {
        assert_eq!(by_basic("wrong").await.status, 401);
        enter(&world, "zoe", "wrong").await;
    }
    let answer = by_basic("123456").await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("retry-after")),
        (429, "30")
    );
    world.pass(30);
    assert_eq!(by_basic("123456").await.status, 302);
}

#[tokio::test]
async fn guesses_at_a_clients_secret_have_to_wait() {
    let world = World::new().await;
    let ask = async |path: &str, id: &str, secret: &str| {
        let form = [("grant_type", "refresh_token"), ("token", "t")];
        let header = basic(id, secret);
        let answer = world.post(path, &form, &[("authorization", &header)]).await;
        (
            answer.status.as_u16(),
            answer.header("retry-after").to_owned(),
        )
    };
    let none = String::new;
    for id in [TUTORIAL, "hashed", "unknown"] {
        for path in [
            "/oauth2/token",
            "/oauth2/revoke",
            "/oauth2/device/auth",
            "/oauth2/token",
            "/oauth2/token",
        ] {
            for guess in ["wrong", "wrong too"] {
                assert_eq!(ask(path, id, guess).await, (401, none()), "{id} {path}");
            }
        }
        // The right one too, or the wait would tell which one it is.
        let waits = (429, "30".to_owned());
        assert_eq!(
            ask("/oauth2/token", id, TUTORIAL_SECRET).await,
            waits,
            "{id}"
        );
    }
    let form = [("client_id", TUTORIAL), ("client_secret", TUTORIAL_SECRET)];
    let answer = world.post("/oauth2/token", &form, &[]).await;
    assert_eq!(answer.error(), (429, "temporarily_unavailable".into()));
    // Who has no secret guesses nothing.
    let answer = world
        .post("/oauth2/token", &[("client_id", "demo")], &[])
        .await;
    assert_eq!(answer.error(), (400, "invalid_request".into()));
    world.pass(30);
    let answer = world.post("/oauth2/token", &form, &[]).await;
    assert_eq!(answer.error(), (400, "invalid_request".into()));
}

#[tokio::test]
async fn a_clients_right_secrets_never_wait() {
    let world = World::new().await;
    let form = [("client_id", TUTORIAL), ("client_secret", TUTORIAL_SECRET)];
    for _ in 0..100 {
        let answer = world.post("/oauth2/token", &form, &[]).await;
        assert_eq!(answer.error(), (400, "invalid_request".into()));
    }
}
