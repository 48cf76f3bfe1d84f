//! The back button after a sign-in, with what browsers keep of pages that were left: no password stands in the form
//! again, no button is still busy, and the form works once more.

use serde_json::json;
use vestibule_e2e::Outcome;
use vestibule_e2e::browser::{Kind, Scripts};
use vestibule_e2e::pages::LoginPage;

use super::{PASSWORD, Stage, USER};

in_every_browser!(
    back_to_the_form_shows_no_password_and_no_busy_button,
    back_to_the_form_without_script_shows_no_password,
);

async fn back_to_the_form_shows_no_password_and_no_busy_button(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    let browser = &stage.browser;
    browser.go(&stage.login_url("")).await?;
    let login = LoginPage::shown(browser).await?;
    login.enhanced().await?;
    browser.type_into("[name=j_username]", USER).await?;
    browser.type_into("[name=j_password]", PASSWORD).await?;
    browser.click("#show-password").await?;
    let mark = "document.documentElement.dataset.left = ''";
    browser.run(mark, Vec::new()).await?;
    browser.click("#sign-in").await?;
    stage.arrives_at("/callback").await?;

    back_at_the_form(&stage).await?;
    let kept = "return document.documentElement.dataset.left === ''";
    let kept = browser.run(kept, Vec::new()).await?;
    // WebKit brings back the document that was left; the other two, under their drivers, load it anew.
    assert_eq!(kept, json!(kind == Kind::WebKit));
    login.enhanced().await?;
    let form = browser.run(FORM, Vec::new()).await?;
    assert_eq!(form, json!(["", "password", "false", false, ""]));
    browser.find("[name=j_username]").await?.clear().await?;
    login.sign_in(USER, PASSWORD).await?;
    stage.arrives_at("/callback").await?;
    Ok(())
}

async fn back_to_the_form_without_script_shows_no_password(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::Off).await?;
    stage.browser.go(&stage.login_url("")).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, PASSWORD).await?;
    stage.arrives_at("/callback").await?;
    back_at_the_form(&stage).await?;
    assert_eq!(login.password().await?, "");
    Ok(())
}

async fn back_at_the_form(stage: &Stage) -> Outcome<()> {
    stage.browser.back().await?;
    stage.arrives_at("/login").await?;
    LoginPage::shown(&stage.browser).await?;
    Ok(())
}

/// Password, how it is shown, what the button for that says, whether the form is busy, and what it says.
const FORM: &str = "
const field = document.querySelector('[name=j_password]');
return [field.value, field.type, document.getElementById('show-password').getAttribute('aria-pressed'),
  document.getElementById('sign-in').disabled, document.querySelector('[data-island=submit]').textContent];
";
