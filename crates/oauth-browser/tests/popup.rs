//! A popup's answer, and every way in which none comes. The landing page is played by this page.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::time::Duration;

use futures_util::future::{Either, join, select};
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

/// A popup that the test can see too, as `window.seen`.
fn seen() -> Popup {
    js_sys::eval(
        "window.realOpen = window.open; window.open = (...a) => window.seen = realOpen(...a);",
    )
    .unwrap();
    let popup = Popup::open();
    js_sys::eval("window.open = realOpen;").unwrap();
    popup.unwrap()
}

#[wasm_bindgen_test]
fn the_popup_does_not_know_who_opened_it() {
    let _popup = seen();
    assert!(js_sys::eval("window.seen.opener").unwrap().is_null());
}

fn is_closed() -> bool {
    js_sys::eval("window.seen.closed").unwrap() == true
}

#[wasm_bindgen_test]
async fn a_popup_that_nobody_needs_any_more_is_closed() {
    let popup = seen();
    assert!(!is_closed());
    drop(popup);
    assert!(is_closed());

    let waiting = Box::pin(async {
        let popup = seen();
        popup
            .authorize(&elsewhere(), "given up", &Cancel::new())
            .await
    });
    let soon = Box::pin(sleep(Duration::from_millis(20)));
    let Either::Right(((), waiting)) = select(waiting, soon).await else {
        panic!("nobody answers");
    };
    assert!(!is_closed());
    drop(waiting);
    assert!(is_closed());
    assert_eq!(
        deliver(&answer("given up")).await,
        Ok(Delivery::NotForAPopup)
    );
}

#[wasm_bindgen_test]
async fn a_cancelled_wait_ends_and_closes_the_popup() {
    let popup = seen();
    let cancel = Cancel::new();
    cancel.cancel();
    let answered = popup.authorize(&elsewhere(), "cancelled", &cancel).await;
    assert_eq!(answered, Err(PopupError::Cancelled));
    assert!(is_closed());
    assert_eq!(
        deliver(&answer("cancelled")).await,
        Ok(Delivery::NotForAPopup)
    );
}

#[wasm_bindgen_test]
async fn a_closed_popup_is_told() {
    let cancel = Cancel::new();
    let (answered, ()) = join(seen().authorize(&elsewhere(), "closed", &cancel), async {
        sleep(Duration::from_millis(20)).await;
        js_sys::eval("window.seen.close(); document.hasFocus = () => true;").unwrap();
    })
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
    let answered = seen()
        .authorize("javascript:alert(1)", "unchecked", &Cancel::new())
        .await;
    assert_eq!(answered, Err(PopupError::UncheckedAddress));
    assert!(is_closed());
}
