//! The relay of `perform authorization-code`: what it sends, for whom, and where it does not go.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use super::{
    page::{Page, Running},
    scripted::{Answer, Scripted, json_answer},
};

const FORM: &str = "application/x-www-form-urlencoded";

fn text(answer: &Value) -> String {
    let body = STANDARD.decode(answer["body"].as_str().unwrap()).unwrap();
    String::from_utf8(body).unwrap()
}

async fn open(arguments: &[&str], environment: &[(&str, &str)]) -> (Running, Page) {
    let mut running = Running::start_with(arguments, environment);
    let page = Page::open(&running.address().await).await;
    (running, page)
}

#[tokio::test]
async fn the_secret_is_added_on_the_way() {
    let secret = [("OAUTH2_CLIENT_SECRET", "s:ä")];
    for (method, body, authorization) in [
        (
            "client_secret_post",
            "code=c&client_id=app&client_secret=s%3A%C3%A4",
            None,
        ),
        // base64 of app:s%3A%C3%A4
        (
            "client_secret_basic",
            "code=c",
            Some("Basic YXBwOnMlM0ElQzMlQTQ="),
        ),
    ] {
        let server = Scripted::start();
        server.on(
            "/oauth2/token",
            json_answer(200, &json!({"access_token": "at-1"})),
        );
        let arguments = [
            "-e",
            server.base(),
            "--client-id",
            "app",
            "--client-auth",
            method,
            "-H",
            "X-Tenant: acme",
        ];
        let (_running, page) = open(&arguments, &secret).await;
        let token = format!("{}/oauth2/token", server.base());
        let headers = json!([["content-type", FORM], ["cookie", "a=b"], ["x-more", "1"]]);
        let (status, answer) = page
            .relay("POST", &token, &headers, "code=c&client_id=app")
            .await;
        assert_eq!((status, answer["status"].as_u64()), (200, Some(200)));
        assert_eq!(text(&answer), "{\"access_token\":\"at-1\"}");
        assert_eq!(
            answer["headers"][0],
            json!(["content-type", "application/json"])
        );

        let sent = &server.received("/oauth2/token")[0];
        assert_eq!(sent.body, body);
        assert_eq!(sent.header("authorization"), authorization);
        assert_eq!(sent.header("content-type"), Some(FORM));
        assert_eq!(sent.header("x-tenant"), Some("acme"));
        // Only what the protocol needs goes on.
        assert_eq!((sent.header("cookie"), sent.header("x-more")), (None, None));
    }
}

