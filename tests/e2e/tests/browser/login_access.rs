//! The login view for everybody: axe has nothing to say about its pages, by day, by night and in forced
//! colours; they fit a narrow window and widely set text, move nothing, and are used by keyboard.

use serde_json::json;
use vestibule_e2e::axe::{Finding, findings};
use vestibule_e2e::browser::{Browser, Look, Scripts};
use vestibule_e2e::pages::LoginPage;
use vestibule_e2e::servers::Vestibule;
use vestibule_e2e::{Outcome, Trouble};

use super::{Stage, USER};

const NONE: [Finding; 0] = [];

/// What can be opened without a sign-in before it.
fn pages(stage: &Stage) -> Vec<String> {
    let mut pages: Vec<String> = [
        "/login",
        "/error?error=access_denied&error_description=You+said+no.&error_uri=https://a.example/",
        "/no/such/page",
        "/device?user_code=wdjb-mjht",
        "/device/done",
        "/consent",
        "/logout",
        "/signed-out",
    ]
    .iter()
    .map(|path| stage.host.url(path))
    .collect();
    pages.extend(["", "&ui_locales=de", "&ui_locales=ar"].map(|more| stage.login_url(more)));
    pages
}

async fn enhanced(stage: &Stage) -> Outcome<()> {
    let found = stage.browser.find("html[data-enhanced]").await;
    found.map(|_| ())
}

#[tokio::test]
async fn axe_finds_nothing_on_any_page() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    for page in pages(&stage) {
        stage.browser.go(&page).await?;
        enhanced(&stage).await?;
        assert_eq!(findings(&stage.browser).await?, NONE, "{page}");
    }
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_in_the_open_list_of_languages() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.login_url("")).await?;
    enhanced(&stage).await?;
    stage.browser.click(".v-languages summary").await?;
    stage.browser.find(".v-languages details[open] a").await?;
    assert_eq!(findings(&stage.browser).await?, NONE);
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_in_the_example_brands() -> Outcome<()> {
    for example in ["bank", "authority", "startup", "institution"] {
        let stage = Stage {
            host: Vestibule::branded(example).await?,
            browser: Browser::open(Scripts::On).await?,
        };
        stage.browser.go(&stage.login_url("")).await?;
        enhanced(&stage).await?;
        assert_eq!(findings(&stage.browser).await?, NONE, "{example}");
    }
    Ok(())
}

#[tokio::test]
async fn axe_finds_nothing_on_a_form_with_a_problem() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.login_url("")).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, "wrong").await?;
    login.problem().await?;
    login.enhanced().await?;
    assert!(stage.browser.has_focus("#problem").await?);
    assert_eq!(findings(&stage.browser).await?, NONE);

    stage.browser.go(&stage.host.url("/device")).await?;
    stage
        .browser
        .type_into("[name=user_code]", "nonsense")
        .await?;
    stage.browser.click("#continue").await?;
    stage.browser.find("#problem").await?;
    enhanced(&stage).await?;
    assert!(stage.browser.has_focus("#problem").await?);
    assert_eq!(findings(&stage.browser).await?, NONE);
    Ok(())
}

#[tokio::test]
async fn every_page_fits_a_narrow_window_even_when_text_is_set_widely() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    // 1280 px at 400 %.
    stage.browser.resize(320, 256).await?;
    for page in pages(&stage) {
        stage.browser.go(&page).await?;
        enhanced(&stage).await?;
        for spacing in [false, true] {
            let faults = stage.browser.run(LAYOUT, vec![json!(spacing)]).await?;
            assert_eq!(faults, json!([]), "{page}, widely set: {spacing}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn nothing_moves_once_it_is_painted() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.before_each_document(SHIFTS).await?;
    for page in pages(&stage) {
        stage.browser.go(&page).await?;
        enhanced(&stage).await?;
        let shifts = stage
            .browser
            .run("return window.shifts", Vec::new())
            .await?;
        assert_eq!(shifts, json!([]), "{page}");
    }
    Ok(())
}

#[tokio::test]
async fn the_keyboard_reaches_everything_in_order_and_shows_where_it_is() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    for look in Look::ALL {
        stage.browser.go(&stage.login_url("")).await?;
        let login = LoginPage::shown(&stage.browser).await?;
        login.enhanced().await?;
        stage.browser.look(look).await?;
        let mut order = Vec::new();
        for _ in 0..5 {
            let here = stage.browser.run(FOCUS, Vec::new()).await?;
            let here = here
                .as_str()
                .ok_or_else(|| Trouble::Answer(here.to_string()))?;
            order.push(here.to_owned());
            // Tab, as WebDriver writes it.
            let id = here.split(' ').next().unwrap_or_default();
            stage
                .browser
                .type_into(&format!("#{id}"), "\u{e004}")
                .await?;
        }
        let expected = [
            "j_username",
            "j_password",
            "show-password",
            "remember",
            "sign-in",
        ];
        let expected = expected.map(|id| format!("{id} outlined"));
        assert_eq!(order, expected, "{look:?}");
    }
    Ok(())
}

/// What is wider than the window, cut off, or too small to hit (WCAG 2.2: 1.4.10, 1.4.12, 2.5.8).
const LAYOUT: &str = "
if (arguments[0]) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important;' +
    'word-spacing: .16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}
const faults = [];
const name = (it) => it.tagName + '#' + it.id + '.' + it.className;
if (document.documentElement.scrollWidth > 320) faults.push('page ' + document.documentElement.scrollWidth);
for (const it of document.querySelectorAll('body *')) {
  const style = getComputedStyle(it);
  if (!it.offsetParent || it.closest('.v-unseen, .v-ahead')) continue;
  if (it.scrollWidth > it.clientWidth + 1 && style.overflowX !== 'visible' && it.tagName !== 'INPUT') {
    faults.push('cut ' + name(it));
  }
  const box = it.getBoundingClientRect();
  if (box.right > 321 || box.left < -1) faults.push('beyond ' + name(it));
  if (it.matches('a, button, select, input:not([type=hidden])') && style.display !== 'inline'
      && (box.height < 24 || box.width < 24) && !(it.type === 'checkbox' && it.labels.length)) {
    faults.push('small ' + name(it));
  }
}
return faults;
";

/// Notes each shift of the layout, from the first paint on.
const SHIFTS: &str = "
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) window.shifts.push(shift.value);
}).observe({ type: 'layout-shift', buffered: true });
";

/// What has the focus, and whether one can see that.
const FOCUS: &str = "
const it = document.activeElement;
const style = getComputedStyle(it);
const seen = it.matches(':focus-visible') && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
return it.id + (seen ? ' outlined' : ' unseen');
";
