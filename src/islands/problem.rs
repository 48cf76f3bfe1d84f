//! Gives a problem the focus, where the browser did not do so by `autofocus`. It does not take the
//! focus from a person who is already somewhere else.

use web_sys::Document;

use super::dom;

pub(super) fn take_focus(document: &Document) {
    let free = document
        .active_element()
        .is_none_or(|focused| focused.tag_name().eq_ignore_ascii_case("body"));
    if free && let Some(problem) = dom::by_id("problem") {
        let _ = problem.focus();
    }
}
