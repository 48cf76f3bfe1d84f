//! A popup's answer, and every way in which none comes. The landing page is played by this page.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use futures_util::future::join;
use oauth_browser::browser::origin;
use oauth_browser::cancel::Cancel;
use oauth_browser::clock::sleep;
use oauth_browser::navigation::CallbackParts;
use oauth_browser::popup::{Delivery, Popup, PopupError, deliver};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Somewhere that is not this page, so that the tests do not run in the popup too.
fn elsewhere() -> String {
    [origin().unwrap().as_str(), "/nothing-here"].concat()
}

fn answer(state: &str) -> CallbackParts {
    CallbackParts {
        query: format!("code=c&state={state}"),
        fragment: String::new(),
    }
}

#[wasm_bindgen_test]
async fn the_answer_with_its_state_comes_back_and_no_other() {
    let cancel = Cancel::new();
    let (answered, (other, own)) = join(
        Popup::open()
            .unwrap()
            .authorize(&elsewhere(), "mine", &cancel),
        async {
            sleep(Duration::from_millis(20)).await;
            (
                deliver(&answer("other")).await,
                deliver(&answer("mine")).await,
            )
        },
    )
    .await;
    assert_eq!(answered, Ok(answer("mine")));
    assert_eq!(other, Ok(Delivery::NotForAPopup));
    assert_eq!(own, Ok(Delivery::Delivered));
    assert_eq!(deliver(&answer("mine")).await, Ok(Delivery::NotForAPopup));
}

#[wasm_bindgen_test]
fn the_popup_does_not_know_who_opened_it() {
    js_sys::eval(
        "window.realOpen = window.open; window.open = (...a) => window.seen = realOpen(...a);",
    )
    .unwrap();
    let popup = Popup::open();
    js_sys::eval("window.open = realOpen;").unwrap();
    assert!(js_sys::eval("window.seen.opener").unwrap().is_null());
    popup.unwrap().close();
}

#[wasm_bindgen_test]
async fn a_cancelled_wait_ends_and_closes_the_popup() {
    js_sys::eval(
        "window.realOpen = window.open; window.open = (...a) => window.seen = realOpen(...a);",
    )
    .unwrap();
    let popup = Popup::open();
    js_sys::eval("window.open = realOpen;").unwrap();
    let cancel = Cancel::new();
    cancel.cancel();
    let answered = popup
        .unwrap()
        .authorize(&elsewhere(), "cancelled", &cancel)
        .await;
    assert_eq!(answered, Err(PopupError::Cancelled));
    assert_eq!(js_sys::eval("window.seen.closed").unwrap(), true);
    assert_eq!(
        deliver(&answer("cancelled")).await,
        Ok(Delivery::NotForAPopup)
    );
}

#[wasm_bindgen_test]
async fn a_closed_popup_is_told() {
    js_sys::eval(
        "window.realOpen = window.open; window.open = (...a) => window.seen = realOpen(...a);",
    )
    .unwrap();
    let popup = Popup::open();
    js_sys::eval("window.open = realOpen;").unwrap();
    let cancel = Cancel::new();
    let (answered, ()) = join(
        popup.unwrap().authorize(&elsewhere(), "closed", &cancel),
        async {
            sleep(Duration::from_millis(20)).await;
            js_sys::eval("window.seen.close(); document.hasFocus = () => true;").unwrap();
        },
    )
    .await;
    assert_eq!(answered, Err(PopupError::Closed));
}

#[wasm_bindgen_test]
fn a_blocked_popup_is_told() {
    js_sys::eval("window.realOpen = window.open; window.open = () => null;").unwrap();
    let popup = Popup::open();
    js_sys::eval("window.open = realOpen;").unwrap();
    assert_eq!(popup.unwrap_err(), PopupError::Blocked);
}

#[wasm_bindgen_test]
async fn a_popup_is_sent_to_checked_addresses_only() {
    let popup = Popup::open().unwrap();
    let answered = popup
        .authorize("javascript:alert(1)", "unchecked", &Cancel::new())
        .await;
    assert_eq!(answered, Err(PopupError::UncheckedAddress));
}
