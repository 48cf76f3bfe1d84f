//! The form is HTML first: it works with scripts forbidden, and with WebAssembly that never arrives.

use serde_json::json;
use vestibule_e2e::browser::{Kind, Scripts};
use vestibule_e2e::pages::{ClientPage, LoginPage};
use vestibule_e2e::{Outcome, eventually};

use super::{PASSWORD, Stage, USER, parameter};

in_every_browser!(
    the_form_signs_in_without_any_script,
    the_client_page_says_that_it_needs_script,
);

async fn the_form_signs_in_without_any_script(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::Off).await?;
    stage
        .browser
        .go(&stage.login_url("&custom=1&custom=2"))
        .await?;
    let login = LoginPage::shown(&stage.browser).await?;
    assert!(!login.is_enhanced().await?);
    assert!(!login.offers_to_show_password().await?);

    login.sign_in(USER, "wrong").await?;
    assert_eq!(login.problem().await?, "invalid_credentials");
    assert_eq!(
        (login.user_name().await?, login.password().await?),
        (USER.into(), String::new())
    );

    login.submit(PASSWORD).await?;
    let address = stage.arrives_at("/callback").await?;
    assert_eq!(parameter(&address, "state")?, "s+t/a=t&e ü");
    assert_eq!(parameter(&address, "iss")?, stage.host.origin());
    assert!(parameter(&address, "code")?.len() >= 22);
    stage.assert_clean().await
}

#[tokio::test]
async fn the_form_signs_in_when_the_wasm_never_arrives() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.block(&["*.wasm"]).await?;
    stage.browser.go(&stage.login_url("")).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    assert!(!login.offers_to_show_password().await?);
    login.sign_in(USER, PASSWORD).await?;
    let address = stage.arrives_at("/callback").await?;
    assert_eq!(parameter(&address, "state")?, "s+t/a=t&e ü");
    assert!(!login.is_enhanced().await?);
    Ok(())
}

async fn the_client_page_says_that_it_needs_script(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::Off).await?;
    stage.browser.go(&stage.host.url("/client/")).await?;
    let text = stage.browser.find("noscript").await?.text().await?;
    assert!(text.contains("JavaScript"), "{text}");
    assert_eq!(
        stage
            .browser
            .attribute("html", "data-result")
            .await?
            .as_deref(),
        Some("idle")
    );
    stage.assert_clean().await
}

#[tokio::test]
async fn the_form_works_before_a_late_wasm_and_keeps_what_was_typed_when_it_comes() -> Outcome<()> {
    for arrives in [true, false] {
        let stage = Stage::open(Scripts::On).await?;
        let browser = &stage.browser;
        browser.before_each_document(HOLD_BACK).await?;
        browser.go(&stage.login_url("")).await?;
        let login = LoginPage::shown(browser).await?;
        browser.type_into("[name=j_username]", USER).await?;
        browser.type_into("[name=j_password]", PASSWORD).await?;
        // It has been asked for, and is on its way.
        eventually("the request", || async {
            let asked = browser.run("return !!window.letGo", Vec::new()).await?;
            Ok((asked == json!(true)).then_some(()))
        })
        .await?;
        assert!(!login.is_enhanced().await?);
        if arrives {
            browser.run("window.letGo()", Vec::new()).await?;
            login.enhanced().await?;
            let typed = (login.user_name().await?, login.password().await?);
            assert_eq!(typed, (USER.to_owned(), PASSWORD.to_owned()));
            assert!(browser.has_focus("[name=j_password]").await?);
        }
        browser.click("#sign-in").await?;
        stage.arrives_at("/callback").await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_a_client_the_page_offers_no_form() -> Outcome<()> {
    for scripts in [Scripts::Off, Scripts::On] {
        let stage = Stage::open(scripts).await?;
        stage.browser.go(&stage.host.url("/login")).await?;
        stage.browser.find("html[data-page=login] h1").await?;
        assert_eq!(stage.browser.count("form").await?, 0, "scripts {scripts:?}");
        stage.assert_clean().await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_client_page_is_idle_until_it_is_told_to_start() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage
        .browser
        .go(&stage.host.url("/client/?client_id=demo"))
        .await?;
    ClientPage::shown(&stage.browser).await?;
    assert_eq!(
        stage
            .browser
            .property("#client_id", "value")
            .await?
            .as_deref(),
        Some("demo")
    );
    assert_eq!(
        stage
            .browser
            .attribute("html", "data-result")
            .await?
            .as_deref(),
        Some("idle")
    );
    stage.assert_clean().await
}

/// The WebAssembly comes when the test says so.
const HOLD_BACK: &str = "
const get = window.fetch;
window.fetch = async (...asked) => {
  if (String(asked[0]?.url ?? asked[0]).includes('.wasm')) await new Promise((go) => { window.letGo = go });
  return get(...asked);
};
";
