//! `perform device-code` against a scripted server.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::{
    command::{ended, perform},
    scripted::{Received, Scripted, json_answer},
};

const DEVICE: &str = "/oauth2/device/auth";
const TOKEN: &str = "/oauth2/token";

#[expect(
    clippy::disallowed_methods,
    reason = "the program under test reads the same clock"
)]
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

fn on_device_authorization(server: &Scripted) -> &Scripted {
    let address = format!("{}/device", server.base());
    let codes = json!({
        "device_code": "dc-1", "user_code": "WDJB-MJHT", "verification_uri": address,
        "verification_uri_complete": format!("{address}?user_code=WDJB-MJHT"),
        "expires_in": 600, "interval": 1,
    });
    server.on(DEVICE, json_answer(200, &codes))
}

fn refusal(error: &str) -> super::scripted::Answer {
    json_answer(400, &json!({"error": error}))
}

async fn tokens(server: &Scripted, claims: &Value) -> Value {
    json!({
        "access_token": "at-1", "token_type": "bearer", "expires_in": 3600,
        "refresh_token": "rt-1", "scope": "offline openid",
        "id_token": server.id_token("app", now(), claims).await,
    })
}

fn form(received: &Received) -> Vec<(String, String)> {
    form_urlencoded::parse(received.body.as_bytes())
        .into_owned()
        .collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

const GRANT: (&str, &str) = ("grant_type", "urn:ietf:params:oauth:grant-type:device_code");

#[tokio::test]
async fn a_confirmed_code_gives_checked_tokens() {
    let server = Scripted::start();
    on_device_authorization(&server).on_keys();
    let tokens = tokens(&server, &json!({})).await;
    server
        .on(TOKEN, refusal("authorization_pending"))
        .on(TOKEN, json_answer(200, &tokens));

    let endpoint = server.base();
    let ended = ended(perform(&[
        "device-code",
        "-e",
        endpoint,
        "--client-id",
        "app",
        "--format",
        "json",
    ]))
    .await;
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let printed: Value = serde_json::from_str(&ended.out).unwrap();
    for name in ["access_token", "refresh_token", "id_token", "scope"] {
        assert_eq!(printed[name], tokens[name], "{name}");
    }
    assert_eq!(printed["token_type"], "Bearer");

    let said: Vec<&str> = ended.err.lines().collect();
    assert_eq!(
        said[..3],
        [
            format!("To sign in, open       {endpoint}/device"),
            "and enter the code     WDJB-MJHT".to_owned(),
            format!("or open                {endpoint}/device?user_code=WDJB-MJHT"),
        ]
    );
    assert!(ended.err.contains("█▀▀▀▀▀█"), "there is a QR code");
    assert!(
        ended
            .err
            .contains("The code ends in 10:00. Ctrl-C gives up.\n")
    );
    assert!(said.last().unwrap().starts_with("Every check held: "));
    assert!(!ended.err.contains("at-1") && !ended.err.contains("dc-1"));

    let asked = server.received(DEVICE);
    assert_eq!(asked.len(), 1);
    // Without an audience no `audience` is sent.
    assert_eq!(
        form(&asked[0]),
        pairs(&[("scope", "offline openid"), ("client_id", "app")])
    );
    let polls = server.received(TOKEN);
    assert_eq!(polls.len(), 2);
    assert_eq!(
        form(&polls[1]),
        pairs(&[GRANT, ("device_code", "dc-1"), ("client_id", "app")])
    );
}

#[tokio::test]
async fn every_option_reaches_the_server() {
    let server = Scripted::start_with_tls();
    on_device_authorization(&server).on_metadata();
    let tokens = tokens(&server, &json!({})).await;
    server.on(TOKEN, json_answer(200, &tokens));

    let mut command = perform(&[
        "device-code",
        "--issuer",
        server.base(),
        "--scope",
        "openid,email",
        "--scope",
        "offline",
        "--audience",
        "https://a.example,https://b.example",
        "--resource",
        "urn:a",
        "--resource",
        "https://b.example",
        "--extra",
        "tenant=acme",
        "-H",
        "X-Tenant: acme",
        "--http-header",
        "Authorization: bearer some-token",
        "--skip-tls-verify",
        "-q",
        "--no-qr",
    ]);
    command
        .env("OAUTH2_CLIENT_ID", "app")
        .env("OAUTH2_CLIENT_SECRET", "hush hush");
    // Another server's; an issuer on the command line wins over it.
    command.env("ORY_SDK_URL", "http://127.0.0.1:1");
    let ended = ended(command).await;
    assert_eq!(
        (ended.status, ended.out.as_str()),
        (Some(0), "at-1\n"),
        "{}",
        ended.err
    );
    assert!(!ended.err.contains("hush") && !ended.err.contains('█'));
    assert!(
        ended
            .err
            .starts_with("warning: with --skip-tls-verify anyone between")
    );

    let asked = server.received(DEVICE);
    assert_eq!(
        form(&asked[0]),
        pairs(&[
            ("scope", "openid email offline"),
            ("audience", "https://a.example https://b.example"),
            ("resource", "urn:a"),
            ("resource", "https://b.example"),
            ("tenant", "acme"),
            ("client_id", "app"),
            ("client_secret", "hush hush"),
        ])
    );
    for path in [
        "/.well-known/openid-configuration",
        DEVICE,
        TOKEN,
        "/.well-known/jwks.json",
    ] {
        let received = server.received(path);
        assert_eq!(received.len(), 1, "{path}");
        assert_eq!(received[0].header("x-tenant"), Some("acme"), "{path}");
        assert_eq!(
            received[0].header("authorization"),
            Some("bearer some-token"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn headers_go_to_no_origin_that_only_the_server_names() {
    let server = Scripted::start();
    let elsewhere = Scripted::start();
    on_device_authorization(&server);
    let metadata = json!({
        "issuer": server.base(),
        "token_endpoint": format!("{}{TOKEN}", elsewhere.base()),
        "device_authorization_endpoint": format!("{}{DEVICE}", server.base()),
    });
    let discovery = "/.well-known/openid-configuration";
    server.on(discovery, json_answer(200, &metadata));
    elsewhere.on(TOKEN, refusal("access_denied"));
    let ended = ended(perform(&[
        "device-code",
        "--issuer",
        server.base(),
        "--client-id=app",
        "--scope=pets",
        "-H=X-Tenant: acme",
    ]))
    .await;
    assert_eq!(ended.status, Some(1), "{}", ended.err);
    for (server, path, header) in [
        (&server, discovery, Some("acme")),
        (&server, DEVICE, Some("acme")),
        (&elsewhere, TOKEN, None),
    ] {
        let sent = &server.received(path)[0];
        assert_eq!(sent.header("x-tenant"), header, "{path}");
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_signed_is_refused() {
    let server = Scripted::start_with_tls();
    on_device_authorization(&server);
    let ended = ended(perform(&[
        "device-code",
        "-e",
        server.base(),
        "--client-id=app",
    ]))
    .await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended
            .err
            .contains("This check failed: device.authorization\n"),
        "{}",
        ended.err
    );
    assert!(ended.err.contains("try --skip-tls-verify"), "{}", ended.err);
    assert!(server.received(DEVICE).is_empty());
}

#[tokio::test]
async fn single_endpoints_win_over_the_base() {
    let server = Scripted::start();
    let codes = json!({
        "device_code": "dc-1", "user_code": "A", "verification_uri": "https://as.example/d",
        "expires_in": 60, "interval": 1,
    });
    let token = json!({"access_token": "at-1", "token_type": "bearer", "expires_in": 1});
    server
        .on("/codes", json_answer(200, &codes))
        .on("/tokens", json_answer(200, &token));
    let at = |path: &str| format!("{}{path}", server.base());
    let ended = ended(perform(&[
        "device-code",
        "--client-id=app",
        "--client-secret=s3cret",
        "--scope=pets",
        "-e=http://127.0.0.1:1",
        "--device-auth-url",
        &at("/codes"),
        "--token-url",
        &at("/tokens"),
        "--format=jsonpath=access_token",
    ]))
    .await;
    assert_eq!(
        (ended.status, ended.out.as_str()),
        (Some(0), "\"at-1\"\n"),
        "{}",
        ended.err
    );
    assert!(
        ended
            .err
            .starts_with("warning: others on this machine can read --client-secret")
    );
    assert!(!ended.err.contains("s3cret"));
}

#[tokio::test]
async fn each_end_without_tokens_says_what_to_do() {
    for (answer, check, said) in [
        (refusal("access_denied"), "device.outcome", "access_denied"),
        (refusal("expired_token"), "device.outcome", "expired_token"),
        (
            refusal("invalid_client"),
            "device.outcome",
            "invalid_client",
        ),
        (
            super::scripted::Answer {
                status: 200,
                headers: vec![],
                body: "<html>\u{1b}[2J".to_owned(),
            },
            "device.poll",
            "expected:    a JSON object",
        ),
    ] {
        let server = Scripted::start();
        on_device_authorization(&server).on(TOKEN, answer);
        let ended = ended(perform(&[
            "device-code",
            "-e",
            server.base(),
            "--client-id=app",
        ]))
        .await;
        assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""), "{said}");
        let failed = format!("\nThis check failed: {check}\n");
        assert!(ended.err.contains(&failed), "{}", ended.err);
        assert!(ended.err.contains(said), "{}", ended.err);
        assert!(ended.err.contains("\n  what to do:  "), "{}", ended.err);
        assert!(!ended.err.contains('\u{1b}'), "{}", ended.err);
    }
}

#[tokio::test]
async fn an_id_token_that_fails_a_check_gives_no_tokens() {
    let server = Scripted::start();
    on_device_authorization(&server).on_keys();
    let tokens = tokens(&server, &json!({"aud": "another"})).await;
    server.on(TOKEN, json_answer(200, &tokens));
    let ended = ended(perform(&[
        "device-code",
        "-e",
        server.base(),
        "--client-id=app",
    ]))
    .await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended.err.contains("\nThis check failed: id_token.aud\n"),
        "{}",
        ended.err
    );
    assert!(!ended.err.contains("at-1"));
}

#[tokio::test]
async fn slow_down_is_obeyed_and_a_code_that_ends_is_told() {
    let server = Scripted::start();
    let codes = json!({
        "device_code": "dc-1", "user_code": "A", "verification_uri": "https://as.example/d",
        "expires_in": 4, "interval": 1,
    });
    server
        .on(DEVICE, json_answer(200, &codes))
        .on(TOKEN, refusal("slow_down"));
    let ended = ended(perform(&[
        "device-code",
        "-e",
        server.base(),
        "--client-id=app",
    ]))
    .await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended
            .err
            .contains("The server asks to be asked less: every 6 s.\n"),
        "{}",
        ended.err
    );
    assert!(
        ended
            .err
            .contains("the code ran out before it was confirmed"),
        "{}",
        ended.err
    );
    // Six seconds are longer than the code's life: there was no second question.
    assert_eq!(server.received(TOKEN).len(), 1);
}
