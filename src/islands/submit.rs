//! The submit of a form: once only, with a word that it is under way, and possible again when the
//! browser did not leave the page after all. Before the login form goes, what it carries is kept for
//! the error page's way back; credentials are not.

use web_sys::HtmlElement;

use super::pending::Pending;
use super::restart::save;
use super::{dom, fetch};

pub(super) fn submit(host: &HtmlElement) -> Option<()> {
    let window = dom::window()?;
    let pending = Pending::of(host);
    let back = pending.clone();
    dom::listen(&window, "pageshow", move |_| back.appear());
    dom::listen(&window, "submit", move |event| {
        if !dom::is_submit_of(&event, &pending.form) || event.default_prevented() {
            return;
        }
        if pending.is.get() {
            event.prevent_default();
            return;
        }
        pending.begin();
        if let Some(carried) = pending.host.get_attribute("data-carried") {
            save(&carried);
        }
        leave_out_the_unticked();
        match fetch::place(&pending.form) {
            Some(place) => {
                event.prevent_default();
                fetch::send(place, pending.clone());
            }
            None => pending.leave(),
        }
    });
    Some(())
}

/// A ticked box sends `Y`; then the `N` that stands for an empty one has no place beside it.
fn leave_out_the_unticked() {
    let ticked = !dom::all("#remember:checked").is_empty();
    for unticked in dom::all("[data-unticked]") {
        dom::toggle(&unticked, "disabled", ticked);
    }
}
