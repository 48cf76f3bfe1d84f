//! Starting points for a kind of server. What each fills stands in the page's HTML.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use super::document::{self, by_id};
use crate::client::draft::Draft;

/// Fills in what the pressed button knows, and leads to what is left.
pub(super) fn apply(button: &Element) {
    let query = button.get_attribute("data-preset").unwrap_or_default();
    let mut left = None;
    for (id, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = value.replace("{origin}", &document::origin());
        document::set(&id, &value);
        if let (Some(open), Some(close)) = (value.find('<'), value.find('>')) {
            left = by_id::<HtmlInputElement>(&id).map(|input| (input, open, close + 1));
        }
    }
    note(&button.get_attribute("data-note").unwrap_or_default(), true);
    if let Some((input, open, close)) = left {
        let _ = input.focus();
        let ends = [open, close].map(|at| u32::try_from(at).unwrap_or_default());
        let _ = input.set_selection_range(ends[0], ends[1]);
    } else if document::read_form().one("client_id").is_none() {
        document::focus("client_id");
    } else {
        document::focus("start");
    }
}

/// Back to what stood there before.
pub(super) fn undo(before: &Draft) {
    document::write_form(before);
    note("", false);
    if let Some(button) = document::select("[data-preset]").next() {
        let _ = button.unchecked_into::<HtmlElement>().focus();
    }
}

fn note(text: &str, undo: bool) {
    if let Some(note) = by_id::<Element>("preset-note") {
        note.set_text_content(Some(text));
    }
    if let Some(button) = by_id::<HtmlElement>("undo") {
        button.set_hidden(!undo);
    }
}
