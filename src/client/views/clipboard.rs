//! The clipboard, which a browser may refuse: in an insecure context there is none.

use leptos::{
    prelude::{RwSignal, Set as _, window},
    task::spawn_local,
};
use wasm_bindgen_futures::JsFuture;

/// Puts text there, and tells whether it is there now.
pub(super) fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Asking for it in an insecure context would throw.
    if !window().is_secure_context() {
        return done(false);
    }
    let written = window().navigator().clipboard().write_text(text);
    spawn_local(async move { done(JsFuture::from(written).await.is_ok()) });
}

/// The same, and says what came of it: that it is there, or what to do instead.
pub(super) fn copy_and_say(
    text: &str,
    said: RwSignal<String>,
    copied: &'static str,
    refused: &'static str,
) {
    copy(text, move |is_there| {
        said.set(if is_there { copied } else { refused }.to_owned());
    });
}
