//! Password managers and extensions change the page before the wasm arrives; nothing may break by it.

use vestibule_e2e::Outcome;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{ClientPage, LoginPage};

use super::{PASSWORD, Stage, USER};

#[tokio::test]
async fn foreign_elements_in_the_form_break_nothing() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.before_each_document(INTRUDER).await?;
    stage.browser.go(&stage.autostart()).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.enhanced().await?;
    assert!(stage.browser.count("[data-intruder]").await? > 10);
    assert_eq!(
        login.user_name().await?,
        "typed early",
        "what was typed is kept"
    );

    assert!(login.offers_to_show_password().await?);
    stage.browser.click("#show-password").await?;
    assert_eq!(
        stage
            .browser
            .property("[name=j_password]", "type")
            .await?
            .as_deref(),
        Some("text")
    );

    stage
        .browser
        .find("[name=j_username]")
        .await?
        .clear()
        .await?;
    login.sign_in(USER, PASSWORD).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "ok");
    stage.assert_clean().await
}

#[tokio::test]
async fn parameters_named_like_form_properties_break_nothing() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let names =
        "&action=x&method=x&submit=x&elements=x&id=x&target=x&nodeName=x&addEventListener=x";
    stage.browser.go(&stage.login_url(names)).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.enhanced().await?;
    login.sign_in(USER, PASSWORD).await?;
    stage.arrives_at("/callback").await?;
    Ok(())
}

#[tokio::test]
async fn no_page_is_broken_by_what_others_put_into_it() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.before_each_document(TRANSLATOR).await?;
    stage.browser.before_each_document(INTRUDER).await?;
    for path in [
        "/error?error=access_denied",
        "/device",
        "/logout",
        "/signed-out",
        "/login",
    ] {
        stage.browser.go(&stage.host.url(path)).await?;
        stage.browser.find("html[data-enhanced]").await?;
        assert!(stage.browser.count("font").await? > 1, "{path}");
        stage.assert_clean().await?;
    }
    stage.browser.go(&stage.host.url("/device")).await?;
    stage.browser.find("html[data-enhanced]").await?;
    stage
        .browser
        .type_into("[name=user_code]", "nonsense")
        .await?;
    stage.browser.click("#continue").await?;
    stage.browser.find("#problem").await?;
    let kept = stage.browser.property("[name=user_code]", "value").await?;
    assert_eq!(kept.as_deref(), Some("NONSENSE"));
    Ok(())
}

#[tokio::test]
async fn without_webassembly_or_with_half_of_it_the_form_works() -> Outcome<()> {
    for fault in [
        "delete window.WebAssembly",
        "const read = Response.prototype.arrayBuffer;
         Response.prototype.arrayBuffer = async function () { return (await read.call(this)).slice(0, 999) };
         WebAssembly.instantiateStreaming = undefined",
    ] {
        let stage = Stage::open(Scripts::On).await?;
        stage.browser.before_each_document(fault).await?;
        stage.browser.go(&stage.login_url("")).await?;
        let login = LoginPage::shown(&stage.browser).await?;
        login.sign_in(USER, PASSWORD).await?;
        stage.arrives_at("/callback").await?;
        assert!(!login.is_enhanced().await?, "{fault}");
    }
    Ok(())
}

/// Wraps every piece of text, as translators of pages do, and marks the page as they do.
const TRANSLATOR: &str = r"
document.addEventListener('readystatechange', () => {
  if (document.readyState !== 'interactive') return;
  document.documentElement.classList.add('translated-ltr');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (text.parentElement.closest('script, style, option') || !text.data.trim()) continue;
    const [outer, inner] = [document.createElement('font'), document.createElement('font')];
    outer.append(inner);
    text.replaceWith(outer);
    inner.append(text);
  }
});
";

/// Puts an element before, after and into every element of the form, and wraps the fields, as soon as the form is
/// there and before any module script runs; types into the user name field at the same moment.
const INTRUDER: &str = r"
document.addEventListener('readystatechange', () => {
  const form = document.querySelector('form') ?? document.querySelector('main');
  if (document.readyState !== 'interactive' || !form) return;
  const intruder = () => {
    const element = document.createElement('span');
    element.dataset.intruder = '';
    return element;
  };
  for (const element of [form, ...form.querySelectorAll('*')]) {
    element.before(intruder());
    element.after(intruder());
    if (!['INPUT', 'TEXTAREA', 'SELECT', 'BR', 'IMG'].includes(element.tagName)) element.prepend(intruder());
  }
  for (const field of form.querySelectorAll('input:not([type=hidden])')) {
    const wrapper = intruder();
    field.replaceWith(wrapper);
    wrapper.append(field);
  }
  const name = form.querySelector('[name=j_username]');
  if (name) name.value = 'typed early';
});
";
