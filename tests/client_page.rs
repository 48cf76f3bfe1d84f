//! The client page in a browser, where no server is needed: its hooks, its form, a run that cannot
//! start, and what an answer nobody waits for is told.

#![cfg(all(target_arch = "wasm32", feature = "client"))]
#![expect(
    clippy::expect_used,
    reason = "a helper of tests fails by panicking, as tests do"
)]

use leptos::task::tick;
use vestibule_ui::client::{fields::FIELDS, start};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window()
        .expect("a window")
        .document()
        .expect("a document")
}

fn element(id: &str) -> Element {
    document().get_element_by_id(id).expect(id)
}

fn root(name: &str) -> Option<String> {
    document()
        .document_element()
        .expect("a root")
        .get_attribute(name)
}

/// The page as the host sends it, fresh, and the program started in it.
async fn show() {
    const SHELL: &str = include_str!("../client.html");
    if let Some(previous) = document().get_element_by_id("shell") {
        previous.remove();
    }
    let shell = document().create_element("div").expect("an element");
    shell.set_id("shell");
    let (_, body) = SHELL.split_once("<body>").expect("a body");
    shell.set_inner_html(body);
    document()
        .body()
        .expect("a body")
        .append_child(&shell)
        .expect("inserts");
    start();
    for _ in 0..3 {
        tick().await;
    }
}

fn input(id: &str) -> HtmlInputElement {
    element(id).unchecked_into()
}

/// As a person does, so that whoever listens hears of it.
fn type_into(id: &str, text: &str) {
    type_in(&input(id), text);
}

fn type_in(input: &HtmlInputElement, text: &str) {
    input.set_value(text);
    let options = EventInit::new();
    options.set_bubbles(true);
    let event = Event::new_with_event_init_dict("input", &options).expect("an event");
    input.dispatch_event(&event).expect("dispatches");
}

fn focused() -> Option<String> {
    document().active_element().map(|element| element.id())
}

fn text(id: &str) -> String {
    element(id).text_content().unwrap_or_default()
}

async fn press(id: &str) {
    element(id).unchecked_into::<HtmlElement>().click();
    for _ in 0..5 {
        tick().await;
    }
}

