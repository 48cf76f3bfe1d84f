//! The change of signing keys, as clients see it.

use serde_json::Value;

use vestibule::engines::embedded::{OpenError, Others, rotate_key};

use crate::support::{START, World};

const DAY: u64 = 86_400;
const HOUR: u64 = 3600;

impl World {
    async fn published(&self) -> Vec<String> {
        let set = self.get("/.well-known/jwks.json", &[]).await.json();
        let keys = set["keys"].as_array().unwrap().iter();
        keys.map(|key| key["kid"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The key that signs at the moment; the signature is verified against what is published.
    async fn signing(&self) -> String {
        let tokens: Value = self.demo_tokens("openid").await;
        let (header, _) = self.verified(tokens["id_token"].as_str().unwrap()).await;
        header["kid"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_new_key_is_announced_and_the_old_one_outlives_its_tokens() {
    let world = World::new().await;
    let first = world.signing().await;
    world.pass(90 * DAY - 1);
    world.engine.keep_house().await;
    assert_eq!(world.published().await, std::slice::from_ref(&first));

    world.pass(1);
    world.engine.keep_house().await;
    let both = world.published().await;
    assert_eq!((both.len(), &both[1]), (2, &first));
    assert_eq!(world.signing().await, first);
    world.pass(HOUR);
    world.engine.keep_house().await;
    let second = world.signing().await;
    assert_eq!(both, [second.clone(), first.clone()]);

    world.pass(DAY - 1);
    world.engine.keep_house().await;
    assert_eq!(world.published().await, both);
    world.pass(1);
    world.engine.keep_house().await;
    assert_eq!(world.published().await, std::slice::from_ref(&second));
    let world = world.restarted().await;
    assert_eq!(world.published().await, [second]);
}

#[tokio::test]
async fn a_key_in_wrong_hands_is_gone_at_once() {
    let world = World::new().await;
    let first = world.signing().await;
    let rotate = async |others| {
        let now = || std::time::UNIX_EPOCH + std::time::Duration::from_secs(START + 100);
        rotate_key(world.folder.path(), others, &now).await.unwrap();
        world.pass(100);
        world.engine.keep_house().await;
    };
    rotate(Others::Kept).await;
    assert_eq!(world.published().await.len(), 2);
    assert_eq!(world.signing().await, first);
    rotate(Others::Forgotten).await;
    let published = world.published().await;
    assert_eq!((published.len(), published.contains(&first)), (1, false));
    assert_eq!(world.signing().await, published[0]);
    let missing = tempfile::TempDir::new().unwrap().path().join("data");
    assert!(matches!(
        rotate_key(&missing, Others::Kept, &|| std::time::UNIX_EPOCH).await,
        Err(OpenError::FolderMissing(_))
    ));
}
