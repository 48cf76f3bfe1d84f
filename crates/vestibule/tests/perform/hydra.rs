//! The login and consent steps of `perform authorization-code`, for an Ory Hydra whose admin API is a
//! script.

use reqwest::{Response, header::HeaderMap};
use serde_json::{Value, json};

use super::{
    page::{Running, browser},
    scripted::{Scripted, json_answer},
};

const LOGIN: &str = "/admin/oauth2/auth/requests/login";
const CONSENT: &str = "/admin/oauth2/auth/requests/consent";
const CONSENTS: &str = "/admin/oauth2/auth/sessions/consent";

/// A Hydra that has asked, and the command that it asks.
struct Stage {
    hydra: Scripted,
    origin: String,
    _running: Running,
}

impl Stage {
    /// `known` is whether Hydra knows the person.
    async fn open(known: bool, options: &[&str]) -> Self {
        Self::open_at(Scripted::start(), known, options).await
    }

    async fn open_at(hydra: Scripted, known: bool, options: &[&str]) -> Self {
        let to = json!({"redirect_to": format!("{}/oauth2/auth?verifier=v", hydra.base())});
        let login = json!({
            "skip": known, "subject": if known { "ada" } else { "" }, "client": {"client_id": "app"},
            "oidc_context": {}, "request_url": "http://h/oauth2/auth",
        });
        let consent = json!({
            "skip": known, "subject": "ada", "requested_scope": ["openid", "offline"],
            "requested_access_token_audience": ["https://api.example"], "client": {"client_id": "app"},
            "request_url": "http://h/oauth2/auth",
        });
        hydra
            .on(LOGIN, json_answer(200, &login))
            .on(CONSENT, json_answer(200, &consent));
        hydra.on(CONSENTS, json_answer(200, &json!([])));
        for path in [LOGIN, CONSENT] {
            hydra
                .on(&format!("{path}/accept"), json_answer(200, &to))
                .on(&format!("{path}/reject"), json_answer(200, &to));
        }
        let arguments = [&["-e", hydra.base(), "--client-id", "app"], options].concat();
        let mut running = Running::start(&arguments);
        let address = running.address().await;
        let (origin, _) = address.split_once("/start/").unwrap();
        Self {
            hydra,
            origin: origin.to_owned(),
            _running: running,
        }
    }

    async fn get(&self, path: &str) -> Response {
        let request = browser().get(format!("{}{path}", self.origin));
        request.header("accept", "text/html").send().await.unwrap()
    }

    async fn post(&self, path: &str, origin: &str, form: &str) -> Response {
        let headers = HeaderMap::from_iter([
            ("origin".parse().unwrap(), origin.parse().unwrap()),
            (
                "content-type".parse().unwrap(),
                "application/x-www-form-urlencoded".parse().unwrap(),
            ),
        ]);
        let request = browser().post(format!("{}{path}", self.origin));
        let request = request.headers(headers).body(form.to_owned());
        request.send().await.unwrap()
    }

    /// What Hydra was told.
    fn told(&self, path: &str) -> Value {
        let received = self.hydra.received(path);
        assert_eq!(received.len(), 1, "{path}");
        serde_json::from_str(&received[0].body).unwrap()
    }

    fn goes_on(&self, answer: &Response) {
        let to = answer.headers()["location"].to_str().unwrap();
        assert_eq!(to, format!("{}/oauth2/auth?verifier=v", self.hydra.base()));
    }
}

#[tokio::test]
async fn skip_asks_nobody_whom_hydra_knows() {
    let stage = Stage::open(true, &["--skip"]).await;
    stage.goes_on(&stage.get("/login?login_challenge=lc").await);
    assert_eq!(
        stage.told(&format!("{LOGIN}/accept")),
        json!({"subject": "ada", "remember": false})
    );
    stage.goes_on(&stage.get("/consent?consent_challenge=cc").await);
    assert_eq!(
        stage.told(&format!("{CONSENT}/accept")),
        json!({
            "grant_scope": ["openid", "offline"],
            "grant_access_token_audience": ["https://api.example"],
            "remember": true, "remember_for": 3600,
            "session": {"access_token": {"foo": "bar"}, "id_token": {"baz": "bar"}},
        })
    );
}

#[tokio::test]
async fn skip_is_no_sign_in_of_strangers() {
    let stage = Stage::open(false, &["--skip"]).await;
    for path in ["/login?login_challenge=lc", "/consent?consent_challenge=cc"] {
        assert_eq!(stage.get(path).await.status(), 200, "{path}");
    }
    assert!(stage.hydra.received(&format!("{LOGIN}/accept")).is_empty());
    assert!(
        stage
            .hydra
            .received(&format!("{CONSENT}/accept"))
            .is_empty()
    );
}

#[tokio::test]
async fn without_skip_everybody_is_asked() {
    let stage = Stage::open(true, &[]).await;
    let page = stage
        .get("/login?login_challenge=lc")
        .await
        .text()
        .await
        .unwrap();
    assert!(page.contains("name=\"j_username\"") && page.contains("value=\"ada\""));
    // The box without which Hydra would never know them, and no password.
    let remember = "name=\"remember\" type=\"checkbox\" value=\"Y\" checked";
    assert!(page.contains(remember) && !page.contains("type=\"password\""));
    let form = "login_challenge=lc&j_username=grace&j_password=&remember=Y";
    stage.goes_on(&stage.post("/login", &stage.origin, form).await);
    assert_eq!(
        stage.told(&format!("{LOGIN}/accept")),
        json!({"subject": "grace", "remember": true, "remember_for": 3600})
    );

    let page = stage
        .get("/consent?consent_challenge=cc")
        .await
        .text()
        .await
        .unwrap();
    assert!(page.contains("https://api.example") && page.contains("value=\"offline\""));
    let form = "consent_challenge=cc&grant_scope=openid&grant_scope=admin&decision=accept";
    stage.goes_on(&stage.post("/consent", &stage.origin, form).await);
    let told = stage.told(&format!("{CONSENT}/accept"));
    // Nothing is granted that was not asked for.
    assert_eq!(told["grant_scope"], json!(["openid"]));
    assert_eq!(
        (&told["remember"], &told["remember_for"]),
        (&json!(false), &json!(0))
    );
}

