//! The audit log: what people decide is told, what is decided for them is not, and no secret is in it.

use std::{path::PathBuf, sync::Arc};

use serde_json::{Value, json};
use tempfile::TempDir;
use vestibule::{audit::AuditLog, events::Events};

use super::support::{World, consent_request, filled, login_request, redirect};

const ON: &str = "/oauth2/auth?verifier=v";
const ACCEPT: (&str, &str) = ("decision", "accept");
const DENY: (&str, &str) = ("decision", "deny");

struct Told {
    world: World,
    file: PathBuf,
    _folder: TempDir,
}

impl Told {
    async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("audit.jsonl");
        let audit = AuditLog::open(&file).unwrap();
        let world = World::start_told(Events::new(Some(Arc::new(audit)), None)).await;
        for step in ["login", "consent", "logout", "device"] {
            for answer in ["accept", "reject"] {
                let what = format!("PUT {step}/{answer}");
                world.double.answers(&what, 200, &redirect(ON));
            }
        }
        Self {
            world,
            file,
            _folder: folder,
        }
    }

    /// What the log holds, without the time.
    fn events(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.file).unwrap();
        for secret in ["123456", "hunter2", "c1", "c2", "c3", "c4"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        let event = |line: &str| {
            let mut event: Value = serde_json::from_str(line).unwrap();
            let time = event.as_object_mut().unwrap().remove("time");
            assert_eq!(time, Some(json!("2026-10-31T11:14:05Z")));
            event
        };
        text.lines().map(event).collect()
    }

    async fn decide(&self, page: &str, more: &[(&str, &str)]) -> u16 {
        let fields = self.world.open(page).await;
        let (path, _) = page.split_once('?').unwrap();
        let answer = self.world.post(path, &filled(&fields, more)).await;
        answer.status.as_u16()
    }
}

#[tokio::test]
async fn a_sign_in_is_told_and_what_failed_too() {
    let told = Told::open().await;
    told.world
        .double
        .answers("GET login", 200, &login_request());
    let login = "/login?login_challenge=c1";
    for (name, password, status) in [
        ("admin", "hunter2", 403),
        ("hunter2", "hunter2", 403),
        ("admin", "123456", 302),
    ] {
        let typed = [("j_username", name), ("j_password", password)];
        assert_eq!(told.decide(login, &typed).await, status);
    }
    assert_eq!(
        told.events(),
        [
            json!({ "event": "sign_in_failed", "subject": "admin" }),
            json!({ "event": "sign_in_failed", "subject": null }),
            json!({ "event": "signed_in", "subject": "admin" }),
        ]
    );
}

#[tokio::test]
async fn a_consent_is_told_with_what_it_grants() {
    let told = Told::open().await;
    let consent = "/consent?consent_challenge=c2";
    told.world
        .double
        .answers("GET consent", 200, &consent_request());
    let granted = [
        ("grant_scope", "openid"),
        ("grant_scope", "email"),
        ("remember", "Y"),
        ACCEPT,
    ];
    assert_eq!(told.decide(consent, &granted).await, 302);
    assert_eq!(told.decide(consent, &[DENY]).await, 302);
    assert_eq!(
        told.events(),
        [
            json!({ "event": "consent_given", "subject": "admin", "client_id": "spa",
                    "scope": "openid email", "remembered": true }),
            json!({ "event": "consent_denied", "subject": "admin", "client_id": "spa" }),
        ]
    );
}

#[tokio::test]
async fn what_hydra_did_not_take_has_not_happened() {
    let told = Told::open().await;
    let double = &told.world.double;
    double.answers("GET consent", 200, &consent_request());
    for what in ["PUT consent/accept", "PUT consent/reject"] {
        double.forgets(what);
        double.answers(what, 503, &json!({}));
    }
    let consent = "/consent?consent_challenge=c2";
    for decision in [ACCEPT, DENY] {
        assert_eq!(told.decide(consent, &[decision]).await, 503);
    }
    // Nor has a person decided what Hydra or the operator decide for them.
    let mut skipped = consent_request();
    skipped["skip"] = json!(true);
    double.forgets("GET consent");
    double.answers("GET consent", 200, &skipped);
    double.forgets("PUT consent/accept");
    double.answers("PUT consent/accept", 200, &redirect(ON));
    assert_eq!(told.world.get(consent).await.status, 302);
    assert_eq!(told.events(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_decision_about_a_device_is_told() {
    let told = Told::open().await;
    let mut request = consent_request();
    request["request_url"] = json!("https://hydra.example/oauth2/device/verify?user_code=X");
    told.world.double.answers("GET consent", 200, &request);
    let consent = "/consent?consent_challenge=c2";
    told.decide(consent, &[("grant_scope", "openid"), ACCEPT])
        .await;
    told.decide(consent, &[DENY]).await;
    // At the code's own page nobody has signed in.
    let device = "/device?device_challenge=c4&user_code=WDJBMJHT";
    assert_eq!(told.decide(device, &[DENY]).await, 200);
    let decided = |accepted: bool| {
        json!({ "event": "device_decided", "subject": "admin", "client_id": "spa",
                "accepted": accepted })
    };
    assert_eq!(
        told.events(),
        [
            json!({ "event": "consent_given", "subject": "admin", "client_id": "spa",
                    "scope": "openid", "remembered": false }),
            decided(true),
            json!({ "event": "consent_denied", "subject": "admin", "client_id": "spa" }),
            decided(false),
            json!({ "event": "device_decided", "subject": null, "client_id": null,
                    "accepted": false }),
        ]
    );
}

#[tokio::test]
async fn a_sign_out_is_told_and_staying_is_not() {
    let told = Told::open().await;
    let asked = |skip: bool| {
        json!({ "challenge": "c3", "subject": "admin",
                "client": { "client_id": "spa", "skip_logout_consent": skip } })
    };
    let double = &told.world.double;
    double.answers("GET logout", 200, &asked(false));
    let logout = "/logout?logout_challenge=c3";
    assert_eq!(told.decide(logout, &[DENY]).await, 200);
    assert_eq!(told.decide(logout, &[ACCEPT]).await, 302);
    double.forgets("GET logout");
    double.answers("GET logout", 200, &asked(true));
    assert_eq!(told.world.get(logout).await.status, 302);
    let signed_out = json!({ "event": "signed_out", "subject": "admin" });
    assert_eq!(told.events(), [signed_out.clone(), signed_out]);
}
