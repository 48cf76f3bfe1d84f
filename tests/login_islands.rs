//! The islands of the login bundle, in a browser, on the page that the host would have sent.

#![cfg(all(target_arch = "wasm32", feature = "login"))]
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper of tests fails by panicking, as tests do"
)]

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Reflect};
use leptos::task::tick;
use vestibule_ui::islands::enliven;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, Storage, Window};

wasm_bindgen_test_configure!(run_in_browser);

const LOGIN: &str = include_str!("pages/login.html");
const ERROR: &str = include_str!("pages/error.html");
const CARRIED: &str = include_str!("pages/login_query.txt");

fn window() -> Window {
    web_sys::window().expect("a window")
}

fn document() -> Document {
    window().document().expect("a document")
}

fn storage() -> Storage {
    window().session_storage().expect("allowed").expect("there")
}

/// Puts the body of a page into the document, beside the test runner's own elements, and brings it
/// to life after `before` has had its way with it.
async fn show(page: &str, before: impl FnOnce(&Element)) {
    if let Some(previous) = find("#page") {
        come_back();
        previous.remove();
    }
    let body = page
        .trim_start_matches("<body>")
        .trim_end_matches("</body></html>");
    let host = document().create_element("div").expect("an element");
    host.set_id("page");
    host.set_inner_html(body);
    document()
        .body()
        .expect("a body")
        .append_child(&host)
        .expect("inserts");
    root().remove_attribute("data-enhanced").expect("removes");
    before(&host);
    enliven();
    tick().await;
}

fn root() -> Element {
    document().document_element().expect("a root element")
}

fn find(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .expect("a selector")
        .map(JsCast::unchecked_into)
}

fn get(selector: &str) -> HtmlElement {
    find(selector).unwrap_or_else(|| panic!("no {selector}"))
}

fn attribute(selector: &str, name: &str) -> Option<String> {
    get(selector).get_attribute(name)
}

/// Counts the submits that go out, and lets none leave the page, for as long as it lives.
struct Submits {
    count: Rc<Cell<u32>>,
    listener: Closure<dyn FnMut(Event)>,
}

impl Submits {
    fn caught() -> Self {
        let count = Rc::new(Cell::new(0));
        let counted = Rc::clone(&count);
        let listener = Closure::new(move |event: Event| {
            if !event.default_prevented() {
                counted.set(counted.get() + 1);
            }
            event.prevent_default();
        });
        window()
            .add_event_listener_with_callback("submit", listener.as_ref().unchecked_ref())
            .expect("listens");
        Self { count, listener }
    }

    fn sent(&self) -> u32 {
        self.count.get()
    }
}

impl Drop for Submits {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        let _ = window().remove_event_listener_with_callback("submit", listener);
    }
}

/// What the browser says when a page appears, new or from its back-forward cache.
fn come_back() {
    window()
        .dispatch_event(&Event::new("pageshow").expect("an event"))
        .expect("dispatches");
}

/// What Enter in a field does; the form's own method may be hidden by a carried name.
fn press_enter() {
    let prototype = Reflect::get(&window(), &"HTMLFormElement".into())
        .and_then(|class| Reflect::get(&class, &"prototype".into()))
        .expect("a class");
    let submit: Function = Reflect::get(&prototype, &"requestSubmit".into())
        .expect("a method")
        .unchecked_into();
    submit.call0(&get("#login")).expect("submits");
}

fn fill() {
    for (field, value) in [("#j_username", "ada"), ("#j_password", "lovelace")] {
        get(field)
            .unchecked_into::<HtmlInputElement>()
            .set_value(value);
    }
}

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
async fn the_page_says_when_it_is_live() {
    show(LOGIN, |_| {}).await;
    assert_eq!(root().get_attribute("data-enhanced"), Some(String::new()));
    assert!(find("#show-password").is_some() && find("#caps-lock").is_some());
}

#[wasm_bindgen_test]
async fn a_browser_sends_what_was_carried_in_order_and_once() {
    show(LOGIN, |_| {}).await;
    fill();
    let send = Function::new_with_args(
        "form",
        "return new URLSearchParams(new FormData(form)).toString()",
    );
    let sent = send.call1(&JsValue::NULL, &get("#login")).expect("a form");
    let own = "response_type=code&user_type=&j_username=ada&j_password=lovelace&remember=N";
    assert_eq!(
        sent.as_string(),
        Some(format!("{}&{own}", CARRIED.trim_end()))
    );
}

#[wasm_bindgen_test]
async fn typed_values_stay() {
    show(LOGIN, |_| fill()).await;
    assert_eq!(
        get("#j_username")
            .unchecked_into::<HtmlInputElement>()
            .value(),
        "ada"
    );
    assert_eq!(
        get("#j_password")
            .unchecked_into::<HtmlInputElement>()
            .value(),
        "lovelace"
    );
}

#[wasm_bindgen_test]
async fn foreign_elements_anywhere_break_nothing() {
    show(LOGIN, |page| {
        let found = page.query_selector_all("*").expect("a selector");
        let all: Vec<Element> = (0..found.length())
            .filter_map(|at| found.get(at))
            .map(JsCast::unchecked_into)
            .collect();
        for element in all {
            let first = document()
                .create_element("com-foreign")
                .expect("an element");
            let last = document()
                .create_element("com-foreign")
                .expect("an element");
            last.set_text_content(Some("x"));
            element.prepend_with_node_1(&first).expect("inserts");
            element.append_with_node_1(&last).expect("inserts");
        }
    })
    .await;
    let submits = Submits::caught();
    fill();
    get("#show-password").click();
    tick().await;
    assert_eq!(attribute("#j_password", "type").as_deref(), Some("text"));
    press_enter();
    press_enter();
    assert_eq!(submits.sent(), 1);
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
    // A clock that only notes what it is asked for.
    Function::new_no_args(
        "window.realTimeout=window.setTimeout;window.asked=[];\
         window.setTimeout=(f,ms)=>{window.asked.push([f,ms]);return 0}",
    )
    .call0(&JsValue::NULL)
    .expect("replaces the clock");
    show(LOGIN, |_| {}).await;
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
async fn a_page_without_its_parts_is_left_alone() {
    show(
        "<p>other</p><i data-island=\"unknown\"></i><b data-island=\"submit\"></b>",
        |_| {},
    )
    .await;
    assert_eq!(get("#page p").text_content().as_deref(), Some("other"));
    assert_eq!(root().get_attribute("data-enhanced"), Some(String::new()));
}
