//! The few things that islands do to the document. A failure of any of them leaves the page as it
//! was, which works without, so none is reported.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Window};

pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

pub(super) fn document() -> Option<Document> {
    window()?.document()
}

/// The elements that match, as they are now.
pub(super) fn all(document: &Document, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = document.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

/// An element by its id. Not for forms: their properties can't be trusted.
pub(super) fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// An attribute, or nothing.
pub(super) fn text_of(element: &Element, attribute: &str) -> String {
    element.get_attribute(attribute).unwrap_or_default()
}

pub(super) fn set(element: &Element, attribute: &str, value: &str) {
    let _ = element.set_attribute(attribute, value);
}

/// Sets or removes an attribute that has no value.
pub(super) fn toggle(element: &Element, attribute: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(attribute, on);
}

/// Listens for as long as the page lives.
pub(super) fn listen(target: &EventTarget, event: &str, heard: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(heard).into_js_value();
    let _ = target.add_event_listener_with_callback(event, closure.unchecked_ref());
}

/// Whether an event is the submit of the login form.
pub(super) fn is_login(event: &Event) -> bool {
    let form = document().and_then(|document| document.get_element_by_id("login"));
    form.is_some_and(|form| event.target().as_ref() == Some(form.as_ref()))
}
