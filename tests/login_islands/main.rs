//! The islands of the login bundle, in a browser, on the page that the host would have sent.

#![cfg(all(target_arch = "wasm32", feature = "login"))]
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a helper of tests fails by panicking, as tests do"
)]

mod fetch;
mod page;
mod passwords;
mod submit;
mod time;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlInputElement};

use page::{
    CARRIED, LOGIN, Submits, attribute, document, fill, find, get, press_enter, root, show, tick,
};

wasm_bindgen_test_configure!(run_in_browser);

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
async fn a_page_without_its_parts_is_left_alone() {
    show(
        "<p>other</p><i data-island=\"unknown\"></i><b data-island=\"submit\"></b>",
        |_| {},
    )
    .await;
    assert_eq!(get("#page p").text_content().as_deref(), Some("other"));
    assert_eq!(root().get_attribute("data-enhanced"), Some(String::new()));
}
