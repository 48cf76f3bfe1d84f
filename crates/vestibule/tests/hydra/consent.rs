//! `/consent`.

use std::{collections::HashMap, time::Duration};

use serde_json::{Value, json};
use vestibule::engines::hydra::Policy;

use super::support::{PUBLIC, World, consent_request, filled, redirect};

const CONSENT: &str = "/consent?consent_challenge=c2";
const ON: &str = "/oauth2/auth?consent_verifier=v";
const ACCEPT: (&str, &str) = ("decision", "accept");
const DENY: (&str, &str) = ("decision", "deny");

async fn world_with(request: Value) -> World {
    let world = World::start().await;
    prepare(&world, &request);
    world
}

fn prepare(world: &World, request: &Value) {
    world.double.answers("GET consent", 200, request);
    world
        .double
        .answers("PUT consent/accept", 200, &redirect(ON));
    world
        .double
        .answers("PUT consent/reject", 200, &redirect(ON));
}

#[tokio::test]
async fn the_page_says_who_asks_whom_for_what() {
    let scopes = HashMap::from([(
        "offline".to_owned(),
        "Stay in touch while you sleep".to_owned(),
    )]);
    let world = World::start_with(Policy {
        scopes,
        ..Policy::default()
    })
    .await;
    prepare(&world, &consent_request());
    let answer = world.get(CONSENT).await;
    assert_eq!((answer.status.as_u16(), answer.page().0), (200, "consent"));
    for part in [
        "Notes",
        "app.example",
        "admin",
        "api1",
        "Stay in touch while you sleep",
    ] {
        assert!(answer.says(part), "{part}");
    }
    for scope in ["openid", "profile", "email", "offline"] {
        assert!(answer.says(&format!("value=\"{scope}\"")), "{scope}");
    }
}

#[tokio::test]
async fn what_stays_ticked_is_granted() {
    let all: [(&str, &str); 4] =
        ["openid", "profile", "email", "offline"].map(|it| ("grant_scope", it));
    let claims = json!({"preferred_username": "admin", "name": "Demo Admin",
                        "email": "admin@example.com", "email_verified": true});
    for (ticked, remember, granted, claims, seconds) in [
        (
            &all[..],
            "Y",
            json!(["openid", "profile", "email", "offline"]),
            claims,
            2_592_000,
        ),
        (&all[..1], "N", json!(["openid"]), json!({}), 0),
        (&[], "N", json!([]), json!({}), 0),
    ] {
        let world = world_with(consent_request()).await;
        let fields = world.open(CONSENT).await;
        world.double.seen();
        let mut sent = filled(&fields, ticked);
        sent.extend([ACCEPT, ("remember", remember)]);
        let answer = world.post("/consent", &sent).await;
        assert_eq!(answer.location(), Some(&*format!("{PUBLIC}{ON}")));
        let seen = world.double.seen();
        let accepted = seen.last().unwrap();
        assert_eq!(
            (&*accepted.what, &*accepted.query),
            ("PUT consent/accept", "consent_challenge=c2")
        );
        assert_eq!(
            accepted.body,
            json!({
                "grant_scope": granted, "grant_access_token_audience": ["api1"],
                "session": {"access_token": {}, "id_token": claims},
                "remember": remember == "Y", "remember_for": seconds,
            })
        );
    }
}

#[tokio::test]
async fn nobody_grants_what_was_not_asked_for() {
    let world = world_with(consent_request()).await;
    let fields = world.open(CONSENT).await;
    world.double.seen();
    let sent = filled(
        &fields,
        &[ACCEPT, ("grant_scope", "openid"), ("grant_scope", "admin")],
    );
    let answer = world.post("/consent", &sent).await;
    assert_eq!(
        (answer.status.as_u16(), answer.page()),
        (400, ("error", "invalid_scope"))
    );
    assert_eq!(world.double.asked(), ["GET consent"]);
}

#[tokio::test]
async fn a_no_is_told_by_its_name() {
    let world = world_with(consent_request()).await;
    let fields = world.open(CONSENT).await;
    let answer = world.post("/consent", &filled(&fields, &[DENY])).await;
    assert_eq!(answer.location(), Some(&*format!("{PUBLIC}{ON}")));
    let seen = world.double.seen();
    let rejected = seen.last().unwrap();
    assert_eq!(rejected.what, "PUT consent/reject");
    assert_eq!(rejected.body["error"], "access_denied");
}

#[tokio::test]
async fn a_no_to_a_device_ends_here() {
    let mut request = consent_request();
    request["request_url"] = json!("https://hydra.example/oauth2/device/verify?user_code=X");
    let world = world_with(request).await;
    let fields = world.open(CONSENT).await;
    let answer = world.post("/consent", &filled(&fields, &[DENY])).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (200, None));
    assert_eq!(answer.page(), ("device-done", "access_denied"));
    assert_eq!(world.double.asked().last().unwrap(), "PUT consent/reject");
}

#[tokio::test]
async fn what_need_not_be_asked_is_not() {
    let mut before = consent_request();
    before["skip"] = json!(true);
    let mut trusted = consent_request();
    trusted["client"]["skip_consent"] = json!(true);
    for request in [before, trusted] {
        let world = world_with(request).await;
        let answer = world.get(CONSENT).await;
        assert_eq!(answer.location(), Some(&*format!("{PUBLIC}{ON}")));
        let seen = world.double.seen();
        let accepted = seen.last().unwrap();
        assert_eq!(
            accepted.body["grant_scope"],
            json!(["openid", "profile", "email", "offline"])
        );
        assert_eq!(accepted.body["remember"], json!(false));
        assert_eq!(
            accepted.body["session"]["id_token"]["email"],
            "admin@example.com"
        );
    }
}

#[tokio::test]
async fn who_is_no_user_any_more_grants_nothing() {
    let mut request = consent_request();
    request["subject"] = json!("gone");
    request["skip"] = json!(true);
    let world = world_with(request).await;
    world.get(CONSENT).await;
    assert_eq!(world.double.asked(), ["GET consent", "PUT consent/reject"]);
}

#[tokio::test]
async fn a_form_of_another_browser_is_shown_again() {
    let world = world_with(consent_request()).await;
    let fields = world.open(CONSENT).await;
    world.forget_cookies();
    world.double.seen();
    let answer = world.post("/consent", &filled(&fields, &[ACCEPT])).await;
    assert_eq!(
        (answer.status.as_u16(), answer.page()),
        (403, ("consent", "expired_form"))
    );
    assert_eq!(world.double.asked(), ["GET consent"]);
}

#[tokio::test]
async fn remembering_can_be_left_out() {
    let world = World::start_with(Policy {
        remember_consent: Duration::ZERO,
        ..Policy::default()
    })
    .await;
    prepare(&world, &consent_request());
    let answer = world.get(CONSENT).await;
    assert!(!answer.says("name=\"remember\""));
}
