//! The audit log of a whole story, word by word, and no secret in it.

use std::sync::Arc;

use serde_json::{Value, json};
use vestibule::audit::AuditLog;
use vestibule::engines::embedded::{Browser, Decision};
use vestibule::events::Events;

use crate::support::{World, credentials};

#[tokio::test]
async fn what_happens_is_told_without_secrets() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("audit.jsonl");
    let audit = Arc::new(AuditLog::open(&file).unwrap());
    let world = World::with(|settings| {
        settings.events = Events::new(Some(audit), None);
    })
    .await;
    let enter = async |name, password| {
        world
            .engine
            .enter(credentials(name, password), &Browser::default())
            .await
    };
    enter("hunter2", "wrong").await;
    for _ in 0..10 {
        enter("zoe", "hunter2").await;
    }
    enter("zoe", "hunter2").await;
    world.pass(300);
    let first = world.demo_tokens("openid offline_access").await;
    let refresh_token = first["refresh_token"].as_str().unwrap();
    let second = world.refresh(refresh_token).await.json();
    world.refresh(refresh_token).await;
    let form = [
        ("client_id", "demo"),
        ("token", second["refresh_token"].as_str().unwrap()),
    ];
    world.post("/oauth2/revoke", &form, &[]).await;
    let admin = world.browser_of("admin").await;
    let asked = world.engine.logout(&admin, b"").await;
    let vestibule::engines::embedded::Logout::Ask(asked) = asked else {
        panic!("{asked:?}")
    };
    let parameters = vestibule::engines::embedded::Parameters::default();
    world
        .engine
        .logout_decided(
            &admin,
            &parameters,
            asked.form_token.as_str(),
            Decision::Accept,
        )
        .await;

    let text = std::fs::read_to_string(&file).unwrap();
    let told: Vec<Value> = text
        .lines()
        .map(|line| {
            let mut line: Value = serde_json::from_str(line).unwrap();
            let time = line.as_object_mut().unwrap().remove("time").unwrap();
            assert!(time.as_str().unwrap().starts_with("2026-01-01T00:0"));
            line
        })
        .collect();
    let failed = json!({ "event": "sign_in_failed", "subject": "248289761001" });
    let issued = |grant_type: &str| {
        json!({
            "event": "tokens_issued", "subject": "admin", "client_id": "demo",
            "scope": "openid offline_access", "grant_type": grant_type,
        })
    };
    let mut expected = vec![json!({ "event": "sign_in_failed", "subject": null })];
    expected.extend(std::iter::repeat_n(failed, 10));
    expected.extend([
        json!({ "event": "sign_in_throttled" }),
        json!({ "event": "signed_in", "subject": "admin" }),
        issued("authorization_code"),
        issued("refresh_token"),
        json!({ "event": "reused", "subject": "admin", "client_id": "demo", "what": "refresh_token" }),
        json!({ "event": "revoked", "subject": "admin", "client_id": "demo" }),
        json!({ "event": "signed_in", "subject": "admin" }),
        json!({ "event": "signed_out", "subject": "admin" }),
    ]);
    assert_eq!(told, expected);
    for tokens in [&first, &second] {
        for name in ["access_token", "refresh_token", "id_token"] {
            assert!(!text.contains(tokens[name].as_str().unwrap()), "{name}");
        }
    }
    assert!(!text.contains("hunter2") && !text.contains(asked.form_token.as_str()));
}
