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
pub(super) fn all(selector: &str) -> Vec<HtmlElement> {
    let found = document().and_then(|document| document.query_selector_all(selector).ok());
    let Some(found) = found else {
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

/// The fields that an island is for, by their ids.
pub(super) fn fields_of(host: &Element) -> Vec<HtmlElement> {
    let ids = text_of(host, "data-for");
    ids.split(' ').filter_map(by_id).collect()
}

pub(super) fn set(element: &Element, attribute: &str, value: &str) {
    let _ = element.set_attribute(attribute, value);
}

/// Sets or removes an attribute that has no value.
pub(super) fn toggle(element: &Element, attribute: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(attribute, on);
}

/// Puts text in the place of all that an element holds. Text stays text.
pub(super) fn write(element: &Element, text: &str) {
    element.set_text_content(Some(text));
}

/// A new element inside another one, after what is there.
pub(super) fn put(parent: &Element, name: &str, attributes: &[(&str, &str)]) -> Option<Element> {
    let element = document()?.create_element(name).ok()?;
    for (attribute, value) in attributes {
        set(&element, attribute, value);
    }
    parent.append_child(&element).ok()?;
    Some(element)
}

/// Listens for as long as the page lives.
pub(super) fn listen(target: &EventTarget, event: &str, heard: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(heard).into_js_value();
    let _ = target.add_event_listener_with_callback(event, closure.unchecked_ref());
}

/// Calls once, after so many milliseconds. The name is for taking it back.
pub(super) fn after(milliseconds: i32, call: impl FnOnce() + 'static) -> Option<i32> {
    let call = Closure::once_into_js(call);
    let set = window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(call.unchecked_ref(), milliseconds);
    set.ok()
}

/// Calls every second for as long as it answers that it goes on, the first time now.
pub(super) fn every_second(mut call: impl FnMut() -> bool + 'static) {
    if call() {
        after(1000, move || every_second_boxed(Box::new(call)));
    }
}

/// The same without a type of its own for each second.
fn every_second_boxed(mut call: Box<dyn FnMut() -> bool>) {
    if call() {
        after(1000, move || every_second_boxed(call));
    }
}

/// A number of seconds. Whole ones: to read and to write a fraction takes 15 KB of tables.
pub(super) fn seconds_of(element: &Element, attribute: &str) -> Option<u32> {
    text_of(element, attribute).trim().parse().ok()
}

/// How many seconds ago the page was asked for. The clock of islands, read here and nowhere else.
pub(super) fn age() -> u32 {
    let performance = window().and_then(|window| window.performance());
    let seconds = performance.map_or(0.0, |performance| performance.now() / 1000.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "such a cast saturates, and no page is older"
    )]
    let whole = seconds as u32;
    whole
}

/// Whether an event is the submit of a form.
pub(super) fn is_submit_of(event: &Event, form: &str) -> bool {
    let form = document().and_then(|document| document.get_element_by_id(form));
    form.is_some_and(|form| event.target().as_ref() == Some(form.as_ref()))
}
