//! The client page for everybody: axe has nothing to say about any of its states, by day, by night and in forced colours.

use vestibule_e2e::axe::{Finding, findings};
use vestibule_e2e::browser::{Look, Scripts};
use vestibule_e2e::pages::{ClientPage, LoginPage};
use vestibule_e2e::{Outcome, eventually};

use super::{PASSWORD, Stage, USER};

const NONE: [Finding; 0] = [];

#[tokio::test]
async fn the_form_at_rest_and_with_a_mistake() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.host.url("/client/")).await?;
    ClientPage::shown(&stage.browser).await?;
    assert_eq!(findings(&stage.browser).await?, NONE);

    // Everything unfolded, with a preset's note, a parameter of one's own and the preview.
    let unfold = "for (const it of document.querySelectorAll('details')) it.open = true";
    stage.browser.run(unfold, Vec::new()).await?;
    stage.browser.click("[data-preset]").await?;
    stage.browser.click("#add-extra").await?;
    stage.browser.find("#preview-request dl").await?;
    assert_eq!(findings(&stage.browser).await?, NONE);

    stage
        .browser
        .run("issuer.value = 'nonsense'", Vec::new())
        .await?;
    stage.browser.click("#start").await?;
    stage.browser.find("#issuer[aria-invalid]").await?;
    assert!(stage.browser.has_focus("#issuer").await?);
    assert_eq!(findings(&stage.browser).await?, NONE);
    Ok(())
}

#[tokio::test]
async fn a_finished_run_with_all_that_it_can_show() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    LoginPage::shown(&stage.browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    let client = ClientPage::shown(&stage.browser).await?;
    assert_eq!(client.ended().await?.result(), "ok");
    client.act("#userinfo").await?;
    let unfold =
        "for (const it of document.querySelectorAll('main [aria-pressed=false]')) it.click()";
    stage.browser.run(unfold, Vec::new()).await?;
    assert_eq!(findings(&stage.browser).await?, NONE);
    Ok(())
}

#[tokio::test]
async fn a_run_that_failed() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage
        .browser
        .go(&stage
            .host
            .url("/callback?code=AAAAAAAAAAAAAAAAAAAAAA&state=forged"))
        .await?;
    let client = ClientPage::shown(&stage.browser).await?;
    assert_eq!(client.ended().await?.result(), "failed");
    assert_eq!(findings(&stage.browser).await?, NONE);
    Ok(())
}

#[tokio::test]
async fn a_device_flow_that_waits_and_is_cancelled() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage
        .browser
        .go(&(stage.autostart() + "&flow=device"))
        .await?;
    let client = ClientPage::shown(&stage.browser).await?;
    stage.browser.find("#user-code").await?;
    for hook in [
        "#verification-uri",
        "#qr",
        "#countdown",
        "#cancel:not([hidden])",
    ] {
        assert_eq!(stage.browser.count(hook).await?, 1, "{hook}");
    }
    // Nothing moves for who prefers that.
    let motion =
        "return getComputedStyle(document.getElementById('status'), '::before').animationName";
    let moves = stage.browser.run(motion, Vec::new()).await?;
    stage.browser.look(Look::Light).await?;
    let rests = stage.browser.run(motion, Vec::new()).await?;
    assert_eq!([moves, rests], ["v-breathe", "none"]);
    assert_eq!(findings(&stage.browser).await?, NONE);
    stage.browser.click("#cancel").await?;
    let run = client.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("device.outcome"));
    assert_eq!(findings(&stage.browser).await?, NONE);
    Ok(())
}

#[tokio::test]
async fn the_keyboard_leads_from_the_form_to_the_tokens_and_keeps_its_place() -> Outcome<()> {
    const CONTROL: char = '\u{e009}';
    const ENTER: &str = "\u{e007}";
    let stage = Stage::open(Scripts::On).await?;
    let browser = &stage.browser;
    browser
        .go(&stage.autostart().replace("autostart=1&", ""))
        .await?;
    ClientPage::shown(browser).await?;
    browser
        .type_into("#scope", &format!("{CONTROL}{ENTER}"))
        .await?;
    LoginPage::shown(browser).await?;
    browser.type_into("[name=j_username]", USER).await?;
    let password = [PASSWORD, ENTER].concat();
    browser.type_into("[name=j_password]", &password).await?;
    let client = ClientPage::shown(browser).await?;
    let before = client.ended().await?.checks()?.len();

    // The settings, then the way past all of the checks.
    browser.press_tab(2).await?;
    assert!(browser.has_focus("a[href='#next']").await?);
    browser.type_into("a[href='#next']", ENTER).await?;
    browser.press_tab(1).await?;
    assert!(browser.has_focus("#userinfo").await?);
    browser.type_into("#userinfo", ENTER).await?;
    eventually("userinfo", || async {
        let run = client.ended().await?;
        Ok((run.checks()?.len() > before).then_some(()))
    })
    .await?;
    assert!(browser.has_focus("#userinfo").await?);
    Ok(())
}
