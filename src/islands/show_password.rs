//! The button that shows the password. It keeps its name and says by `aria-pressed` whether it is
//! on; the field turns back to a password on submit and when the page is left or comes back.

use leptos::ev;
use leptos::html::{button, span};
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::dom;

pub(super) fn show_password(host: &HtmlElement) -> impl IntoView + use<> {
    let shown = RwSignal::new(false);
    // At once and not by an effect: a submit must not go out before the field is back.
    let show = move |on: bool| {
        if let Some(field) = dom::by_id("j_password") {
            dom::set(&field, "type", if on { "text" } else { "password" });
        }
        shown.set(on);
    };
    if let Some(window) = dom::window() {
        for event in ["submit", "pagehide"] {
            dom::listen(&window, event, move |_| {
                if shown.get_untracked() {
                    show(false);
                }
            });
        }
    }
    button()
        .id("show-password")
        .r#type("button")
        .attr("aria-controls", "j_password")
        .attr(
            "aria-pressed",
            move || if shown.get() { "true" } else { "false" },
        )
        .on(ev::click, move |_| show(!shown.get_untracked()))
        .child(
            span()
                .class("v-unseen")
                .child(dom::text_of(host, "data-text")),
        )
}
