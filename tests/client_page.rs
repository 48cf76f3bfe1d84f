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
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

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

/// The shell's two elements, fresh, with the page drawn into them.
async fn show() {
    if let Some(previous) = document().get_element_by_id("shell") {
        previous.remove();
    }
    let shell = document().create_element("div").expect("an element");
    shell.set_id("shell");
    for (tag, id) in [("main", "client"), ("pre", "result")] {
        let part = document().create_element(tag).expect("an element");
        part.set_id(id);
        shell.append_child(&part).expect("inserts");
    }
    document()
        .body()
        .expect("a body")
        .append_child(&shell)
        .expect("inserts");
    start();
    tick().await;
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
async fn a_run_that_cannot_start_says_why_and_starts_anew() {
    show().await;
    element("issuer")
        .unchecked_into::<HtmlInputElement>()
        .set_value("http://as.example");
    press("start").await;
    assert_eq!(root("data-result").as_deref(), Some("failed"));
    let problem = element("problem");
    assert_eq!(problem.get_attribute("role").as_deref(), Some("alert"));
    assert_eq!(
        problem.get_attribute("data-code").as_deref(),
        Some("config.endpoints")
    );
    assert_eq!(
        document()
            .active_element()
            .map(|element| element.id())
            .as_deref(),
        Some("problem")
    );
    let row = document().query_selector("[data-check='config.endpoints'][data-status=fail]");
    assert!(row.expect("selects").is_some());
    let result = element("result").text_content().unwrap_or_default();
    assert!(
        result.contains(r#""failed_check":"config.endpoints""#),
        "{result}"
    );
    assert!(result.contains("issuer: plain http is for 127.0.0.1, localhost and [::1] only"));

    press("again").await;
    assert_eq!(root("data-result").as_deref(), Some("idle"));
    assert!(document().get_element_by_id("problem").is_none());
    let issuer = element("issuer").unchecked_into::<HtmlInputElement>();
    assert_eq!(issuer.value(), "http://as.example");
}

#[wasm_bindgen_test]
async fn the_secret_leaves_its_field_when_a_run_starts() {
    show().await;
    let secret: HtmlInputElement = element("client_secret").unchecked_into();
    assert_eq!(secret.type_(), "password");
    secret.set_value("hush");
    press("start").await;
    assert_eq!(secret.value(), "");
    let body = document().body().expect("a body");
    assert!(!body.text_content().unwrap_or_default().contains("hush"));
}
