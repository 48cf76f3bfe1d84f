//! Settings that this browser keeps, because somebody asked it to. A draft never holds a secret, so
//! neither does what is kept.

use leptos::prelude::window;
use web_sys::{HtmlElement, HtmlInputElement, Storage};

use super::{
    document::{self, by_id, listen},
    say,
};
use crate::client::draft::Draft;

const KEY: &str = "vestibule.client.settings";

/// What was kept, for a visit that brings no settings of its own.
pub fn recall() -> Option<Draft> {
    let query = storage()?.get_item(KEY).ok()??;
    Some(Draft::from_query(&query))
}

/// Shows whether something is kept, and keeps or forgets as the box is ticked or not.
pub(super) fn enliven() {
    let Some(remember) = by_id::<HtmlInputElement>("remember") else {
        return;
    };
    show(recall().is_some());
    listen(&remember, "change", |_| {
        if is_wanted() {
            keep();
        } else {
            forget();
        }
    });
}

/// Keeps what the form shows now, if that is wanted.
pub(super) fn keep() {
    if !is_wanted() {
        return;
    }
    let query = document::read_form().to_query();
    let kept = storage().is_some_and(|storage| storage.set_item(KEY, &query).is_ok());
    show(kept);
    if !kept {
        say("This browser does not allow it: nothing is kept.");
    }
}

/// Forgets it.
pub(super) fn forget() {
    if let Some(storage) = storage() {
        // What cannot be removed was never kept.
        let _ = storage.remove_item(KEY);
    }
    show(false);
    say("Forgotten. The form keeps what it shows until you leave.");
    document::focus("remember");
}

fn is_wanted() -> bool {
    by_id::<HtmlInputElement>("remember").is_some_and(|input| input.checked())
}

fn show(kept: bool) {
    if let Some(input) = by_id::<HtmlInputElement>("remember") {
        input.set_checked(kept);
    }
    if let Some(forget) = by_id::<HtmlElement>("forget") {
        forget.set_hidden(!kept);
    }
}

/// Asking for it throws where storage is off.
fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
