//! The way back from the error page to the form, with what the form carried before the submit. It
//! lives in this tab's session storage: an authorization request, never credentials.

use web_sys::{HtmlElement, Storage};

use super::dom;

const KEY: &str = "vestibule.carried";

/// Keeps the query that leads back to the form.
pub(super) fn save(carried: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, carried);
    }
}

/// Points the link at the form, if this tab knows which one.
pub(super) fn lead_back(host: &HtmlElement) -> Option<()> {
    let saved = storage()?.get_item(KEY).ok()??;
    let link = dom::by_id("restart").filter(|_| !saved.is_empty())?;
    let path = dom::text_of(host, "data-path");
    dom::set(&link, "href", &format!("{path}?{saved}"));
    dom::write(&link, &dom::text_of(host, "data-text"));
    Some(())
}

/// None where the browser forbids it.
fn storage() -> Option<Storage> {
    dom::window()?.session_storage().ok()?
}
