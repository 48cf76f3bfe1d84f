//! The page's own document: the hooks that scripts and tests read, and what is typed in the form.
//! It must not know what any of it means.

use leptos::prelude::{document, request_animation_frame, window, window_event_listener_untyped};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
    PageTransitionEvent,
};

use crate::client::{
    draft::Draft,
    fields::{FIELDS, Kind},
    report::Report,
};

/// The `id` of the free additional parameters.
pub const EXTRA: &str = "extra";

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
        draft.set(field, &read(field.id));
    }
    draft.set_extra(&read(EXTRA));
    draft
}

/// Reads the client secret and empties its field.
pub fn take_secret() -> Option<String> {
    let input: HtmlInputElement = by_id("client_secret")?;
    let secret = input.value();
    input.set_value("");
    (!secret.is_empty()).then_some(secret)
}

/// Puts a draft's values into the form.
pub fn write_form(draft: &Draft) {
    for field in FIELDS.iter().filter(|field| field.kind != Kind::Secret) {
        let text = draft.text(field.id);
        if let Some(select) = by_id::<HtmlSelectElement>(field.id) {
            let default = match field.kind {
                Kind::Choice([(first, _), ..]) => first,
                _ => "",
            };
            select.set_value(if text.is_empty() { default } else { &text });
        } else if let Some(input) = by_id::<HtmlInputElement>(field.id) {
            if field.kind == Kind::Flag {
                input.set_checked(text == "1");
            } else {
                input.set_value(&text);
            }
        }
    }
    if let Some(area) = by_id::<HtmlTextAreaElement>(EXTRA) {
        area.set_value(&draft.extra_text());
    }
}

/// Moves the focus.
pub fn focus(id: &str) {
    if let Some(element) = by_id::<HtmlElement>(id) {
        // A refused focus leaves the focus where it is, which is all that can be done.
        let _ = element.focus();
    }
}

/// Moves the focus to what is about to be shown.
pub fn focus_when_drawn(id: &'static str) {
    request_animation_frame(move || focus(id));
}

fn read(id: &str) -> String {
    if let Some(input) = by_id::<HtmlInputElement>(id) {
        if input.type_() == "checkbox" {
            return if input.checked() {
                "1".to_owned()
            } else {
                String::new()
            };
        }
        return input.value();
    }
    if let Some(select) = by_id::<HtmlSelectElement>(id) {
        return select.value();
    }
    by_id::<HtmlTextAreaElement>(id).map_or_else(String::new, |area| area.value())
}

fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // Only a malformed attribute name is refused, and these are literals.
        let _ = root.set_attribute(name, value);
    }
}
