//! The device flow, by the client page: the codes on the screen, and every way out.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::json;
use vestibule_e2e::browser::{Browser, Kind, Scripts};
use vestibule_e2e::pages::{ClientPage, DevLoginPage, LoginPage, Run};
use vestibule_e2e::servers::{DEMONSTRATION, OidcProvider, Reply, ScriptedServer, Vestibule};
use vestibule_e2e::{Outcome, Trouble, eventually};

use super::{PASSWORD, Stage, USER};

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

/// Waits until the page says this of its polling.
async fn told(browser: &Browser, text: &str) -> Outcome<()> {
    eventually(text, || async {
        let said = browser.property("[aria-labelledby=device] [role=status]", "textContent");
        Ok((said.await?.as_deref() == Some(text)).then_some(()))
    })
    .await
}

fn assert_ended_by_the_person(run: &Run, found: &str) {
    assert_eq!(run.text("/failed_check"), Some("device.outcome"));
    assert_eq!(run.text("/error/kind"), Some("user"));
    let rows = run.0.get("checks").and_then(|rows| rows.as_array());
    let last = rows.and_then(|rows| rows.last()?.get("found")?.as_str());
    assert_eq!(last, Some(found));
}

#[tokio::test]
async fn each_poll_is_told_and_so_is_the_longer_wait_that_a_server_asks_for() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let confirmed = Arc::new(AtomicBool::new(false));
    let (asks, is_confirmed) = (AtomicUsize::new(0), Arc::clone(&confirmed));
    let server = ScriptedServer::start(move |asked| match asked.path.as_str() {
        "/device" => Some(Reply::Json(
            200,
            json!({
                "device_code": "dc-1", "user_code": "WDJB-MJHT", "expires_in": 600, "interval": 1,
                "verification_uri": format!("{}/verify", asked.origin),
            }),
        )),
        "/token" if is_confirmed.load(Ordering::Relaxed) => Some(Reply::Json(
            200,
            json!({"access_token": "at-1", "token_type": "bearer", "expires_in": 60}),
        )),
        "/token" => {
            let is_second = asks.fetch_add(1, Ordering::Relaxed) == 1;
            let code = if is_second {
                "slow_down"
            } else {
                "authorization_pending"
            };
            Some(Reply::Json(400, json!({ "error": code })))
        }
        _ => None,
    })
    .await?;
    let url = ClientPage::autostart(stage.host.origin(), server.origin(), "demo", "pets");
    stage.browser.go(&(url + "&flow=device")).await?;
    let client = ClientPage::shown(&stage.browser).await?;
    let slower = "Asked 2 times, now every 6 seconds: the server asked to slow down.";
    told(&stage.browser, slower).await?;
    confirmed.store(true, Ordering::Relaxed);
    assert_eq!(client.ended().await?.result(), "ok");
    Ok(())
}

#[tokio::test]
async fn a_person_who_says_no_ends_the_wait() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let browser = &stage.browser;
    browser.go(&(stage.autostart() + "&flow=device")).await?;
    let client = ClientPage::shown(browser).await?;
    let link = browser.attribute("#verification-uri", "href").await?;
    let link = link.ok_or_else(|| Trouble::Answer("no link".to_owned()))?;
    let page = browser.enter_new_tab().await?;
    browser.go(&link).await?;
    browser.click("#continue").await?;
    LoginPage::shown(browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    browser.click("[name=decision][value=deny]").await?;
    browser.find("html[data-page=device-done]").await?;
    browser.close_window().await?;
    browser.enter(page).await?;
    let run = client.ended().await?;
    assert_eq!(run.text("/error/code"), Some("access_denied"));
    assert_eq!(run.text("/failed_check"), Some("device.outcome"));
    assert_eq!(run.text("/error/kind"), Some("user"));
    stage.assert_clean().await
}

#[tokio::test]
async fn a_code_that_nobody_confirms_in_time_is_told() -> Outcome<()> {
    let brief = DEMONSTRATION.replace("device_code_seconds = 600", "device_code_seconds = 2");
    assert_ne!(brief, DEMONSTRATION);
    let host = Vestibule::configured(&brief).await?;
    let browser = Browser::open(Scripts::On).await?;
    let url = ClientPage::autostart(host.origin(), host.origin(), "demo", "openid");
    browser.go(&(url + "&flow=device")).await?;
    let run = ClientPage::shown(&browser).await?.ended().await?;
    assert_ended_by_the_person(&run, "not in time");
    let problem = browser.property("#problem", "textContent").await?;
    let said = "The code ran out before it was confirmed";
    assert!(problem.is_some_and(|problem| problem.contains(said)));
    Ok(())
}

#[tokio::test]
async fn a_foreign_provider_confirms_and_denies() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let browser = &stage.browser;
    let provider = OidcProvider::start(stage.host.origin()).await?;
    for (confirms, result) in [(true, "ok"), (false, "failed")] {
        let origin = stage.host.origin();
        let url = ClientPage::autostart(origin, provider.issuer(), "vestibule", "openid");
        browser.go(&(url + "&flow=device")).await?;
        let client = ClientPage::shown(browser).await?;
        let link = browser.attribute("#verification-uri", "href").await?;
        let link = link.ok_or_else(|| Trouble::Answer("no link".to_owned()))?;
        let page = browser.enter_new_tab().await?;
        browser.go(&link).await?;
        DevLoginPage::decide_on_device(browser, confirms, "ada").await?;
        browser.close_window().await?;
        browser.enter(page).await?;
        let run = client.ended().await?;
        assert_eq!(run.result(), result, "{:?}", run.0);
        if confirms {
            assert_eq!(run.text("/id_token_claims/sub"), Some("ada"));
        } else {
            assert_eq!(run.text("/error/code"), Some("access_denied"));
        }
    }
    Ok(())
}
