//! The pages of the embedded engine after the sign-in: consent, a device's code, and the way out.

use vestibule_e2e::browser::{Kind, Scripts};
use vestibule_e2e::pages::{ClientPage, ConsentPage, LoginPage, LogoutPage};
use vestibule_e2e::{Outcome, Trouble};

use super::{PASSWORD, Stage, USER};

in_every_browser!(
    consent_is_asked_and_what_is_ticked_is_granted,
    consent_can_be_denied,
    a_device_is_connected_by_its_code,
    a_person_signs_out_by_form_with_and_without_script,
);

impl Stage {
    /// The client page's run up to the question what it may have.
    async fn asked_for_consent(&self) -> Outcome<ConsentPage<'_>> {
        let start = self.autostart() + "&prompt=consent";
        self.browser.go(&start).await?;
        let login = LoginPage::shown(&self.browser).await?;
        login.sign_in(USER, PASSWORD).await?;
        ConsentPage::shown(&self.browser).await
    }
}

async fn consent_is_asked_and_what_is_ticked_is_granted(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    let consent = stage.asked_for_consent().await?;
    stage.browser.find("html[data-enhanced]").await?;
    stage.assert_clean().await?;
    consent.toggle("offline_access").await?;
    consent.accept().await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    assert_eq!(run.text("/tokens/scope"), Some("openid"));
    assert_eq!(run.text("/tokens/refresh_token"), None);
    stage.assert_clean().await
}

async fn consent_can_be_denied(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    stage.asked_for_consent().await?.deny().await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.error"));
    assert_eq!(run.text("/error/code"), Some("access_denied"));
    stage.assert_clean().await
}

async fn a_device_is_connected_by_its_code(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    let browser = &stage.browser;
    browser.go(&(stage.autostart() + "&flow=device")).await?;
    let client = ClientPage::shown(browser).await?;
    let code = browser.property("#user-code", "textContent").await?;
    let code = code.ok_or_else(|| Trouble::Answer("no code".to_owned()))?;

    let first = browser.enter_new_tab().await?;
    browser.go(&stage.host.url("/device")).await?;
    browser.find("html[data-enhanced]").await?;
    // As people type it.
    let typed = code.to_lowercase().replace('-', " ");
    browser.type_into("[name=user_code]", &typed).await?;
    browser.click("#continue").await?;
    LoginPage::shown(browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    let shown = browser.property(".v-shown-code", "textContent").await?;
    assert_eq!(shown.as_deref().map(str::trim), Some(&*code));
    browser.click("[name=decision][value=accept]").await?;
    browser.find("html[data-page=device-done]").await?;
    stage.assert_clean().await?;

    browser.close_window().await?;
    browser.enter(first).await?;
    let run = client.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    assert!(run.text("/tokens/access_token").is_some());
    stage.assert_clean().await
}

async fn a_person_signs_out_by_form_with_and_without_script(kind: Kind) -> Outcome<()> {
    for scripts in [Scripts::On, Scripts::Off] {
        let stage = Stage::open_in(kind, scripts).await?;
        stage.browser.go(&stage.login_url("")).await?;
        let login = LoginPage::shown(&stage.browser).await?;
        login.sign_in(USER, PASSWORD).await?;
        stage.arrives_at("/callback").await?;
        stage.browser.go(&stage.host.url("/logout")).await?;
        LogoutPage::shown(&stage.browser).await?.deny().await?;
        stage.browser.find("html[data-page=signed-out]").await?;
        // Still signed in, so it is asked again.
        stage.browser.go(&stage.host.url("/logout")).await?;
        LogoutPage::shown(&stage.browser).await?.accept().await?;
        stage.arrives_at("/signed-out").await?;
        stage.assert_clean().await?;
        // Nobody is signed in now, so there is nothing to ask.
        stage.browser.go(&stage.host.url("/logout")).await?;
        let problem = stage.browser.attribute("#problem", "data-code").await?;
        assert!(problem.is_some(), "scripts {scripts:?}");
    }
    Ok(())
}