#[tokio::test]
async fn a_json_body_gets_the_secret_too() {
    let server = Scripted::start();
    server.on("/oauth2/token", json_answer(200, &json!({})));
    let arguments = [
        "-e",
        server.base(),
        "--client-id",
        "app",
        "--client-auth",
        "client_secret_post",
    ];
    let (_running, page) = open(&arguments, &[("OAUTH2_CLIENT_SECRET", "s:ä")]).await;
    let token = format!("{}/oauth2/token", server.base());
    let headers = json!([["content-type", "application/json"]]);
    let body = r#"{"client_id":"app","code":"c"}"#;
    page.relay("POST", &token, &headers, body).await;
    let sent: Value = serde_json::from_str(&server.received("/oauth2/token")[0].body).unwrap();
    let expected = json!({"client_id": "app", "client_secret": "s:ä", "code": "c"});
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn it_goes_only_to_the_endpoints_of_its_run() {
    let server = Scripted::start();
    let elsewhere = Scripted::start();
    elsewhere.on("/oauth2/token", json_answer(200, &json!({})));
    server
        .on_metadata()
        .on("/userinfo", json_answer(200, &json!({"sub": "ada"})));
    let (_running, page) = open(&["--issuer", server.base(), "--client-id", "app"], &[]).await;
    let at = |path: &str| format!("{}{path}", server.base());
    for (method, url) in [
        ("POST", format!("{}/oauth2/token", elsewhere.base())),
        ("GET", at("/oauth2/token")),
        ("DELETE", at("/userinfo")),
        ("GET", at("/admin/clients")),
        ("GET", at("/oauth2/auth")),
        ("POST", at("/oauth2/token?x=1")),
        ("POST", at("/.well-known/openid-configuration")),
        ("POST", "file:///etc/passwd".to_owned()),
        ("GET", "nonsense".to_owned()),
    ] {
        let (status, answer) = page.relay(method, &url, &json!([]), "").await;
        assert_eq!(
            (status, &answer["fault"]),
            (400, &json!("refused")),
            "{method} {url}"
        );
    }
    assert!(elsewhere.received("/oauth2/token").is_empty());
    assert!(server.received("/oauth2/token").is_empty());

    let bearer = json!([["authorization", "Bearer at-1"]]);
    let (status, answer) = page.relay("GET", &at("/userinfo"), &bearer, "").await;
    assert_eq!((status, text(&answer).as_str()), (200, "{\"sub\":\"ada\"}"));
    assert_eq!(
        server.received("/userinfo")[0].header("authorization"),
        Some("Bearer at-1")
    );
    for path in [
        "/.well-known/openid-configuration",
        "/.well-known/jwks.json",
    ] {
        let (status, answer) = page.relay("GET", &at(path), &json!([]), "").await;
        assert_eq!(
            (status, answer["status"].as_u64()),
            (200, Some(200)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn headers_go_to_no_origin_that_only_the_server_names() {
    let server = Scripted::start();
    let elsewhere = Scripted::start();
    let named = Scripted::start();
    elsewhere.on("/userinfo", json_answer(200, &json!({})));
    named.on("/keys", json_answer(200, &json!({"keys": []})));
    let at = |server: &Scripted, path: &str| format!("{}{path}", server.base());
    let metadata = json!({
        "issuer": server.base(),
        "authorization_endpoint": at(&server, "/auth"),
        "token_endpoint": at(&server, "/token"),
        "userinfo_endpoint": at(&elsewhere, "/userinfo"),
        "jwks_uri": at(&elsewhere, "/keys"),
    });
    let discovery = "/.well-known/openid-configuration";
    server
        .on(discovery, json_answer(200, &metadata))
        .on("/token", json_answer(200, &json!({})));
    let keys = at(&named, "/keys");
    let arguments = [
        "--issuer",
        server.base(),
        "--client-id",
        "app",
        "--jwks-url",
        &keys,
        "-H",
        "X-Tenant: acme",
    ];
    let (_running, page) = open(&arguments, &[]).await;
    for (method, server, path, header) in [
        ("GET", &server, discovery, Some("acme")),
        ("POST", &server, "/token", Some("acme")),
        ("GET", &named, "/keys", Some("acme")),
        ("GET", &elsewhere, "/userinfo", None),
    ] {
        let (status, _) = page.relay(method, &at(server, path), &json!([]), "").await;
        assert_eq!(status, 200, "{path}");
        let sent = &server.received(path)[0];
        assert_eq!(sent.header("x-tenant"), header, "{path}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed_and_silence_is_told() {
    let server = Scripted::start();
    let elsewhere = Scripted::start();
    elsewhere.on("/oauth2/token", json_answer(200, &json!({})));
    server
        .on(
            "/oauth2/token",
            Answer {
                status: 307,
                headers: vec![("location", format!("{}/oauth2/token", elsewhere.base()))],
                body: String::new(),
            },
        )
        .on(
            "/.well-known/jwks.json",
            Answer {
                status: 200,
                headers: vec![],
                body: "x".repeat(1024 * 1024 + 1),
            },
        );
    let (_running, page) = open(&["-e", server.base(), "--client-id", "app"], &[]).await;
    let token = format!("{}/oauth2/token", server.base());
    let (status, answer) = page.relay("POST", &token, &json!([]), "code=c").await;
    assert_eq!((status, answer["status"].as_u64()), (200, Some(307)));
    assert!(elsewhere.received("/oauth2/token").is_empty());

    let keys = format!("{}/.well-known/jwks.json", server.base());
    let (status, answer) = page.relay("GET", &keys, &json!([]), "").await;
    assert_eq!((status, &answer["fault"]), (502, &json!("too_large")));

    let (_running, page) = open(&["-e", "http://127.0.0.1:1", "--client-id", "app"], &[]).await;
    let (status, answer) = page
        .relay(
            "POST",
            "http://127.0.0.1:1/oauth2/token",
            &json!([]),
            "code=c",
        )
        .await;
    assert_eq!((status, &answer["fault"]), (502, &json!("unreachable")));
}

#[tokio::test]
async fn certificates_are_verified_unless_told_otherwise() {
    let server = Scripted::start_with_tls();
    server.on("/oauth2/token", json_answer(200, &json!({})));
    let token = format!("{}/oauth2/token", server.base());
    let arguments = ["-e", server.base(), "--client-id", "app"];
    let (_running, page) = open(&arguments, &[]).await;
    let (status, answer) = page.relay("POST", &token, &json!([]), "code=c").await;
    assert_eq!((status, &answer["fault"]), (502, &json!("tls")));

    let arguments = [&arguments[..], &["--skip-tls-verify"]].concat();
    let (_running, page) = open(&arguments, &[]).await;
    assert_eq!(page.relay, "always");
    let (status, _) = page.relay("POST", &token, &json!([]), "code=c").await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn without_a_relay_nothing_is_sent() {
    let server = Scripted::start();
    server.on("/oauth2/token", json_answer(200, &json!({})));
    let arguments = [
        "-e",
        server.base(),
        "--client-id",
        "app",
        "--relay",
        "never",
    ];
    let (_running, page) = open(&arguments, &[]).await;
    assert_eq!(page.relay, "never");
    let token = format!("{}/oauth2/token", server.base());
    let (status, answer) = page.relay("POST", &token, &json!([]), "code=c").await;
    assert_eq!((status, &answer["fault"]), (400, &json!("refused")));
    assert!(server.received("/oauth2/token").is_empty());
}
