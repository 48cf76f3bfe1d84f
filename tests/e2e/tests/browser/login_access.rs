//! The login view for everybody: of each of its states axe has nothing to say, by day, by night and in forced
//! colours; nothing in it moves, and it is used by keyboard.

use serde_json::{Value, json};
use vestibule_e2e::Outcome;
use vestibule_e2e::axe::{Finding, findings};
use vestibule_e2e::browser::{Browser, Look, Scripts};
use vestibule_e2e::layout::strings;
use vestibule_e2e::pages::LoginPage;
use vestibule_e2e::servers::Vestibule;
use vestibule_e2e::tour::{FileStop, HostStop, HydraStop, KnownPasswordStop, Stop, Tour};

use super::Stage;

#[tokio::test]
async fn axe_finds_nothing_in_any_state() -> Outcome<()> {
    let tour = Tour::open(None).await?;
    let mut all = Vec::new();
    for language in ["en", "ar"] {
        for stop in Stop::all() {
            tour.visit(stop, language).await?;
            let found = findings(&tour.browser).await?;
            all.extend(found.into_iter().map(|it| (stop, language, it)));
        }
    }
    assert_eq!(all, []);
    Ok(())
}

const NONE: [Finding; 0] = [];

#[tokio::test]
async fn axe_finds_nothing_in_the_example_brands() -> Outcome<()> {
    let mut browser = Browser::open(Scripts::On).await?;
    for example in ["bank", "authority", "startup", "institution"] {
        let host = Vestibule::branded(example).await?;
        let stage = Stage { browser, host };
        stage.browser.go(&stage.login_url("")).await?;
        LoginPage::shown(&stage.browser).await?.enhanced().await?;
        assert_eq!(findings(&stage.browser).await?, NONE, "{example}");
        browser = stage.browser;
    }
    Ok(())
}

#[tokio::test]
async fn nothing_moves_in_any_state() -> Outcome<()> {
    let tour = Tour::open(None).await?;
    tour.browser.before_each_document(SHIFTS).await?;
    let mut all = Vec::new();
    for stop in Stop::all() {
        tour.visit(stop, "en").await?;
        all.push((stop, shifts(&tour.browser).await?));
    }
    all.retain(|(_, shifts)| *shifts != json!([]));
    assert_eq!(all, []);
    // What moves is seen.
    let push = "document.querySelector('main').style.marginTop = '99px'";
    tour.browser.run(push, Vec::new()).await?;
    assert_ne!(shifts(&tour.browser).await?, json!([]));
    Ok(())
}

/// Each shift of the layout since the document began that no press of the person's led to: how much, and of what.
async fn shifts(browser: &Browser) -> Outcome<Value> {
    // What was painted last is told only after it.
    let script = "const done = arguments[0];
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
            noteShifts(window.shiftsSeen.takeRecords());
            done(window.shifts);
        })))";
    browser.run_async(script, Vec::new()).await
}

const SHIFTS: &str = "
window.shifts = [];
window.noteShifts = (list) => {
  for (const { value, hadRecentInput, sources } of list) {
    if (!hadRecentInput) window.shifts.push([value, ...sources.map(({ node }) => node?.nodeName)]);
  }
};
window.shiftsSeen = new PerformanceObserver((list) => noteShifts(list.getEntries()));
window.shiftsSeen.observe({ type: 'layout-shift', buffered: true });
";

#[tokio::test]
async fn the_keyboard_reaches_everything_in_order_and_shows_where_it_is() -> Outcome<()> {
    let tour = Tour::open(None).await?;
    let mut all = Vec::new();
    for stop in Stop::all() {
        tour.visit(stop, "en").await?;
        let controls = strings(&tour.browser.run(CONTROLS, Vec::new()).await?)?;
        for look in Look::ALL {
            tour.browser.look(look).await?;
            tour.browser.run(FROM_THE_TOP, Vec::new()).await?;
            tour.browser.press_tab(controls.len()).await?;
            let way = tour.browser.run("return window.way", Vec::new()).await?;
            all.push((stop, look, strings(&way)?, controls.clone()));
        }
        tour.browser.look(Look::Light).await?;
    }
    all.retain(|(.., way, controls)| way != controls);
    assert_eq!(all, []);
    Ok(())
}

