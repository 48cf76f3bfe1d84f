//! What is wrong with a field stands next to it, and leads there. Which values are wrong is not known here.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};

use super::document::{self, by_id, select};
use crate::client::{
    draft::{Draft, EXTRA},
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
    let (still, name) = (found(&document::read_form()), name(field));
    match still.iter().find(|fault| fault.field == name) {
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
    // A refused focus leaves it where it is, which is all that can be done.
    let _ = field.unchecked_into::<HtmlElement>().focus();
    true
}

fn found(draft: &Draft) -> Vec<FieldFault> {
    faults(draft, document::secret().as_deref(), &document::origin())
}

fn show(faults: &[FieldFault]) {
    for fault in faults {
        let Some(field) = field(&fault.field) else {
            continue;
        };
        // These cannot be refused: the names are fixed.
        let _ = field.set_attribute("aria-invalid", "true");
        if let Ok(Some(more)) = field.closest("details.v-more") {
            more.unchecked_into::<HtmlDetailsElement>().set_open(true);
        }
        if let Some(place) = place(&fault.field) {
            place.set_text_content(Some(&fault.text));
            place.set_hidden(false);
        }
    }
}

fn hide(field: &Element) {
    let _ = field.remove_attribute("aria-invalid");
    if let Some(place) = place(&name(field)) {
        place.set_hidden(true);
        place.set_text_content(None);
    }
}

/// What is wrong with any of the other parameters stands below them all.
fn place(name: &str) -> Option<HtmlElement> {
    let id = name.split('.').next().unwrap_or_default();
    by_id(&[id, "-error"].concat())
}

/// The field of a parameter: of one of the other parameters the one that has its name, for that is what is wrong.
fn field(name: &str) -> Option<Element> {
    let field: Element = by_id(name)?;
    if name.starts_with(EXTRA) {
        field.previous_element_sibling()
    } else {
        Some(field)
    }
}

/// Whose field it is. The field with a name has no id; its neighbour's is made of that name.
fn name(field: &Element) -> String {
    match field.id() {
        none if none.is_empty() => field
            .next_element_sibling()
            .map_or(none, |value| value.id()),
        id => id,
    }
}
