//! The submit: once only, with a word that it is under way, and possible again when the browser did
//! not leave the page after all. Before it goes, what the form carries is kept for the error page's
//! way back; credentials are not.

use std::time::Duration;

use leptos::html::p;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::dom;
use super::restart::save;

/// Nothing tells a page that its navigation came to nothing (an answer without content, a network
/// failure), so after this long the person may try again.
const GIVE_UP: Duration = Duration::from_secs(8);

pub(super) fn submit(host: &HtmlElement) -> impl IntoView + use<> {
    let text = dom::text_of(host, "data-text");
    let carried = dom::text_of(host, "data-carried");
    let pending = RwSignal::new(false);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let again = move || {
        if let Some(Some(handle)) = timer.try_update_value(Option::take) {
            handle.clear();
        }
        pending.set(false);
    };

    if let Some(window) = dom::window() {
        dom::listen(&window, "submit", move |event| {
            if !dom::is_login(&event) || event.default_prevented() {
                return;
            }
            if pending.get_untracked() {
                event.prevent_default();
                return;
            }
            pending.set(true);
            timer.set_value(set_timeout_with_handle(again, GIVE_UP).ok());
            save(&carried);
            leave_out_the_unticked();
        });
        dom::listen(&window, "pageshow", move |_| again());
    }
    Effect::new(move || {
        if let Some(button) = dom::by_id("sign-in") {
            dom::toggle(&button, "disabled", pending.get());
        }
    });
    move || pending.get().then(|| p().child(text.clone()))
}

/// A ticked box sends `Y`; then the `N` that stands for an empty one has no place beside it.
fn leave_out_the_unticked() {
    let Some(document) = dom::document() else {
        return;
    };
    let ticked = document
        .query_selector("#remember:checked")
        .is_ok_and(|found| found.is_some());
    for unticked in dom::all(&document, "[data-unticked]") {
        dom::toggle(&unticked, "disabled", ticked);
    }
}
