//! Who guesses has to wait, and the audit log tells of every sign-in: as with the embedded engine.

use std::sync::{Arc, atomic::Ordering};

use serde_json::{Value, json};
use vestibule::{audit::AuditLog, events::Events};

use super::support::{Around, Front};

#[tokio::test]
async fn wrong_passwords_for_one_name_have_to_wait() {
    let front = Front::start().await;
    for name in ["admin", "nobody", "a:b"] {
        let wrong = [("j_username", name), ("j_password", "wrong")];
        for number in 0..10 {
            let address = format!("192.0.2.{number}");
            assert_eq!(front.sign_in_from(&address, &wrong).await.status, 403);
        }
        let asked = front.double.seen().len();
        // The right password too, or the wait would tell which one it is.
        let right = [("j_username", name), ("j_password", "123456")];
        let answer = front.sign_in_from("192.0.2.99", &right).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("retry-after")),
            (429, Some("30")),
            "{name}"
        );
        assert!(answer.body.contains("data-code=\"too_many_requests\""));
        assert!(!answer.body.contains("123456"));
        assert_eq!(
            front.double.seen().len(),
            asked,
            "the service hears nothing"
        );
    }
    front.pass(30);
    assert_eq!(front.sign_in(&[]).await.status, 302);
}

#[tokio::test]
async fn wrong_passwords_from_one_address_have_to_wait_whatever_the_name() {
    let front = Front::start().await;
    for number in 0..50 {
        let name = format!("name{number}");
        let wrong = [("j_username", name.as_str()), ("j_password", "wrong")];
        assert_eq!(front.sign_in_from("192.0.2.1", &wrong).await.status, 403);
    }
    let answer = front.sign_in_from("192.0.2.1", &[]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("retry-after")),
        (429, Some("5"))
    );
    assert_eq!(front.sign_in_from("192.0.2.2", &[]).await.status, 302);
}

#[tokio::test]
async fn what_is_no_guess_does_not_count() {
    let front = Front::start().await;
    let unregistered = [
        ("client_id", "unregistered-there"),
        ("redirect_uri", "https://third.example/cb"),
    ];
    for _ in 0..20 {
        assert_eq!(front.sign_in(&[]).await.status, 302);
        assert_eq!(front.sign_in(&unregistered).await.status, 502);
    }
}

/// A service that answers while its health endpoint does not would else be one to guess at for ever.
#[tokio::test]
async fn an_outage_is_no_leave_to_guess() {
    let front = Front::start().await;
    front.double.services.down.store(true, Ordering::Relaxed);
    for _ in 0..10 {
        assert_eq!(front.sign_in(&[("j_password", "wrong")]).await.status, 503);
    }
    front.double.services.down.store(false, Ordering::Relaxed);
    assert_eq!(front.sign_in(&[]).await.status, 429);
}

#[tokio::test]
async fn the_audit_log_tells_of_sign_ins_without_secrets() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("audit.jsonl");
    let audit = AuditLog::open(&file).unwrap();
    let front = Front::start_with(Around {
        events: Events::new(Some(Arc::new(audit)), None),
        ..Around::default()
    })
    .await;
    let address = "192.0.2.1";
    front.sign_in_from(address, &[]).await;
    let slipped = [("j_username", "hunter2"), ("j_password", "wrong")];
    for _ in 0..11 {
        front.sign_in_from(address, &slipped).await;
    }
    let text = std::fs::read_to_string(&file).unwrap();
    for secret in ["hunter2", "wrong", "123456"] {
        assert!(!text.contains(secret), "{text}");
    }
    let told: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let line = |event: Value| {
        let mut line = json!({"time": "2026-10-31T11:14:05Z", "address": address});
        let members = line.as_object_mut().unwrap();
        members.extend(event.as_object().unwrap().clone());
        line
    };
    let failed = line(json!({"event": "sign_in_failed", "subject": null}));
    let mut expected = vec![line(json!({"event": "signed_in", "subject": "admin"}))];
    expected.extend(vec![failed; 10]);
    expected.push(line(json!({"event": "sign_in_throttled"})));
    assert_eq!(told, expected);
}
