//! The hint that Caps Lock is on, while it is on in the password field. The element around it is a
//! live region, there from the start, so that the hint is spoken when it appears.

use leptos::html::p;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, MouseEvent};

use super::dom;

pub(super) fn caps_lock(host: &HtmlElement) -> impl IntoView + use<> {
    let text = dom::text_of(host, "data-text");
    let on = RwSignal::new(false);
    if let Some(field) = dom::by_id("j_password") {
        for event in ["keydown", "keyup", "mousedown"] {
            dom::listen(&field, event, move |event| {
                if let Some(found) = modifier(&event) {
                    on.set(found);
                }
            });
        }
        dom::listen(&field, "blur", move |_| on.set(false));
    }
    p().id("caps-lock")
        .attr("hidden", move || !on.get())
        .child(move || on.get().then(|| text.clone()))
}

/// What an event says of Caps Lock. Autofill sends key events that are none, and say nothing.
fn modifier(event: &Event) -> Option<bool> {
    match event.dyn_ref::<KeyboardEvent>() {
        Some(key) => Some(key.get_modifier_state("CapsLock")),
        None => Some(
            event
                .dyn_ref::<MouseEvent>()?
                .get_modifier_state("CapsLock"),
        ),
    }
}
