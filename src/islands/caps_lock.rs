//! The hint that Caps Lock is on, while it is on in a password field. The element around it is a live
//! region, there from the start, so that the hint is spoken when it appears.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, MouseEvent};

use super::dom;

pub(super) fn caps_lock(host: &HtmlElement) -> Option<()> {
    let text = dom::text_of(host, "data-text");
    dom::write(host, "");
    let hint = dom::put(host, "p", &[("id", "caps-lock"), ("hidden", "")])?;
    let tell = move |on: bool| {
        if on == hint.has_attribute("hidden") {
            dom::write(&hint, if on { &text } else { "" });
            dom::toggle(&hint, "hidden", !on);
        }
    };
    for field in dom::fields_of(host) {
        for event in ["keydown", "keyup", "mousedown"] {
            let tell = tell.clone();
            dom::listen(&field, event, move |event| {
                if let Some(on) = modifier(&event) {
                    tell(on);
                }
            });
        }
        let tell = tell.clone();
        dom::listen(&field, "blur", move |_| tell(false));
    }
    Some(())
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
