//! Gives a problem the focus, where the browser did not do so by `autofocus`. It does not take the
//! focus from a person who is already somewhere else.

use super::dom;

pub(super) fn take_focus() -> Option<()> {
    let free = dom::document()?
        .active_element()
        .is_none_or(|focused| focused.tag_name().eq_ignore_ascii_case("body"));
    if free {
        dom::by_id("problem")?.focus().ok()?;
    }
    Some(())
}
