//! Servers that misbehave: each ends the run at the check that names it, and a new run can begin.

use serde_json::json;
use vestibule_e2e::Outcome;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::ClientPage;
use vestibule_e2e::servers::{Asked, Reply, ScriptedServer};

use super::Stage;

/// A device flow needs no sign-in here, so a server can misbehave at every step of it.
fn url(stage: &Stage, server: &ScriptedServer) -> String {
    let origin = stage.host.origin();
    ClientPage::autostart(origin, server.origin(), "demo", "pets") + "&flow=device"
}

/// Codes that are polled for after a second, and tokens.
fn good(asked: &Asked) -> Option<Reply> {
    match asked.path.as_str() {
        "/device" => Some(Reply::Json(
            200,
            json!({
                "device_code": "dc-1", "user_code": "WDJB-MJHT", "expires_in": 60, "interval": 1,
                "verification_uri": format!("{}/verify", asked.origin),
            }),
        )),
        "/token" => Some(Reply::Json(
            200,
            json!({"access_token": "at-1", "token_type": "bearer", "expires_in": 60}),
        )),
        _ => None,
    }
}

#[tokio::test]
async fn each_ends_at_the_check_that_names_it() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let metadata = "/.well-known/openid-configuration";
    let html = || Reply::Html("<h1>Welcome</h1>".to_owned());
    let cases = [
        (metadata, html(), "discovery.fetch", "protocol"),
        (metadata, Reply::Close, "discovery.fetch", "network"),
        (
            metadata,
            Reply::Large(20_000_000),
            "discovery.fetch",
            "protocol",
        ),
        (
            metadata,
            Reply::WithoutCors(json!({})),
            "cors.discovery",
            "cors",
        ),
        ("/device", html(), "device.authorization", "protocol"),
        (
            "/device",
            Reply::Redirect("/elsewhere".to_owned()),
            "device.authorization",
            "protocol",
        ),
        ("/device", Reply::Silence, "device.authorization", "network"),
        (
            "/device",
            Reply::WithoutCors(json!({})),
            "cors.device",
            "cors",
        ),
        ("/token", html(), "device.poll", "protocol"),
        (
            "/token",
            Reply::Large(20_000_000),
            "device.poll",
            "protocol",
        ),
        (
            "/token",
            Reply::Json(400, json!({"error": "expired_token"})),
            "device.outcome",
            "user",
        ),
    ];
    for (path, reply, check, kind) in cases {
        let what = format!("{path} {reply:?}");
        let server = ScriptedServer::start(move |asked| {
            if asked.path == path {
                Some(reply.clone())
            } else {
                good(asked)
            }
        })
        .await?;
        stage.browser.go(&url(&stage, &server)).await?;
        let client = ClientPage::shown(&stage.browser).await?;
        let run = client.ended().await?;
        assert_eq!(run.result(), "failed", "{what}");
        assert_eq!(run.text("/failed_check"), Some(check), "{what}");
        assert_eq!(run.text("/error/kind"), Some(kind), "{what}");
        let last = run.checks()?.pop().map(|row| (row.id, row.status));
        assert_eq!(last, Some((check.to_owned(), "fail".to_owned())), "{what}");

        stage.browser.click("#again").await?;
        stage.browser.find("html[data-result=idle]").await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_doctor_names_the_setting_of_each_known_server() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let server = ScriptedServer::start(|asked| match asked.path.as_str() {
        "/device" => Some(Reply::WithoutCors(json!({}))),
        _ => good(asked),
    })
    .await?;
    stage.browser.go(&url(&stage, &server)).await?;
    ClientPage::shown(&stage.browser).await?.ended().await?;
    let problem = stage.browser.property("#problem", "textContent").await?;
    let problem = problem.unwrap_or_default();
    for part in [
        stage.host.origin(),
        "Ory Hydra",
        "serve.public.cors.allowed_origins",
        "Auth0",
        "Allowed Web Origins",
        "Keycloak",
        "light-oauth2",
        "oidc-provider",
        "clientBasedCORS",
        "The address answers, but without leave for this origin",
    ] {
        assert!(problem.contains(part), "{part}: {problem}");
    }
    Ok(())
}

#[tokio::test]
async fn userinfo_goes_by_a_form_where_a_preflight_is_refused() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let server = ScriptedServer::start(|asked| match asked.path.as_str() {
        "/userinfo" => Some(Reply::WithoutPreflight(json!({"sub": "ada"}))),
        _ => good(asked),
    })
    .await?;
    stage.browser.go(&url(&stage, &server)).await?;
    let client = ClientPage::shown(&stage.browser).await?;
    let rows = client.ended().await?.checks()?.len();
    let run = client.act("#userinfo").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.text("/userinfo/sub"), Some("ada"));
    assert_eq!(
        run.trace()?.split_off(rows),
        [
            "cors.userinfo warn",
            "userinfo.http pass",
            "userinfo.format pass",
            "userinfo.sub skip"
        ]
    );
    Ok(())
}
