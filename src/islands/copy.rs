//! The button that copies a reference, where the browser lets a page do so.

use leptos::ev;
use leptos::html::button;
use leptos::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;

use super::dom;

pub(super) fn copy(host: &HtmlElement) -> impl IntoView + use<> {
    let [text, done, value] =
        ["data-text", "data-done", "data-value"].map(|name| dom::text_of(host, name));
    let copied = RwSignal::new(false);
    // The clipboard is not there at all outside secure contexts.
    let window = dom::window().filter(web_sys::Window::is_secure_context)?;
    let write = move |_| {
        let written = window.navigator().clipboard().write_text(&value);
        spawn_local(async move { copied.set(JsFuture::from(written).await.is_ok()) });
    };
    let label = move || {
        if copied.get() {
            done.clone()
        } else {
            text.clone()
        }
    };
    Some(
        button()
            .class("v-copy")
            .r#type("button")
            .on(ev::click, write)
            .child(label),
    )
}
