//! Back, several tabs, and answers that come where nobody waits: no code is used twice, and a person is told.

use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{ClientPage, LoginPage};
use vestibule_e2e::servers::{Reply, ScriptedServer};
use vestibule_e2e::{Outcome, eventually};

use super::{PASSWORD, Stage, USER};

#[tokio::test]
async fn an_answer_in_another_tab_is_not_this_tabs() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    // The person goes on in a second tab, where the first one's state is not known.
    let sent = super::parameter(&stage.browser.address().await?, "state")?;
    let first = stage.browser.enter_new_tab().await?;
    let answer = format!("/callback?code=AAAAAAAAAAAAAAAAAAAAAA&state={sent}");
    stage.browser.go(&stage.host.url(&answer)).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.state"));

    stage.browser.enter(first).await?;
    login.sign_in(USER, PASSWORD).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    Ok(())
}

#[tokio::test]
async fn two_tabs_run_side_by_side() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    let first = stage.browser.enter_new_tab().await?;
    stage.browser.go(&stage.autostart()).await?;
    let second = LoginPage::shown(&stage.browser).await?;
    second.sign_in(USER, PASSWORD).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);

    stage.browser.enter(first).await?;
    login.sign_in(USER, PASSWORD).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_comes_twice_is_used_once() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    let sent = super::parameter(&stage.browser.address().await?, "state")?;
    login.sign_in(USER, PASSWORD).await?;
    assert_eq!(
        ClientPage::shown(&stage.browser)
            .await?
            .ended()
            .await?
            .result(),
        "ok"
    );

    let again = format!("/callback?code=AAAAAAAAAAAAAAAAAAAAAA&state={sent}");
    stage.browser.traffic().await?;
    stage.browser.go(&stage.host.url(&again)).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.state"));
    let checks = run.0.pointer("/checks").and_then(|it| it.as_array());
    let last = checks.and_then(|rows| rows.last());
    assert_eq!(
        last.and_then(|row| row.get("found"))
            .and_then(|it| it.as_str()),
        Some("one that was used before")
    );
    let token = stage.host.url("/oauth2/token");
    assert_eq!(stage.browser.traffic().await?.count("POST", &token), 0);
    stage.browser.click("#again").await?;
    stage.browser.find("html[data-result=idle]").await?;
    Ok(())
}

#[tokio::test]
async fn an_answer_takes_nothing_that_the_page_keeps_for_itself() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, PASSWORD).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    // The page has kept this run for a reload, by a name of its own.
    let forged = "/callback?code=AAAAAAAAAAAAAAAAAAAAAA&state=client%20page%3A%20report";
    stage.browser.go(&stage.host.url(forged)).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    let checks = run.0.pointer("/checks").and_then(|it| it.as_array());
    let last = checks.and_then(|rows| rows.last());
    assert_eq!(
        last.and_then(|row| row.get("found"))
            .and_then(|it| it.as_str()),
        Some("an unknown one")
    );
    Ok(())
}

#[tokio::test]
async fn a_reload_in_the_middle_of_a_run_is_told() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let server = ScriptedServer::start(|asked| match asked.path.as_str() {
        "/authorize" => Some(Reply::Html("<h1>Sign in</h1>".to_owned())),
        "/token" => Some(Reply::Silence),
        _ => None,
    })
    .await?;
    let start = ClientPage::autostart(stage.host.origin(), server.origin(), "demo", "pets");
    stage.browser.go(&start).await?;
    stage.browser.find("h1").await?;
    let sent = eventually("the server's page", || async {
        let address = stage.browser.address().await?;
        Ok(super::parameter(&address, "state").ok())
    })
    .await?;
    let answer = format!("/callback?code=AAAAAAAAAAAAAAAAAAAAAA&state={sent}");
    stage.browser.go(&stage.host.url(&answer)).await?;
    ClientPage::shown(&stage.browser).await?;
    eventually("the token request", || async {
        let token = format!("{}/token", server.origin());
        let sent = stage.browser.traffic().await?.count("POST", &token);
        Ok((sent == 1).then_some(()))
    })
    .await?;

    stage.browser.reload().await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.state"));
    assert_eq!(run.last("discovery.fetch")?, "pass");
    let found = "taken already: the page was loaded again in the middle of the run";
    let checks = run.0.pointer("/checks").and_then(|it| it.as_array());
    let last = checks.and_then(|rows| rows.last());
    assert_eq!(
        last.and_then(|row| row.get("found"))
            .and_then(|it| it.as_str()),
        Some(found)
    );
    // The settings are there for another try.
    stage.browser.click("#again").await?;
    stage.browser.find("html[data-result=idle]").await?;
    let issuer = stage.browser.property("#issuer", "value").await?;
    assert_eq!(issuer.as_deref(), Some(server.origin()));
    Ok(())
}

#[tokio::test]
async fn back_from_the_server_leads_to_the_form_and_a_new_start_works() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    LoginPage::shown(&stage.browser).await?;
    stage.browser.back().await?;
    ClientPage::shown(&stage.browser).await?;
    stage.browser.find("html[data-result=idle]").await?;
    let issuer = stage.browser.property("#issuer", "value").await?;
    assert_eq!(issuer.as_deref(), Some(stage.host.origin()));
    stage.browser.click("#start").await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, PASSWORD).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    Ok(())
}

#[tokio::test]
async fn without_storage_a_run_says_so() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let off = "for (const name of ['sessionStorage', 'localStorage']) \
               Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError') }})";
    stage.browser.before_each_document(off).await?;
    stage.browser.go(&stage.autostart()).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("config.endpoints"));
    assert_eq!(run.text("/error/kind"), Some("browser"));
    Ok(())
}

#[tokio::test]
async fn without_cryptography_a_run_says_so_before_it_starts() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let insecure = "Object.defineProperty(window, 'isSecureContext', {value: false})";
    stage.browser.before_each_document(insecure).await?;
    let url = stage.autostart().replace("autostart=1&", "");
    stage.browser.go(&url).await?;
    let client = ClientPage::shown(&stage.browser).await?;
    let told = stage.browser.property("#status", "textContent").await?;
    assert!(told.is_some_and(|text| text.contains("secure contexts only")));
    stage.browser.traffic().await?;
    stage.browser.click("#start").await?;
    let run = client.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("config.endpoints"));
    assert_eq!(run.text("/error/kind"), Some("browser"));
    assert_eq!(stage.browser.traffic().await?.requests, []);
    Ok(())
}
