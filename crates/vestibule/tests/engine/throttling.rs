//! Wrong passwords: ten for one name, then one in thirty seconds; right ones never wait.

use vestibule::engines::embedded::{Browser, Entry, Retry};

use crate::support::{World, basic, credentials};

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
