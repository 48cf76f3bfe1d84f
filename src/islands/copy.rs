//! The button that copies a reference, where the browser lets a page do so.

use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlElement;

use super::dom;

pub(super) fn copy(host: &HtmlElement) -> Option<()> {
    let [text, done, value] =
        ["data-text", "data-done", "data-value"].map(|name| dom::text_of(host, name));
    // The clipboard is not there at all outside secure contexts.
    let window = dom::window().filter(web_sys::Window::is_secure_context)?;
    dom::write(host, "");
    let button = dom::put(host, "button", &[("class", "v-copy"), ("type", "button")])?;
    dom::write(&button, &text);
    let told = button.clone();
    dom::listen(&button, "click", move |_| {
        let written = window.navigator().clipboard().write_text(&value);
        let (told, done) = (told.clone(), done.clone());
        spawn_local(async move {
            if JsFuture::from(written).await.is_ok() {
                dom::write(&told, &done);
            }
        });
    });
    Some(())
}
