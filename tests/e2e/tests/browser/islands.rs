//! What the login bundle adds to the form, and the form in a language that is written from right to left.
//!
//! No driver can turn Caps Lock on: the test makes the events that a keyboard would.

use serde_json::json;
use vestibule_e2e::Outcome;
use vestibule_e2e::browser::{Kind, Scripts};
use vestibule_e2e::pages::LoginPage;

use super::{PASSWORD, Stage, USER};

in_every_browser!(
    the_password_is_shown_and_hidden_and_sent,
    caps_lock_is_told_while_it_is_on,
    a_form_is_sent_once,
    the_form_reads_from_right_to_left,
    trusted_types_are_enforced_and_a_violation_is_told,
);

async fn login_page(stage: &Stage, more: &str) -> Outcome<()> {
    stage.browser.go(&stage.login_url(more)).await?;
    LoginPage::shown(&stage.browser).await?.enhanced().await
}

async fn the_password_is_shown_and_hidden_and_sent(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    let browser = &stage.browser;
    login_page(&stage, "").await?;
    browser.type_into("[name=j_username]", USER).await?;
    browser.type_into("[name=j_password]", PASSWORD).await?;
    for (shown, pressed) in [("text", "true"), ("password", "false"), ("text", "true")] {
        browser.click("#show-password").await?;
        let shows = browser.property("[name=j_password]", "type").await?;
        assert_eq!(shows.as_deref(), Some(shown));
        let says = browser.attribute("#show-password", "aria-pressed").await?;
        assert_eq!(says.as_deref(), Some(pressed));
    }
    stage.assert_clean().await?;
    browser.click("#sign-in").await?;
    stage.arrives_at("/callback").await?;
    Ok(())
}

async fn caps_lock_is_told_while_it_is_on(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    login_page(&stage, "").await?;
    let hidden = stage.browser.run(CAPS_LOCK, Vec::new()).await?;
    assert_eq!(hidden, json!([true, false, true, false, true]));
    stage.assert_clean().await
}

async fn a_form_is_sent_once(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    login_page(&stage, "").await?;
    let browser = &stage.browser;
    browser.type_into("[name=j_username]", USER).await?;
    browser.type_into("[name=j_password]", PASSWORD).await?;
    let held_back = browser.run(TWICE, Vec::new()).await?;
    assert_eq!(held_back, json!([false, true]));
    stage.assert_clean().await
}

async fn the_form_reads_from_right_to_left(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    login_page(&stage, "&ui_locales=ar").await?;
    let facts = stage.browser.run(RIGHT_TO_LEFT, Vec::new()).await?;
    assert_eq!(facts, json!(["ar", "rtl", "rtl", true, false]));
    stage.assert_clean().await
}

async fn trusted_types_are_enforced_and_a_violation_is_told(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    for page in [stage.login_url(""), stage.host.url("/client/")] {
        stage.browser.go(&page).await?;
        stage.browser.find("html[data-enhanced]").await?;
        stage.assert_clean().await?;
        let thrown = stage.browser.run(INNER_HTML, Vec::new()).await?;
        assert_eq!(thrown, json!("TypeError"), "{page}");
        // So a complaint is heard where there is one.
        let complaints = stage.browser.complaints().await?;
        let told = usize::from(kind.tells_complaints());
        assert_eq!(complaints.len(), told, "{complaints:?}");
    }
    Ok(())
}

/// Whether the hint is hidden: at first, after a key with Caps Lock on, one with it off, a click with it on, and
/// when the field is left.
const CAPS_LOCK: &str = "
const field = document.querySelector('[name=j_password]');
const hidden = () => document.getElementById('caps-lock').hidden;
const key = (on) => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', modifierCapsLock: on}));
field.focus();
const seen = [hidden()];
key(true); seen.push(hidden());
key(false); seen.push(hidden());
field.dispatchEvent(new MouseEvent('mousedown', {modifierCapsLock: true})); seen.push(hidden());
field.blur(); seen.push(hidden());
return seen;
";

/// Whether the page itself held back each of two submits that follow one another. Neither leaves the page.
const TWICE: &str = "
const held = [];
addEventListener('submit', (event) => { held.push(event.defaultPrevented); event.preventDefault(); });
const form = document.getElementById('login');
HTMLFormElement.prototype.requestSubmit.call(form);
HTMLFormElement.prototype.requestSubmit.call(form);
return held;
";

/// Language, direction as marked and as drawn; whether the button that shows the password is left of the field's
/// middle; whether anything is wider than the window.
const RIGHT_TO_LEFT: &str = "
const root = document.documentElement;
const middle = (css) => { const box = document.querySelector(css).getBoundingClientRect(); return box.left + box.width / 2 };
return [root.lang, root.dir, getComputedStyle(document.body).direction,
  middle('#show-password') < middle('[name=j_password]'), root.scrollWidth > root.clientWidth];
";

/// What writing HTML into the page throws; each of the browsers has Trusted Types.
const INNER_HTML: &str = "
try { document.createElement('p').innerHTML = '<b>x</b>'; return 'nothing' } catch (error) { return error.name }
";
