//! A page as the host sends it, in the document of the test runner, and what is done to it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use vestibule_ui::islands::enliven;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, HtmlElement, HtmlInputElement, Storage, Window};

pub(crate) const LOGIN: &str = include_str!("../pages/login.html");
pub(crate) const ERROR: &str = include_str!("../pages/error.html");
pub(crate) const WAIT: &str = include_str!("../pages/wait.html");
pub(crate) const FETCH: &str = include_str!("../pages/fetch.html");
pub(crate) const CONSENT: &str = include_str!("../pages/consent.html");
pub(crate) const RESET: &str = include_str!("../pages/reset.html");
pub(crate) const CARRIED: &str = include_str!("../pages/login_query.txt");

pub(crate) fn window() -> Window {
    web_sys::window().expect("a window")
}

pub(crate) fn document() -> Document {
    window().document().expect("a document")
}

pub(crate) fn storage() -> Storage {
    window().session_storage().expect("allowed").expect("there")
}

/// Puts the body of a page into the document, beside the test runner's own elements, and brings it
/// to life after `before` has had its way with it.
pub(crate) async fn show(page: &str, before: impl FnOnce(&Element)) {
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
pub(crate) async fn tick() {
    let timeout = Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 10)
            .expect("a timer");
    });
    JsFuture::from(timeout).await.expect("passes");
}

/// Runs a function body, with one argument.
pub(crate) fn script(body: &str, argument: &JsValue) -> JsValue {
    let function = Function::new_with_args("it", body);
    function.call1(&JsValue::NULL, argument).expect("runs")
}

pub(crate) fn root() -> Element {
    document().document_element().expect("a root element")
}

pub(crate) fn find(selector: &str) -> Option<HtmlElement> {
    document()
        .query_selector(selector)
        .expect("a selector")
        .map(JsCast::unchecked_into)
}

pub(crate) fn get(selector: &str) -> HtmlElement {
    find(selector).unwrap_or_else(|| panic!("no {selector}"))
}

pub(crate) fn attribute(selector: &str, name: &str) -> Option<String> {
    get(selector).get_attribute(name)
}

/// Counts the submits that go out, and lets none leave the page, for as long as it lives.
pub(crate) struct Submits {
    count: Rc<Cell<u32>>,
    listener: Closure<dyn FnMut(Event)>,
}

impl Submits {
    pub(crate) fn caught() -> Self {
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

    pub(crate) fn sent(&self) -> u32 {
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
pub(crate) fn come_back() {
    window()
        .dispatch_event(&Event::new("pageshow").expect("an event"))
        .expect("dispatches");
}

/// What Enter in a field does; the form's own method may be hidden by a carried name.
pub(crate) fn press_enter() {
    let prototype = Reflect::get(&window(), &"HTMLFormElement".into())
        .and_then(|class| Reflect::get(&class, &"prototype".into()))
        .expect("a class");
    let submit: Function = Reflect::get(&prototype, &"requestSubmit".into())
        .expect("a method")
        .unchecked_into();
    submit.call0(&get("form")).expect("submits");
}

pub(crate) fn fill() {
    for (field, value) in [("#j_username", "ada"), ("#j_password", "lovelace")] {
        get(field)
            .unchecked_into::<HtmlInputElement>()
            .set_value(value);
    }
}
