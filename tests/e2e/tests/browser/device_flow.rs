//! The device flow, by the client page: the codes on the screen, and every way out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use vestibule_e2e::Outcome;
use vestibule_e2e::browser::{Kind, Scripts};
use vestibule_e2e::pages::ClientPage;
use vestibule_e2e::servers::{Reply, ScriptedServer};

use super::Stage;

in_every_browser!(the_code_is_shown_until_it_is_confirmed,);

/// A server that has nothing for a poll until it is told so.
async fn server(confirmed: Arc<AtomicBool>) -> Outcome<ScriptedServer> {
    ScriptedServer::start(move |asked| match asked.path.as_str() {
        "/device" => Some(Reply::Json(
            200,
            json!({
                "device_code": "dc-1", "user_code": "WDJB-MJHT", "expires_in": 600, "interval": 1,
                "verification_uri": format!("{}/verify", asked.origin),
                "verification_uri_complete": format!("{}/verify?user_code=WDJB-MJHT", asked.origin),
            }),
        )),
        "/token" if confirmed.load(Ordering::Relaxed) => Some(Reply::Json(
            200,
            json!({"access_token": "at-1", "token_type": "bearer", "expires_in": 60}),
        )),
        "/token" => Some(Reply::Json(400, json!({"error": "authorization_pending"}))),
        _ => None,
    })
    .await
}

async fn the_code_is_shown_until_it_is_confirmed(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    let confirmed = Arc::new(AtomicBool::new(false));
    let server = server(Arc::clone(&confirmed)).await?;
    let url = ClientPage::autostart(stage.host.origin(), server.origin(), "demo", "pets");
    stage.browser.go(&(url + "&flow=device")).await?;
    let client = ClientPage::shown(&stage.browser).await?;

    let text = async |css| stage.browser.property(css, "textContent").await;
    assert_eq!(text("#user-code").await?.as_deref(), Some("WDJB-MJHT"));
    assert_eq!(
        text("#status").await?.as_deref(),
        Some("Waiting until the code is confirmed …")
    );
    let spelled = stage.browser.attribute("#user-code", "aria-label").await?;
    assert_eq!(spelled.as_deref(), Some("W, D, J, B, hyphen, M, J, H, T"));
    let verify = format!("{}/verify", server.origin());
    assert_eq!(text("#verification-uri").await?, Some(verify.clone()));
    assert_eq!(
        stage.browser.attribute("#verification-uri", "href").await?,
        Some(verify + "?user_code=WDJB-MJHT")
    );
    let picture = "svg#qr[aria-label] path[d^=M]";
    assert_eq!(stage.browser.count(picture).await?, 1);
    assert!(
        text("#countdown")
            .await?
            .is_some_and(|left| left == "10:00" || left.starts_with("9:"))
    );
    let running = stage.browser.attribute("html", "data-result").await?;
    assert_eq!(running.as_deref(), Some("running"));

    confirmed.store(true, Ordering::Relaxed);
    let run = client.ended().await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.text("/flow"), Some("device"));
    assert_eq!(run.text("/tokens/access_token"), Some("at-1"));
    let rows = run.trace()?;
    for row in [
        "device.authorization pass",
        "device.poll pass",
        "device.outcome pass",
    ] {
        assert!(rows.iter().any(|made| made == row), "{row}");
    }
    assert_eq!(stage.browser.count("#user-code").await?, 0);
    stage.assert_clean_beside(&[server.origin()]).await
}

#[tokio::test]
async fn a_person_can_give_up_and_begin_anew() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let server = server(Arc::default()).await?;
    let url = ClientPage::autostart(stage.host.origin(), server.origin(), "demo", "pets");
    stage.browser.go(&(url + "&flow=device&keep=1")).await?;
    let client = ClientPage::shown(&stage.browser).await?;
    stage.browser.find("#user-code").await?;
    stage.browser.click("#cancel").await?;
    let run = client.ended().await?;
    assert_eq!(run.result(), "failed");
    assert_eq!(run.text("/failed_check"), Some("device.outcome"));
    assert_eq!(run.text("/error/kind"), Some("user"));

    // With `keep` the next round begins at once.
    stage.browser.click("#again").await?;
    stage.browser.find("#user-code").await?;
    stage.browser.click("#cancel").await?;
    assert_eq!(client.ended().await?.text("/error/kind"), Some("user"));
    Ok(())
}
