//! The islands of the login bundle, in a browser, on the page that the host would have sent.

#![cfg(all(target_arch = "wasm32", feature = "login"))]
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper of tests fails by panicking, as tests do"
)]

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use vestibule_ui::islands::enliven;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, Storage, Window};

wasm_bindgen_test_configure!(run_in_browser);

const LOGIN: &str = include_str!("pages/login.html");
const ERROR: &str = include_str!("pages/error.html");
const WAIT: &str = include_str!("pages/wait.html");
const FETCH: &str = include_str!("pages/fetch.html");
const CONSENT: &str = include_str!("pages/consent.html");
const RESET: &str = include_str!("pages/reset.html");
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
    for attribute in ["data-enhanced", "data-asks", "data-page"] {
        root().remove_attribute(attribute).expect("removes");
    }
    before(&host);
    enliven();
    tick().await;
}

/// Lets everything run that has been asked for by now.
async fn tick() {
    let timeout = Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10)
            .expect("a timer");
    });
    JsFuture::from(timeout).await.expect("passes");
}

/// Runs a function body, with one argument.
fn script(body: &str, argument: &JsValue) -> JsValue {
    let function = Function::new_with_args("it", body);
    function.call1(&JsValue::NULL, argument).expect("runs")
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
    submit.call0(&get("form")).expect("submits");
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
    let serialize = Function::new_with_args(
        "form",
        "return new URLSearchParams(new FormData(form)).toString()",
    );
    let sent = serialize
        .call1(&JsValue::NULL, &get("#login"))
        .expect("a form");
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

#[wasm_bindgen_test]
async fn a_wait_counts_down_and_says_when_it_is_over() {
    show(WAIT, |page| {
        // Whoever translates the page wraps its text.
        let left = page.query_selector("[data-left]").expect("a selector");
        script(
            "it.innerHTML='<font>'+it.textContent+'</font>'",
            &left.into(),
        );
    })
    .await;
    let shown = get("[data-left]").text_content().unwrap_or_default();
    let (minutes, seconds) = shown.split_once(':').expect("a time");
    let left =
        minutes.parse::<u32>().expect("minutes") * 60 + seconds.parse::<u32>().expect("seconds");
    assert!(left <= 62, "{shown}");
    assert_eq!(
        attribute("[data-island=wait]", "aria-live").as_deref(),
        Some("off")
    );
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("problem"));

    show(WAIT, |page| {
        let line = page
            .query_selector("[data-island=wait]")
            .expect("a selector");
        script("it.dataset.seconds='0'", &line.into());
    })
    .await;
    assert_eq!(
        get("[data-island=wait]").text_content().as_deref(),
        Some("You can try again now.")
    );
    assert_eq!(
        attribute("[data-island=wait]", "aria-live").as_deref(),
        Some("polite")
    );
}

#[wasm_bindgen_test]
async fn the_end_of_a_challenge_is_told_before_it_comes() {
    for (seconds, text) in [
        ("100000", "You have \u{2068}10\u{2069} minutes to decide."),
        ("0", "The time is up. Please start again."),
    ] {
        show(CONSENT, |page| {
            let line = page
                .query_selector("[data-island=expiry]")
                .expect("a selector");
            line.expect("the line")
                .set_attribute("data-seconds", seconds)
                .expect("sets");
        })
        .await;
        assert_eq!(
            get("[data-island=expiry]").text_content().as_deref(),
            Some(text)
        );
    }
    show(CONSENT, |page| {
        let line = page
            .query_selector("[data-island=expiry]")
            .expect("a selector");
        script(
            "it.dataset.seconds=String(Math.floor(performance.now()/1000)+30)",
            &line.into(),
        );
    })
    .await;
    assert_eq!(
        get("[data-island=expiry]").text_content().as_deref(),
        Some("Less than a minute is left.")
    );
}

/// Replaces `fetch` by one that notes what it is asked and gives this answer.
fn answering(status: u16, body: &str, headers: &str) {
    let answer = format!(
        "window.asked=[];window.fetch=async(url,init)=>{{\
         const request=new Request(url,init);\
         asked.push([request.method,new URL(request.url).pathname,request.headers.get('content-type'),\
         await request.text(),request.credentials]);\
         return new Response(it,{{status:{status},headers:{headers}}})}}"
    );
    script(&answer, &body.into());
}

fn asked() -> Vec<Vec<String>> {
    let asked: Array = Reflect::get(&window(), &"asked".into())
        .expect("a list")
        .unchecked_into();
    let texts = |request: JsValue| {
        let parts: Array = request.unchecked_into();
        parts
            .iter()
            .map(|it| it.as_string().unwrap_or_default())
            .collect()
    };
    asked.iter().map(texts).collect()
}

/// Fills the form that a script sends, sends it, and waits for what comes of it.
async fn send(status: u16, body: &str, headers: &str) {
    show(FETCH, |_| {}).await;
    answering(status, body, headers);
    get("#j_username")
        .unchecked_into::<HtmlInputElement>()
        .set_value("ada");
    get("#j_password")
        .unchecked_into::<HtmlInputElement>()
        .set_value("päss€");
    press_enter();
    press_enter();
    for _ in 0..5 {
        tick().await;
    }
}