/// What there is to reach, in the order of the document.
const CONTROLS: &str = "
const all = 'a[href], button, input:not([type=hidden]), select, summary, textarea, [tabindex=\"0\"]';
const name = (it) => it.tagName + '#' + it.id + ' ' + (it.getAttribute('name') ?? it.textContent);
const reached = [...document.querySelectorAll(all)].filter((it) => it.tabIndex >= 0 && it.checkVisibility());
document.addEventListener('focusin', ({ target }) => {
  const style = getComputedStyle(target);
  const box = target.getBoundingClientRect();
  const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const faults = [];
  if (!target.matches(':focus-visible') || !outlined) faults.push('no outline');
  if (!above || !(target.contains(above) || above.contains(target))) faults.push('hidden');
  window.way.push([name(target), ...faults].join(', '));
});
return reached.map(name);
";

/// The next Tab goes to the first of them.
const FROM_THE_TOP: &str = "
const start = document.createElement('span');
start.tabIndex = -1;
document.body.prepend(start);
start.focus();
start.remove();
window.way = [];
";

/// A form begins at its first empty field; where something has happened, that is told first.
#[tokio::test]
async fn the_focus_is_where_a_person_goes_on() -> Outcome<()> {
    let tour = Tour::open(None).await?;
    let mut all = Vec::new();
    for stop in Stop::all() {
        tour.visit(stop, "en").await?;
        all.push((stop, tour.browser.run_async(FOCUS, Vec::new()).await?));
    }
    all.retain(|(stop, focus)| *focus != json!(focus_of(*stop)));
    assert_eq!(all, []);
    Ok(())
}

/// A browser moves it with the frame after the page is there.
const FOCUS: &str = "
const done = arguments[0];
requestAnimationFrame(() => requestAnimationFrame(() => {
  const it = document.activeElement;
  done(it === document.body ? '' : it.id || it.className || it.localName);
}))";

fn focus_of(stop: Stop) -> &'static str {
    match stop {
        Stop::Host(stop) => match stop {
            HostStop::Login | HostStop::LoginWays | HostStop::UserName => "j_username",
            HostStop::Password => "j_password",
            HostStop::Device => "user_code",
            HostStop::Forgot | HostStop::Reset => "email",
            HostStop::DeviceDone
            | HostStop::Stayed
            | HostStop::SignedOut
            | HostStop::LetterSent
            | HostStop::ResetDone => "v-happened",
            // What was pressed.
            HostStop::Languages => "summary",
            HostStop::NoRequest
            | HostStop::Consent
            | HostStop::DeviceConfirm
            | HostStop::Logout => "",
            HostStop::LoginRefused
            | HostStop::LoginThrottled
            | HostStop::PasswordRefused
            | HostStop::DeviceUnknown
            | HostStop::DeviceUsed
            | HostStop::DeviceDenied
            | HostStop::ForgotRefused
            | HostStop::ResetShort
            | HostStop::ResetMismatch
            | HostStop::ResetExpired
            | HostStop::Error
            | HostStop::ErrorStatus
            | HostStop::NotFound
            | HostStop::MissingState => "problem",
        },
        Stop::KnownPassword(stop) => match stop {
            KnownPasswordStop::Choose => "new_password",
            KnownPasswordStop::Short | KnownPasswordStop::Mismatch | KnownPasswordStop::Expired => {
                "problem"
            }
        },
        Stop::Hydra(stop) => match stop {
            HydraStop::Login => "j_username",
            HydraStop::Device => "user_code",
            HydraStop::DeviceDone => "v-happened",
            HydraStop::Reset => "new_password",
            HydraStop::Consent | HydraStop::DeviceConfirm | HydraStop::Logout => "",
            HydraStop::LoginRefused
            | HydraStop::LoginExpired
            | HydraStop::LoginAway
            | HydraStop::Expired
            | HydraStop::ConsentExpired
            | HydraStop::ConsentAway => "problem",
        },
        Stop::File(stop) => match stop {
            FileStop::Login => "j_username",
            FileStop::Password => "j_password",
            // The title of what is asked now; its own page would begin with it.
            FileStop::Consent => "h1",
            FileStop::NoRequest | FileStop::Logout => "",
            FileStop::LoginRefused | FileStop::Error | FileStop::NotFound => "problem",
        },
    }
}
