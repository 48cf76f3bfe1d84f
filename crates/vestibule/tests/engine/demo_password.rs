//! What was chosen instead of the demonstration's password holds after a restart too.

use vestibule::engines::embedded::{Browser, DemoPassword, Entry, Reset, Retry};
use vestibule::throttle::Peer;
use vestibule::users::password::Password;

use crate::support::{World, credentials};

async fn enter(world: &World, password: &str) -> Entry {
    let credentials = credentials("admin", password);
    world.engine.enter(credentials, &Browser::default()).await
}

#[tokio::test]
async fn it_is_kept_beside_the_configuration() {
    let world = World::with(|settings| settings.demo_password = DemoPassword::MustChange).await;
    let [first, second] = [enter(&world, "123456").await, enter(&world, "123456").await];
    let (Entry::ChoosePassword(first), Entry::ChoosePassword(second)) = (first, second) else {
        panic!("everybody knows it");
    };
    assert_eq!(format!("{first:?}"), "ChoiceToken(…)");
    let choose = async |world: &World, token: &str| {
        let password = Password::new("a new one");
        world.engine.reset(token, password, Peer::default()).await
    };
    assert_eq!(choose(&world, first.as_str()).await, Reset::Done);
    // Whoever typed the known one at the same time comes too late.
    assert_eq!(choose(&world, second.as_str()).await, Reset::BadToken);
    let wrong = Entry::Retry(Retry::InvalidCredentials);
    assert_eq!(enter(&world, "123456").await, wrong);
    let world = world.restarted().await;
    assert_eq!(enter(&world, "123456").await, wrong);
    assert!(matches!(
        enter(&world, "a new one").await,
        Entry::SignedIn(_)
    ));
}

#[tokio::test]
async fn it_is_for_demonstration_accounts_alone() {
    // Zoe has the same password, and says nowhere that she is a demonstration.
    let world = World::with(|settings| settings.demo_password = DemoPassword::MustChange).await;
    let zoe = credentials("zoe", "123456");
    let entry = world.engine.enter(zoe, &Browser::default()).await;
    assert!(matches!(entry, Entry::SignedIn(_)));
}
