//! Forms that the browser sends: once, and with what they carry kept for the way back.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Event;

use crate::page::{
    CARRIED, CONSENT, ERROR, LOGIN, Submits, attribute, come_back, document, fill, get,
    press_enter, script, show, storage, tick, window,
};

#[wasm_bindgen_test]
async fn a_form_is_sent_once_until_the_page_comes_back() {
    show(LOGIN, |_| {}).await;
    let submits = Submits::caught();
    fill();
    get("#sign-in").click();
    press_enter();
    tick().await;
    assert_eq!(submits.sent(), 1);
    assert!(get("#sign-in").has_attribute("disabled"));
    assert_eq!(
        get("[data-island=submit]").text_content().as_deref(),
        Some("Signing you in…")
    );

    come_back();
    tick().await;
    assert!(!get("#sign-in").has_attribute("disabled"));
    assert_eq!(
        get("[data-island=submit]").text_content().as_deref(),
        Some("")
    );
    get("#sign-in").click();
    assert_eq!(submits.sent(), 2);
}

#[wasm_bindgen_test]
async fn a_submit_that_leads_nowhere_can_be_repeated_within_ten_seconds() {
    show(LOGIN, |_| {}).await;
    // A clock that only notes what it is asked for, if that is not at once.
    Function::new_no_args(
        "window.realTimeout=window.setTimeout;window.asked=[];\
         window.setTimeout=(f,ms)=>ms?(window.asked.push([f,ms]),0):realTimeout(f)",
    )
    .call0(&JsValue::NULL)
    .expect("replaces the clock");
    let _submits = Submits::caught();
    fill();
    press_enter();
    let asked: Array = Reflect::get(&window(), &"asked".into())
        .expect("a list")
        .unchecked_into();
    Function::new_no_args("window.setTimeout=window.realTimeout")
        .call0(&JsValue::NULL)
        .expect("restores");
    tick().await;
    assert!(get("#sign-in").has_attribute("disabled"));
    let timers: Vec<Array> = asked.iter().map(JsCast::unchecked_into).collect();
    assert!(timers.iter().any(|timer| timer.get(1) == 8000));
    for timer in timers {
        timer
            .get(0)
            .unchecked_into::<Function>()
            .call0(&JsValue::NULL)
            .expect("runs");
    }
    tick().await;
    assert!(!get("#sign-in").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn a_submit_that_was_stopped_is_not_under_way() {
    show(LOGIN, |_| {}).await;
    let stop = Closure::<dyn FnMut(Event)>::new(|event: Event| event.prevent_default());
    let body = document().body().expect("a body");
    body.add_event_listener_with_callback("submit", stop.as_ref().unchecked_ref())
        .expect("listens");
    fill();
    press_enter();
    tick().await;
    body.remove_event_listener_with_callback("submit", stop.as_ref().unchecked_ref())
        .expect("stops");
    assert!(!get("#sign-in").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn remember_is_sent_once() {
    show(LOGIN, |_| {}).await;
    let _submits = Submits::caught();
    fill();
    get("#remember").click();
    press_enter();
    assert!(get("[data-unticked]").has_attribute("disabled"));
    come_back();
    get("#remember").click();
    press_enter();
    assert!(!get("[data-unticked]").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn what_was_carried_is_kept_for_the_way_back_and_credentials_are_not() {
    storage().clear().expect("clears");
    show(LOGIN, |_| {}).await;
    let _submits = Submits::caught();
    fill();
    press_enter();
    assert_eq!(storage().length(), Ok(1));
    assert_eq!(
        storage().get_item("vestibule.carried"),
        Ok(Some(CARRIED.trim_end().to_owned()))
    );

    show(ERROR, |_| {}).await;
    assert_eq!(
        attribute("#restart", "href"),
        Some(format!("/login?{}", CARRIED.trim_end()))
    );
    assert_eq!(
        get("#restart").text_content().as_deref(),
        Some("Back to sign-in")
    );
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("problem"));
}

#[wasm_bindgen_test]
async fn without_anything_kept_the_way_back_stays() {
    storage().clear().expect("clears");
    show(ERROR, |_| {}).await;
    assert_eq!(attribute("#restart", "href").as_deref(), Some("/login"));
}

#[wasm_bindgen_test]
async fn a_decision_is_sent_once_and_with_its_value() {
    show(CONSENT, |_| {}).await;
    // What the browser puts together after the event, when a listener may have disabled buttons.
    script(
        "window.sent=[];addEventListener('formdata',e=>sent.push(new URLSearchParams(e.formData).toString()))",
        &JsValue::NULL,
    );
    script(
        "const frame=document.createElement('iframe');frame.name='nowhere';\
         document.getElementById('page').append(frame);it.setAttribute('target','nowhere');\
         it.setAttribute('action','about:blank')",
        &get("#consent"),
    );
    for _ in 0..2 {
        get("#consent [value=deny]").click();
    }
    tick().await;
    let sent: Array = Reflect::get(&window(), &"sent".into())
        .expect("a list")
        .unchecked_into();
    let sent: Vec<_> = sent.iter().filter_map(|it| it.as_string()).collect();
    assert_eq!(
        sent,
        ["consent_challenge=c&grant_scope=openid&grant_scope=books&decision=deny"]
    );
    for button in ["accept", "deny"] {
        assert!(get(&format!("#consent [value={button}]")).has_attribute("disabled"));
    }
    come_back();
    assert!(!get("#consent [value=accept]").has_attribute("disabled"));
}
