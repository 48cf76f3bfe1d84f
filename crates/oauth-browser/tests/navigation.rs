//! The address bar, the clock's header and the popup's landing page.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use oauth_browser::navigation::{CallbackParts, NavigationError, redirect, take_callback};
use oauth_browser::popup::{Delivery, deliver};
use oauth_browser::{browser, clock};
use oauth_proto::time::Timestamp;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn show(url: &str) {
    let history = web_sys::window().unwrap().history().unwrap();
    history
        .replace_state_with_url(&JsValue::NULL, "", Some(url))
        .unwrap();
}

#[wasm_bindgen_test]
fn an_answer_is_taken_out_of_the_address_bar() {
    show("/?code=a%20b&state=%C3%A4#iss=x");
    let parts = take_callback().unwrap();
    assert_eq!(parts.query, "code=a%20b&state=%C3%A4");
    assert_eq!(parts.fragment, "iss=x");
    assert_eq!(format!("{parts:?}"), "CallbackParts(…)");
    let href = web_sys::window().unwrap().location().href().unwrap();
    assert_eq!(href, format!("{}/", browser::origin().unwrap()));
    assert!(take_callback().unwrap().is_empty());
}

/// What the application has in its address and its history is the application's.
#[wasm_bindgen_test]
fn an_answer_leaves_the_applications_own_behind() {
    let history = web_sys::window().unwrap().history().unwrap();
    let own = JsValue::from_str("a router's");
    let shown = |url: &str| {
        history.replace_state_with_url(&own, "", Some(url)).unwrap();
        let parts = take_callback().unwrap();
        assert_eq!(history.state().unwrap(), own);
        let href = web_sys::window().unwrap().location().href().unwrap();
        let left = href.strip_prefix(&browser::origin().unwrap()).unwrap();
        (parts.query, parts.fragment, left.to_owned())
    };
    let of = |query: &str, fragment: &str, left: &str| {
        (query.to_owned(), fragment.to_owned(), left.to_owned())
    };
    assert_eq!(
        shown("/app?tab=%C3%A4+1&code=c&state=s&scope=a#top"),
        of(
            "tab=%C3%A4+1&code=c&state=s&scope=a",
            "top",
            "/app?tab=%C3%A4+1#top"
        )
    );
    assert_eq!(
        shown("/app?tab=1#code=c&state=s&view=2"),
        of("tab=1", "code=c&state=s&view=2", "/app?tab=1#view=2")
    );
    // No answer: nothing is touched, whatever it looks like.
    assert_eq!(
        shown("/app?iss=mine&scope=wide#/pets?page=2"),
        of(
            "iss=mine&scope=wide",
            "/pets?page=2",
            "/app?iss=mine&scope=wide#/pets?page=2"
        )
    );
    show("/");
}

#[wasm_bindgen_test]
fn only_checked_addresses_are_visited() {
    for url in [
        "",
        "/relative",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://as.example/auth",
        "https://user@as.example/auth",
        "https://as.example/auth#fragment",
    ] {
        assert_eq!(
            redirect(url),
            Err(NavigationError::UncheckedAddress),
            "{url}"
        );
    }
}

#[wasm_bindgen_test]
fn a_secure_context_is_required_and_loopback_is_one() {
    assert_eq!(browser::require_secure_context(), Ok(()));
}

#[wasm_bindgen_test]
fn skew_is_read_from_the_date_header() {
    let now = Timestamp::from_unix(784_111_700);
    let response = |date: &str| {
        http::Response::builder()
            .header("date", date)
            .body(())
            .unwrap()
    };
    assert_eq!(
        clock::skew(&response("Sun, 06 Nov 1994 08:49:37 GMT"), now),
        Some(77)
    );
    assert_eq!(clock::skew(&response("not a date"), now), None);
    assert_eq!(clock::skew(&http::Response::new(()), now), None);
}

#[wasm_bindgen_test]
async fn an_answer_that_no_popup_waits_for_is_this_pages_own() {
    let parts = CallbackParts {
        query: "state=unknown".to_owned(),
        fragment: String::new(),
    };
    assert_eq!(deliver(&parts).await, Ok(Delivery::NotForAPopup));
}

#[wasm_bindgen_test]
async fn an_answer_whose_opener_is_gone_is_told_and_forgotten() {
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage
        .set_item("oauth-browser.popups", r#"["a b"]"#)
        .unwrap();
    let parts = CallbackParts {
        query: String::new(),
        fragment: "state=a+b".to_owned(),
    };
    assert_eq!(deliver(&parts).await, Ok(Delivery::Orphaned));
    assert_eq!(deliver(&parts).await, Ok(Delivery::NotForAPopup));
    clock::sleep(Duration::ZERO).await;
}
