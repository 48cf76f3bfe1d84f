//! The page's own document: the hooks that scripts and tests read, and what is typed in the form.
//! It must not know what any of it means.

use leptos::prelude::{document, request_animation_frame, window, window_event_listener_untyped};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, Event, EventTarget, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTemplateElement, NodeList, PageTransitionEvent,
};

use crate::client::{
    draft::{Draft, EXTRA},
    fields::{FIELDS, Kind},
    report::Report,
};

/// Where the page is drawn.
pub fn main() -> Option<HtmlElement> {
    by_id("client")
}

/// The page's own origin.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The page's path, query and fragment.
pub fn address() -> (String, String, String) {
    let location = window().location();
    (
        location.pathname().unwrap_or_default(),
        location.search().unwrap_or_default(),
        location.hash().unwrap_or_default(),
    )
}

/// The form that a server's `form_post` answer came by, which the host has put into the document. It is
/// there once.
pub fn take_posted_answer() -> Option<String> {
    let holder: Element = by_id("posted-answer")?;
    let form = holder.get_attribute("data-form");
    holder.remove();
    form
}

/// Closes this window, where it was opened as a popup.
pub fn close() {
    // A refused close leaves a window that says that it can be closed.
    let _ = window().close();
}

/// Takes `autostart` out of the address, so that Back from the server shows the form instead of
/// starting anew.
pub fn forget_autostart() {
    let (path, query, _) = address();
    let kept = query
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| *pair != "autostart=1");
    let address = format!("{path}?{}", kept.collect::<Vec<_>>().join("&"));
    if let Ok(history) = window().history() {
        // Where the history refuses, Back starts again: a nuisance, not a danger.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// Takes the fragment out of the address.
pub fn forget_fragment() {
    let (path, query, _) = address();
    if let Ok(history) = window().history() {
        // Where the history refuses, the key stays in the address of a page on this computer.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&(path + &query)));
    }
}

/// Calls `back` when the browser shows this very page again out of its cache.
pub fn on_return(back: impl Fn() + 'static) {
    window_event_listener_untyped("pageshow", move |event| {
        if event
            .dyn_ref::<PageTransitionEvent>()
            .is_some_and(PageTransitionEvent::persisted)
        {
            back();
        }
    });
}

/// Says that the program is live.
pub fn enhance() {
    set_root("data-enhanced", "");
}

/// Writes the run where scripts read it: the JSON first, then the word that says it is there.
pub fn publish(report: &Report) {
    if let Some(result) = document().get_element_by_id("result") {
        result.set_text_content(Some(&report.to_json()));
    }
    set_root("data-result", report.result.as_str());
}

/// What the form shows now. Read when it is sent, not while it is typed: autofill and password
/// managers fill fields without telling.
pub fn read_form() -> Draft {
    let mut draft = Draft::default();
    for field in FIELDS.iter().filter(|field| field.kind != Kind::Secret) {
        draft.set(
            field,
            &control(field.id).map_or_else(String::new, Control::read),
        );
    }
    draft.set_extra(extra_rows());
    draft
}

/// The client secret as it stands in its field.
pub fn secret() -> Option<String> {
    let input: HtmlInputElement = by_id("client_secret")?;
    Some(input.value()).filter(|secret| !secret.is_empty())
}

/// Empties the field of the client secret.
pub fn forget_secret() {
    if let Some(input) = by_id::<HtmlInputElement>("client_secret") {
        input.set_value("");
    }
}

/// Puts a draft's values into the form. What the draft does not have stays as it was typed.
pub fn fill_form(draft: &Draft) {
    for field in FIELDS.iter().filter(|field| field.kind != Kind::Secret) {
        let text = draft.text(field.id);
        if !text.is_empty() {
            set(field.id, &text);
        }
    }
    if !draft.extra().is_empty() {
        write_extra(draft.extra());
    }
}

/// Makes the form show this draft and nothing else.
pub fn write_form(draft: &Draft) {
    for field in FIELDS.iter().filter(|field| field.kind != Kind::Secret) {
        set(field.id, &draft.text(field.id));
    }
    write_extra(draft.extra());
}

/// Sets one field of the form; nothing means its default.
pub fn set(id: &str, text: &str) {
    match control(id) {
        Some(Control::Box(input)) => input.set_checked(text == "1"),
        Some(Control::Input(input)) => input.set_value(text),
        Some(Control::Select(select)) => {
            select.set_value(text);
            // Its default is the first, and so is whatever it does not have.
            if select.selected_index() < 0 {
                select.set_selected_index(0);
            }
        }
        None => {}
    }
}

/// Adds a row for one more parameter, and gives its first field.
pub fn add_extra(name: &str, value: &str) -> Option<HtmlInputElement> {
    let template: HtmlTemplateElement = by_id("extra-row")?;
    let row = template
        .content()
        .first_element_child()?
        .clone_node_with_deep(true)
        .ok()?;
    let row: Element = row.dyn_into().ok()?;
    let [name_input, value_input] = inputs(&row)?;
    name_input.set_value(name);
    value_input.set_value(value);
    name_extra(&row);
    by_id::<Element>("extra")?.append_child(&row).ok()?;
    Some(name_input)
}

/// A field's `id` is its parameter's name, also where that name is typed.
pub fn name_extra(row: &Element) {
    if let Some([name, value]) = inputs(row) {
        value.set_id(&[EXTRA, name.value().trim()].concat());
    }
}

fn write_extra(extra: &[(String, String)]) {
    if let Some(rows) = by_id::<Element>("extra") {
        rows.set_text_content(None);
    }
    for (name, value) in extra {
        add_extra(name, value);
    }
}

fn extra_rows() -> Vec<(String, String)> {
    let rows = select("#extra > *");
    rows.filter_map(|row| inputs(&row))
        .map(|pair| pair.map(|input| input.value().trim().to_owned()))
        .filter(|[name, value]| !(name.is_empty() && value.is_empty()))
        .map(|[name, value]| (name, value))
        .collect()
}

fn inputs(row: &Element) -> Option<[HtmlInputElement; 2]> {
    let children = row.children();
    let at = |at| children.item(at)?.dyn_into().ok();
    Some([at(0)?, at(1)?])
}

/// Every element that a selector finds now.
pub fn select(css: &str) -> impl Iterator<Item = Element> {
    let found = document().query_selector_all(css).ok();
    let length = found.as_ref().map_or(0, NodeList::length);
    (0..length).filter_map(move |at| found.as_ref()?.get(at)?.dyn_into().ok())
}

/// Calls `react` for each event of this name at an element or below it, as long as the page is open.
pub fn listen(target: &EventTarget, name: &str, react: impl FnMut(Event) + 'static) {
    let react = Closure::<dyn FnMut(Event)>::new(react).into_js_value();
    // Only an object that is no function is refused.
    let _ = target.add_event_listener_with_callback(name, react.unchecked_ref());
}

/// Moves the focus.
pub fn focus(id: &str) {
    if let Some(element) = by_id::<HtmlElement>(id) {
        // A refused focus leaves the focus where it is, which is all that can be done.
        let _ = element.focus();
    }
}

/// Moves the focus to what is to be read from its beginning; browsers show the middle of what is taller than the window.
pub fn focus_beginning(id: &str) {
    focus(id);
    let height = document()
        .document_element()
        .map_or(0, |root| root.client_height());
    if let Some(element) = by_id::<Element>(id)
        && element.client_height() > height
    {
        element.scroll_into_view();
    }
}

/// Moves the focus to what is about to be shown.
pub fn focus_when_drawn(id: &'static str) {
    request_animation_frame(move || focus(id));
}

enum Control {
    Box(HtmlInputElement),
    Input(HtmlInputElement),
    Select(HtmlSelectElement),
}

impl Control {
    fn read(self) -> String {
        match self {
            Self::Box(input) if input.checked() => "1".to_owned(),
            Self::Box(_) => String::new(),
            Self::Input(input) => input.value(),
            Self::Select(select) => select.value(),
        }
    }
}

fn control(id: &str) -> Option<Control> {
    let element: Element = by_id(id)?;
    match element.dyn_into::<HtmlInputElement>() {
        Ok(input) if input.type_() == "checkbox" => Some(Control::Box(input)),
        Ok(input) => Some(Control::Input(input)),
        Err(other) => Some(Control::Select(other.dyn_into().ok()?)),
    }
}

/// The element with this `id`, if it is of that kind.
pub fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Only a malformed attribute name is refused, and these are literals.
        let _ = root.set_attribute(name, value);
    }
}