fn password() -> String {
    get("#j_password")
        .unchecked_into::<HtmlInputElement>()
        .value()
}

#[wasm_bindgen_test]
async fn a_form_for_a_script_is_sent_once_in_utf_8_to_where_the_browser_would_send_it() {
    send(
        401,
        r#"{"statusCode":401,"code":"ERR12016","message":"X"}"#,
        "{}",
    )
    .await;
    assert_eq!(
        asked(),
        [[
            "POST",
            "/oauth2/code",
            "application/x-www-form-urlencoded;charset=UTF-8",
            "client_id=demo&action=x&submit=1&method=2&elements=3&response_type=code&user_type=\
             &j_username=ada&j_password=p%C3%A4ss%E2%82%AC&remember=N",
            "include",
        ]]
    );
    assert_eq!(
        attribute("#problem", "data-code").as_deref(),
        Some("ERR12016")
    );
    assert_eq!(
        get("#problem").text_content().as_deref(),
        Some("The user name or password is not right. Please check both and try again.")
    );
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("problem"));
    assert_eq!(password(), "");
    let name = get("#j_username")
        .unchecked_into::<HtmlInputElement>()
        .value();
    assert_eq!(name, "ada");
    assert!(!get("#sign-in").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn each_failure_is_told_and_nothing_typed_is_lost_unless_it_was_wrong() {
    for (status, body, headers, code, kept) in [
        (403, "<h1>no</h1>", "{}", "invalid_credentials", ""),
        (
            429,
            "",
            "{'Retry-After':'30'}",
            "too_many_requests",
            "päss€",
        ),
        (503, "busy", "{}", "temporarily_unavailable", "päss€"),
        (
            400,
            r#"{"error":"invalid_request"}"#,
            "{}",
            "invalid_request",
            "päss€",
        ),
        (200, "<html>", "{}", "sign_in_failed", "päss€"),
        (200, "[]", "{}", "sign_in_failed", "päss€"),
        (200, "", "{}", "sign_in_failed", "päss€"),
        (
            200,
            r#"{"redirect_to":"javascript:window.hacked=1"}"#,
            "{}",
            "sign_in_failed",
            "päss€",
        ),
        (
            200,
            r#"{"redirectUri":"data:text/html,x"}"#,
            "{}",
            "sign_in_failed",
            "päss€",
        ),
        (
            200,
            r#"{"redirect_to":"org.other.app://x"}"#,
            "{}",
            "sign_in_failed",
            "päss€",
        ),
        (
            200,
            r#"{"redirect_to":"http://"}"#,
            "{}",
            "sign_in_failed",
            "päss€",
        ),
    ] {
        send(status, body, headers).await;
        assert_eq!(
            attribute("#problem", "data-code").as_deref(),
            Some(code),
            "{status} {body}"
        );
        assert_eq!(password(), kept, "{status} {body}");
        assert_eq!(find("#problem [data-left]").is_some(), status == 429);
    }
    for answer in [
        "Promise.reject(new TypeError('down'))",
        "Promise.resolve(new Response(new ReadableStream({start(it){it.error(new Error('cut off'))}})))",
    ] {
        show(FETCH, |_| fill()).await;
        script(&format!("window.fetch=()=>{answer}"), &JsValue::NULL);
        press_enter();
        tick().await;
        assert_eq!(
            attribute("#problem", "data-code").as_deref(),
            Some("temporarily_unavailable"),
            "{answer}"
        );
    }
    assert!(
        Reflect::get(&window(), &"hacked".into())
            .expect("reads")
            .is_undefined()
    );
}

#[wasm_bindgen_test]
async fn the_question_follows_on_the_same_page() {
    let answer =
        r#"{"redirectUri":"javascript:1","denyUri":"javascript:2","scopes":["email","<b>x"]}"#;
    send(200, answer, "{}").await;
    assert_eq!(
        root().get_attribute("data-page").as_deref(),
        Some("consent")
    );
    assert_eq!(get("h1").text_content().as_deref(), Some("Allow access?"));
    assert_eq!(password(), "");
    let lines: Vec<_> = ["email", "openid"]
        .map(|scope| get(&format!("[data-scope={scope}]")).has_attribute("hidden"))
        .into();
    assert_eq!(lines, [false, true]);
    assert_eq!(
        get("#consent ul code").text_content().as_deref(),
        Some("<b>x")
    );
    // Neither way leads anywhere but to a word on it; denying ends the session first.
    get("#consent [value=accept]").click();
    tick().await;
    assert_eq!(
        attribute("#problem", "data-code").as_deref(),
        Some("sign_in_failed")
    );
    assert_eq!(asked().len(), 1);

    send(200, answer, "{}").await;
    get("#consent [value=deny]").click();
    get("#consent [value=deny]").click();
    tick().await;
    tick().await;
    assert_eq!(
        attribute("#problem", "data-code").as_deref(),
        Some("access_denied")
    );
    let requests: Vec<_> = asked()
        .iter()
        .map(|it| it.first_chunk::<2>().expect("two parts").join(" "))
        .collect();
    assert_eq!(requests, ["POST /oauth2/code", "POST /sign-out"]);
    assert_eq!(storage().length(), Ok(1), "only what was carried");
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