#[wasm_bindgen_test]
async fn every_parameter_has_a_labelled_field() {
    show().await;
    assert_eq!(root("data-enhanced").as_deref(), Some(""));
    for field in FIELDS {
        assert!(
            document().get_element_by_id(field.id).is_some(),
            "{}",
            field.id
        );
        let label = format!("label[for='{}']", field.id);
        assert!(
            document()
                .query_selector(&label)
                .expect("selects")
                .is_some(),
            "{label}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_run_that_cannot_start_says_why_beside_each_field_and_starts_anew() {
    show().await;
    input("issuer").set_value("http://as.example");
    input("client_secret").set_value("hush");
    press("start").await;
    assert_eq!(root("data-result").as_deref(), Some("failed"));
    let problem = element("problem");
    assert_eq!(problem.get_attribute("role").as_deref(), Some("alert"));
    assert_eq!(
        problem.get_attribute("data-code").as_deref(),
        Some("config.endpoints")
    );
    let row = document().query_selector("[data-check='config.endpoints'][data-status=fail]");
    assert!(row.expect("selects").is_some());
    let result = text("result");
    assert!(
        result.contains(r#""failed_check":"config.endpoints""#),
        "{result}"
    );
    assert!(result.contains("issuer: plain http is for 127.0.0.1, localhost and [::1] only"));

    assert_eq!(focused().as_deref(), Some("issuer"));
    assert_eq!(
        input("issuer").get_attribute("aria-invalid").as_deref(),
        Some("true")
    );
    assert_eq!(
        text("issuer-error"),
        "Plain http is for 127.0.0.1, localhost and [::1] only. Correct the address in the settings."
    );
    assert_eq!(text("client_id-error"), "Fill it in and start again.");
    assert_eq!(
        text("status"),
        "Nothing was sent. Correct the marked fields, and start."
    );
    // The form's own button is the way on.
    let next = element("again").closest("section").expect("selects");
    assert!(next.expect("a card").has_attribute("hidden"));
    // Nothing that was typed is lost, and the form stays open.
    assert_eq!(input("issuer").value(), "http://as.example");
    assert_eq!(input("client_secret").value(), "hush");
    let settings = document().query_selector("details.v-settings[open]");
    assert!(settings.expect("selects").is_some());

    type_into("issuer", "https://as.example");
    assert_eq!(input("issuer").get_attribute("aria-invalid"), None);
    assert_eq!(text("issuer-error"), "");
    assert_eq!(text("client_id-error"), "Fill it in and start again.");

    press("again").await;
    assert_eq!(root("data-result").as_deref(), Some("idle"));
    assert!(document().get_element_by_id("problem").is_none());
    assert_eq!(input("issuer").value(), "https://as.example");
}

#[wasm_bindgen_test]
async fn the_secret_leaves_its_field_when_a_run_starts_and_never_gets_into_the_link() {
    show().await;
    let secret = input("client_secret");
    assert_eq!(secret.type_(), "password");
    secret.set_value("hush");
    // Nothing listens there.
    input("issuer").set_value("http://127.0.0.1:9");
    input("client_id").set_value("demo");
    press("start").await;
    assert_eq!(secret.value(), "");
    let body = document().body().expect("a body");
    assert!(!body.text_content().unwrap_or_default().contains("hush"));
    press("link").await;
    assert!(!text("said").contains("hush"));
}

#[wasm_bindgen_test]
async fn a_preset_fills_what_is_known_leads_to_the_rest_and_can_be_undone() {
    show().await;
    input("client_id").set_value("mine");
    input("token_url").set_value("https://as.example/token");
    let preset = |name: &str| {
        let buttons = document()
            .query_selector_all("[data-preset]")
            .expect("selects");
        (0..buttons.length())
            .filter_map(|at| buttons.get(at)?.dyn_into::<HtmlElement>().ok())
            .find(|button| button.text_content().as_deref() == Some(name))
            .expect("a preset")
    };
    preset("Auth0").click();
    let issuer = input("issuer");
    assert_eq!(issuer.value(), "https://<your-tenant>.auth0.com/");
    assert_eq!(focused().as_deref(), Some("issuer"));
    let selected = (issuer.selection_start(), issuer.selection_end());
    assert_eq!(selected, (Ok(Some(8)), Ok(Some(21))));
    assert_eq!(input("token_url").value(), "");
    assert_eq!(input("client_id").value(), "mine");
    assert!(text("preset-note").starts_with("Left: your tenant"));

    element("undo").unchecked_into::<HtmlElement>().click();
    assert_eq!(issuer.value(), "");
    assert_eq!(input("token_url").value(), "https://as.example/token");
    assert_eq!(text("preset-note"), "");

    preset("This server").click();
    let origin = web_sys::window().expect("a window").location().origin();
    assert_eq!(issuer.value(), origin.expect("an origin"));
    assert_eq!(input("client_id").value(), "demo");
}

#[wasm_bindgen_test]
async fn another_parameter_of_a_name_that_is_taken_is_told_where_it_stands() {
    show().await;
    type_into("issuer", "https://as.example");
    type_into("client_id", "demo");
    press("add-extra").await;
    press("add-extra").await;
    let names = || {
        let found = document().query_selector_all("#extra input[aria-label=Name]");
        let found = found.expect("selects");
        [0, 1].map(|at| {
            found
                .item(at)
                .expect("a row")
                .unchecked_into::<HtmlInputElement>()
        })
    };
    let [free, taken] = names();
    type_in(&free, "tenant");
    type_in(&taken, "state");
    press("start").await;
    // Rows are drawn anew from what was read.
    let [free, taken] = names();
    assert_eq!(free.value(), "tenant");
    assert_eq!(free.get_attribute("aria-invalid"), None);
    assert_eq!(taken.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert!(
        document()
            .active_element()
            .is_some_and(|it| it == *taken.as_ref())
    );
    assert_eq!(
        text("extra-error"),
        "A run sets state itself. Leave it out, or use the field that is made for it."
    );

    type_in(&taken, "connection");
    assert_eq!(taken.get_attribute("aria-invalid"), None);
    assert_eq!(text("extra-error"), "");
}

#[wasm_bindgen_test]
async fn the_preview_is_the_request_and_leaves_open_what_is_made_at_start() {
    show().await;
    element("preview").set_attribute("open", "").expect("opens");
    type_into("issuer", "https://as.example");
    type_into("client_id", "demo");
    type_into("audience", "pets");
    press("add-extra").await;
    let row = document()
        .query_selector("#extra > *")
        .expect("selects")
        .expect("a row");
    let [name, value] = [0, 1].map(|at| {
        row.children()
            .item(at)
            .expect("a field")
            .unchecked_into::<HtmlInputElement>()
    });
    name.set_value("connection");
    value.set_value("acme");
    type_into("client_id", "demo 2");
    for _ in 0..50 {
        if text("preview-request").contains("connection") {
            break;
        }
        gloo_timers::future::TimeoutFuture::new(20).await;
    }
    let shown = text("preview-request");
    for part in [
        "GET (as the server’s metadata tells)",
        "response_typecode",
        "client_iddemo 2",
        "/callback",
        "statemade at start",
        "noncemade at start",
        "code_challengemade at start",
        "code_challenge_methodS256",
        "audiencepets",
        "connectionacme",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
}

#[wasm_bindgen_test]
async fn settings_are_kept_only_by_choice_and_without_the_secret() {
    const KEY: &str = "vestibule.client.settings";
    let storage = web_sys::window().expect("a window").local_storage();
    let storage = storage.expect("allowed").expect("a storage");
    storage.remove_item(KEY).expect("removes");
    show().await;
    type_into("issuer", "https://as.example");
    input("client_secret").set_value("hush");
    assert_eq!(storage.get_item(KEY).expect("reads"), None);

    press("remember").await;
    let kept = storage.get_item(KEY).expect("reads");
    assert_eq!(kept.as_deref(), Some("issuer=https%3A%2F%2Fas.example"));
    assert!(!element("forget").has_attribute("hidden"));

    press("forget").await;
    assert_eq!(storage.get_item(KEY).expect("reads"), None);
    assert!(!input("remember").checked());
    assert_eq!(input("issuer").value(), "https://as.example");
}
