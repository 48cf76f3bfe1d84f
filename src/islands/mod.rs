//! The parts of a page that the login bundle brings to life, each in an empty element of its own
//! (`data-island`) beside the fields, never around them. Nothing typed is in an island, no value of
//! a field is read or written, and whatever else stands in the document is left alone.
//!
//! Forms are never asked for their properties: a carried parameter called `action` or
//! `addEventListener` hides the form's own. So events are caught at the window, elements are found
//! through the document, and state is read from attributes. Views are built without `view!`, whose
//! templates write `innerHTML` and fail under Trusted Types.

mod caps_lock;
mod copy;
mod dom;
mod problem;
mod restart;
mod show_password;
mod submit;

use leptos::mount::mount_to;
use leptos::prelude::IntoView;
use web_sys::HtmlElement;

/// Finds the islands of the document and brings them to life; then says so on `<html>`.
pub fn enliven() {
    let Some(document) = dom::document() else {
        return;
    };
    problem::take_focus(&document);
    for host in dom::all(&document, "[data-island]") {
        match host.get_attribute("data-island").as_deref() {
            Some("caps-lock") => mount(host, caps_lock::caps_lock),
            Some("copy") => mount(host, copy::copy),
            Some("restart") => restart::lead_back(&document, &host),
            Some("show-password") => mount(host, show_password::show_password),
            Some("submit") => mount(host, submit::submit),
            _ => {}
        }
    }
    if let Some(root) = document.document_element() {
        dom::set(&root, "data-enhanced", "");
    }
}

/// Mounts a view for as long as the page lives.
fn mount<V: IntoView + 'static>(host: HtmlElement, island: fn(&HtmlElement) -> V) {
    mount_to(host.clone(), move || island(&host)).forget();
}
