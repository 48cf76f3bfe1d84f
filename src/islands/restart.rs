//! The way back from the error page to the form, with what the form carried before the submit. It
//! lives in this tab's session storage: an authorization request, never credentials.

use web_sys::{Document, HtmlElement, Storage};

use super::dom;

const KEY: &str = "vestibule.carried";

/// Keeps the query that leads back to the form.
pub(super) fn save(carried: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(KEY, carried);
    }
}

/// Points the link at the form, if this tab knows which one.
pub(super) fn lead_back(document: &Document, host: &HtmlElement) {
    let saved = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    let Some(saved) = saved.filter(|saved| !saved.is_empty()) else {
        return;
    };
    if let Some(link) = document.get_element_by_id("restart") {
        dom::set(
            &link,
            "href",
            &format!("{}?{saved}", dom::text_of(host, "data-path")),
        );
        link.set_text_content(Some(&dom::text_of(host, "data-text")));
    }
}

/// None where the browser forbids it.
fn storage() -> Option<Storage> {
    dom::window()?.session_storage().ok()?
}
