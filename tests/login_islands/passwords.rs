//! The button that shows a password, and what is said of Caps Lock.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlInputElement};

use crate::page::{LOGIN, RESET, Submits, attribute, fill, get, press_enter, show, storage, tick};

fn key(name: &str, caps_lock: bool) {
    let make = Function::new_with_args(
        "name,on",
        "return new KeyboardEvent(name,{key:'a',modifierCapsLock:on,bubbles:true})",
    );
    let event = make
        .call2(&JsValue::NULL, &name.into(), &caps_lock.into())
        .expect("an event");
    get("#j_password")
        .dispatch_event(event.unchecked_ref())
        .expect("dispatches");
}

#[wasm_bindgen_test]
async fn the_password_is_shown_by_a_button_that_keeps_its_name() {
    show(LOGIN, |_| {}).await;
    let name = get("#show-password").text_content();
    assert_eq!(name.as_deref(), Some("Show password"));
    assert_eq!(
        attribute("#show-password", "type").as_deref(),
        Some("button")
    );
    for (pressed, kind) in [("true", "text"), ("false", "password"), ("true", "text")] {
        get("#show-password").click();
        tick().await;
        assert_eq!(
            attribute("#show-password", "aria-pressed").as_deref(),
            Some(pressed)
        );
        assert_eq!(attribute("#j_password", "type").as_deref(), Some(kind));
        assert_eq!(get("#show-password").text_content(), name);
    }
}

#[wasm_bindgen_test]
async fn a_shown_password_is_hidden_before_it_is_sent() {
    show(LOGIN, |_| {}).await;
    let submits = Submits::caught();
    fill();
    get("#show-password").click();
    press_enter();
    assert_eq!(
        attribute("#j_password", "type").as_deref(),
        Some("password")
    );
    assert_eq!(submits.sent(), 1);
    tick().await;
    assert_eq!(
        attribute("#show-password", "aria-pressed").as_deref(),
        Some("false")
    );
}

#[wasm_bindgen_test]
async fn caps_lock_is_told_while_it_is_on_in_the_password() {
    show(LOGIN, |_| {}).await;
    assert!(get("#caps-lock").has_attribute("hidden"));
    key("keydown", true);
    tick().await;
    assert!(!get("#caps-lock").has_attribute("hidden"));
    assert_eq!(
        get("#caps-lock").text_content().as_deref(),
        Some("Caps Lock is on.")
    );
    key("keyup", false);
    tick().await;
    assert!(get("#caps-lock").has_attribute("hidden"));
    key("keydown", true);
    get("#j_password")
        .dispatch_event(&Event::new("blur").expect("an event"))
        .expect("dispatches");
    tick().await;
    assert!(get("#caps-lock").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn a_key_event_that_is_none_says_nothing() {
    show(LOGIN, |_| {}).await;
    let event = Event::new("keydown").expect("an event");
    get("#j_password")
        .dispatch_event(&event)
        .expect("dispatches");
    tick().await;
    assert!(get("#caps-lock").has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn both_new_passwords_are_shown_by_one_button() {
    storage().clear().expect("clears");
    show(RESET, |_| {}).await;
    get("#show-password").click();
    for field in ["#new_password", "#confirm_password"] {
        assert_eq!(attribute(field, "type").as_deref(), Some("text"));
    }
    let submits = Submits::caught();
    for field in ["#new_password", "#confirm_password"] {
        get(field)
            .unchecked_into::<HtmlInputElement>()
            .set_value("lovelace");
    }
    press_enter();
    press_enter();
    assert_eq!(submits.sent(), 1);
    for field in ["#new_password", "#confirm_password"] {
        assert_eq!(attribute(field, "type").as_deref(), Some("password"));
    }
    assert_eq!(storage().get_item("vestibule.carried"), Ok(None));
}
