//! `/device` and `/device/done`. Hydra's last release that is a Go module has no device flow, so this
//! double is written to what newer ones say.

use serde_json::json;

use super::support::{PUBLIC, World, filled, redirect};

const DEVICE: &str = "/device?device_challenge=c4";
const ON: &str = "/oauth2/device/verify?device_verifier=v";

async fn world() -> World {
    let world = World::start().await;
    world
        .double
        .answers("PUT device/accept", 200, &redirect(ON));
    world
}

#[tokio::test]
async fn a_typed_code_leads_on_in_hydras_spelling() {
    let world = world().await;
    let page = world.get(DEVICE).await;
    assert_eq!((page.status.as_u16(), page.page().0), (200, "device"));
    let fields = world.open(DEVICE).await;
    let answer = world
        .post("/device", &filled(&fields, &[("user_code", " wdjb-mjht ")]))
        .await;
    assert_eq!(answer.location(), Some(&*format!("{PUBLIC}{ON}")));
    let seen = world.double.seen();
    assert_eq!(seen.last().unwrap().query, "device_challenge=c4");
    assert_eq!(seen.last().unwrap().body, json!({"user_code": "WDJBMJHT"}));
}

#[tokio::test]
async fn a_code_that_came_by_a_link_is_compared_first() {
    let world = world().await;
    let link = format!("{DEVICE}&user_code=WDJBMJHT");
    let page = world.get(&link).await;
    assert!(page.says("WDJB-MJHT") && page.says("value=\"deny\""));
    let fields = world.open(&link).await;
    let answer = world
        .post("/device", &filled(&fields, &[("decision", "deny")]))
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.page()),
        (200, ("device-done", "access_denied"))
    );
    assert_eq!(world.double.asked(), Vec::<String>::new());
    let answer = world
        .post("/device", &filled(&fields, &[("decision", "accept")]))
        .await;
    assert_eq!(answer.location(), Some(&*format!("{PUBLIC}{ON}")));
}

#[tokio::test]
async fn a_wrong_code_is_asked_for_again() {
    let world = World::start().await;
    let refused = json!({"error": "invalid_request"});
    world.double.answers("PUT device/accept", 400, &refused);
    let fields = world.open(DEVICE).await;
    let answer = world
        .post("/device", &filled(&fields, &[("user_code", "nope")]))
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.page()),
        (403, ("device", "invalid_user_code"))
    );
    assert!(answer.says("value=\"NOPE\""));
    world.double.seen();
    let answer = world
        .post("/device", &filled(&fields, &[("user_code", " - ")]))
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.page().1),
        (400, "invalid_user_code")
    );
    assert_eq!(world.double.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn codes_are_not_guessed_at_speed() {
    let world = World::start().await;
    world.double.answers(
        "PUT device/accept",
        400,
        &json!({"error": "invalid_request"}),
    );
    let fields = world.open(DEVICE).await;
    let guess = filled(&fields, &[("user_code", "AAAA")]);
    for _ in 0..10 {
        assert_eq!(world.post("/device", &guess).await.status, 403);
    }
    let answer = world.post("/device", &guess).await;
    assert_eq!(
        (answer.status.as_u16(), answer.page().1),
        (429, "too_many_requests")
    );
}

#[tokio::test]
async fn the_end_is_told() {
    let world = World::start().await;
    let answer = world.get("/device/done?client_id=tv").await;
    assert_eq!(
        (answer.status.as_u16(), answer.page()),
        (200, ("device-done", ""))
    );
}
