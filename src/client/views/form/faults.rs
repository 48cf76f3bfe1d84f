//! What is wrong with a field stands next to it, and leads there. Which values are wrong is not known here.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};

use super::document::{self, by_id, select};
use crate::client::{
    draft::Draft,
    faults::{FieldFault, faults},
};

/// Shows everything that a run cannot start with.
pub(in crate::client::views) fn show_all() {
    let draft = document::read_form();
    hide_all();
    show(&found(&draft));
}

/// Shows what is wrong with what a link has given; what it has not given can still be filled in.
pub(super) fn show_given(draft: &Draft) {
    let given: Vec<_> = found(draft)
        .into_iter()
        .filter(|fault| !fault.is_missing)
        .collect();
    show(&given);
}

/// Somebody is mending this field: says at once when it is right.
pub(super) fn look_again(field: &Element) {
    if field.get_attribute("aria-invalid").is_none() {
        return;
    }
    let still = found(&document::read_form());
    match still.iter().find(|fault| fault.field == field.id()) {
        Some(fault) => show(std::slice::from_ref(fault)),
        None => hide(field),
    }
}

/// Takes all of it back.
pub(super) fn hide_all() {
    for field in select("#settings [aria-invalid]") {
        hide(&field);
    }
}

/// Moves the focus to the first field that is wrong, if there is one.
pub(in crate::client::views) fn focus_first() -> bool {
    let Some(field) = select("#settings [aria-invalid]").next() else {
        return false;
    };
    document::focus(&field.id());
    true
}

fn found(draft: &Draft) -> Vec<FieldFault> {
    faults(draft, document::secret().as_deref(), &document::origin())
}

fn show(faults: &[FieldFault]) {
    for fault in faults {
        let Some(field) = by_id::<HtmlElement>(fault.field) else {
            continue;
        };
        // These cannot be refused: the names are fixed.
        let _ = field.set_attribute("aria-invalid", "true");
        if let Ok(Some(more)) = field.closest("details.v-more") {
            more.unchecked_into::<HtmlDetailsElement>().set_open(true);
        }
        if let Some(place) = place(fault.field) {
            place.set_text_content(Some(&fault.text));
            place.set_hidden(false);
        }
    }
}

fn hide(field: &Element) {
    let _ = field.remove_attribute("aria-invalid");
    if let Some(place) = place(&field.id()) {
        place.set_hidden(true);
        place.set_text_content(None);
    }
}

fn place(id: &str) -> Option<HtmlElement> {
    by_id(&[id, "-error"].concat())
}
