//! The parts of a page that the login bundle brings to life, each in an element of its own
//! (`data-island`) beside the fields, never around them. Nothing typed is in an island, no value of
//! a field is read (a password is only ever emptied), and whatever else stands in the document is left
//! alone.
//!
//! Forms are never asked for their properties: a carried parameter called `action` or
//! `addEventListener` hides the form's own. So events are caught at the window, elements are found
//! through the document, and state is read from attributes. Islands are made of single elements and
//! of text: nothing writes `innerHTML`, which fails under Trusted Types.

mod caps_lock;
mod copy;
mod dom;
mod expiry;
mod fetch;
mod pending;
mod problem;
mod restart;
mod show_password;
mod submit;
mod wait;

/// Finds the islands of the document and brings them to life; then says so on `<html>`. An island that
/// lacks what it needs stays as it is.
pub fn enliven() {
    problem::take_focus();
    for host in dom::all("[data-island]") {
        let _ = match host.get_attribute("data-island").as_deref() {
            Some("caps-lock") => caps_lock::caps_lock(&host),
            Some("copy") => copy::copy(&host),
            Some("expiry") => expiry::expiry(&host),
            Some("restart") => restart::lead_back(&host),
            Some("show-password") => show_password::show_password(&host),
            Some("submit") => submit::submit(&host),
            Some("wait") => wait::wait(&host),
            _ => None,
        };
    }
    if let Some(root) = dom::document().and_then(|document| document.document_element()) {
        dom::set(&root, "data-enhanced", "");
    }
}