#[tokio::test]
async fn a_refusal_has_a_proper_error_code() {
    let stage = Stage::open(false, &[]).await;
    let form = "consent_challenge=cc&decision=deny";
    stage.goes_on(&stage.post("/consent", &stage.origin, form).await);
    let told = stage.told(&format!("{CONSENT}/reject"));
    assert_eq!(told["error"], json!("access_denied"));
}

#[tokio::test]
async fn the_request_and_earlier_consents_are_shown_as_text_and_can_be_revoked() {
    let stage = Stage::open(false, &[]).await;
    stage.hydra.on(
        CONSENTS,
        json_answer(
            200,
            &json!([
                {"consent_request": {"client": {"client_id": "a", "client_name": "<b>Notes</b>"}},
                    "grant_scope": ["openid", "offline"], "handled_at": "2026-01-02T03:04:05Z"},
                {"consent_request": null, "grant_scope": null},
            ]),
        ),
    );
    let page = async |path: &str| stage.get(path).await.text().await.unwrap();
    let login = page("/login?login_challenge=lc").await;
    let request = "\n  \"request_url\": \"http://h/oauth2/auth\"";
    assert!(login.contains(request), "{login}");
    assert!(!login.contains("Earlier consents"));

    let none = page("/consent?consent_challenge=cc").await;
    assert!(none.contains("<p id=\"consents\">None.</p>"), "{none}");
    let some = page("/consent?consent_challenge=cc").await;
    assert!(
        some.contains(
            "<li><bdi>&lt;b&gt;Notes&lt;/b&gt;</bdi>: <code>openid offline</code>, \
             <time datetime=\"2026-01-02T03:04:05Z\">2026-01-02T03:04:05Z</time></li>"
        ),
        "{some}"
    );
    assert_eq!(
        stage.hydra.received(CONSENTS)[0].query.as_deref(),
        Some("subject=ada")
    );

    let form = "consent_challenge=cc";
    let elsewhere = "https://evil.example";
    let answer = stage.post("/consent/revoke", elsewhere, form).await;
    assert_eq!(answer.status(), 403);
    assert_eq!(stage.hydra.received(CONSENTS).len(), 2);
    let answer = stage.post("/consent/revoke", &stage.origin, form).await;
    assert_eq!(
        answer.headers()["location"],
        "/consent?consent_challenge=cc"
    );
    let revoked = &stage.hydra.received(CONSENTS)[2];
    assert_eq!(
        (revoked.method.as_str(), revoked.query.as_deref()),
        ("DELETE", Some("subject=ada&all=true"))
    );
}

#[tokio::test]
async fn consents_that_cant_be_listed_do_not_stop_anybody() {
    let stage = Stage::open(false, &[]).await;
    stage.hydra.on(CONSENTS, json_answer(403, &json!({})));
    stage.get("/consent?consent_challenge=cc").await;
    let page = stage.get("/consent?consent_challenge=cc").await;
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    let told = "Not known: the admin API refuses the key (status 403).";
    assert!(page.contains(told) && page.contains("value=\"accept\""));
}

#[tokio::test]
async fn no_other_site_answers_for_the_person() {
    let stage = Stage::open(true, &["--skip"]).await;
    let form = "login_challenge=lc&j_username=mallory&j_password=";
    let answer = stage.post("/login", "https://evil.example", form).await;
    assert_eq!(answer.status(), 403);
    assert_eq!(stage.get("/login").await.status(), 400);
    assert!(stage.hydra.received(&format!("{LOGIN}/accept")).is_empty());
}

#[tokio::test]
async fn an_admin_api_that_is_not_there_is_told() {
    let options = ["--admin-endpoint", "http://127.0.0.1:1"];
    let stage = Stage::open(true, &options).await;
    let answer = stage.get("/login?login_challenge=lc").await;
    assert_eq!(answer.status(), 502);
    let page = answer.text().await.unwrap();
    assert!(page.contains("--admin-endpoint says where"), "{page}");
    assert!(!page.contains("127.0.0.1:1/"), "{page}");
}

#[tokio::test]
async fn the_admin_api_gets_every_header() {
    let headers = ["-H", "X-Tenant: acme", "-H", "Authorization: Basic eDp5"];
    let stage = Stage::open(true, &[&["--skip"], &headers[..]].concat()).await;
    stage.goes_on(&stage.get("/login?login_challenge=lc").await);
    for path in [LOGIN, &format!("{LOGIN}/accept")] {
        let sent = &stage.hydra.received(path)[0];
        assert_eq!(sent.header("x-tenant"), Some("acme"), "{path}");
        assert_eq!(sent.header("authorization"), Some("Basic eDp5"), "{path}");
    }
}

#[tokio::test]
async fn the_admin_apis_certificate_is_verified_unless_told_otherwise() {
    let stage = Stage::open_at(Scripted::start_with_tls(), true, &[]).await;
    let answer = stage.get("/login?login_challenge=lc").await;
    assert_eq!(answer.status(), 502);
    assert!(stage.hydra.received(LOGIN).is_empty());

    let options = ["--skip", "--skip-tls-verify"];
    let stage = Stage::open_at(Scripted::start_with_tls(), true, &options).await;
    stage.goes_on(&stage.get("/login?login_challenge=lc").await);
}
