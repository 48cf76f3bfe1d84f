//! Brings the form to life: fills it, starts the run, and tells what is wrong with it. The form is in the
//! page's HTML already; nothing that was typed before this arrived is lost.

mod faults;
mod preset;
mod preview;
mod remember;
mod share;

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlButtonElement, HtmlDetailsElement, HtmlElement, KeyboardEvent};

pub(super) use self::faults::{focus_first, show_all};
pub use self::remember::recall;
use super::document::{self, by_id, listen};
use crate::client::draft::Draft;

/// Ties the form to the page. It folds away once a run has begun.
pub(super) fn enliven(
    draft: RwSignal<Draft>,
    busy: Signal<bool>,
    begun: Signal<bool>,
    start: impl Fn() + 'static,
) {
    let Some(form) = by_id::<HtmlElement>("settings") else {
        return;
    };
    let preview = preview::Preview::new();
    Effect::new(move |_| {
        draft.with(|draft| {
            document::fill_form(draft);
            summarize(draft);
        });
        faults::show_given(&document::read_form());
        preview.update();
    });
    Effect::new(move |_| set_disabled("start", busy.get()));
    Effect::new(move |_| {
        if let Some(settings) = settings() {
            settings.set_open(!begun.get());
        }
    });
    set_disabled("link", false);

    listen(&form, "submit", move |event| {
        event.prevent_default();
        remember::keep();
        start();
    });
    listen(&form, "input", move |event| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        if let Some(target) = target {
            if let Ok(Some(row)) = target.closest("#extra > *") {
                document::name_extra(&row);
            }
            faults::look_again(&target);
        }
        preview.update();
    });
    // A long form has its button far below; this is the shortcut that editors of text have.
    listen(&form, "keydown", {
        let form = form.clone();
        move |event| {
            let key: &KeyboardEvent = event.unchecked_ref();
            if key.key() == "Enter" && (key.ctrl_key() || key.meta_key()) {
                click(&form, "#start");
            }
        }
    });
    // One listener for every button of the form: each says by an attribute or its id what it is for.
    let undo = Rc::new(RefCell::new(None));
    listen(&form, "click", move |event| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let Some(button) = target.and_then(|it| it.closest("button").ok().flatten()) else {
            return;
        };
        match button.id().as_str() {
            "add-extra" => {
                if let Some(name) = document::add_extra("", "") {
                    // A refused focus leaves it where it is, which is all that can be done.
                    let _ = name.focus();
                }
            }
            "link" => share::copy_link(),
            "forget" => remember::forget(),
            "undo" => {
                if let Some(before) = undo.take() {
                    preset::undo(&before);
                }
            }
            _ if button.has_attribute("data-remove") => {
                if let Ok(Some(row)) = button.closest("#extra > *") {
                    row.remove();
                    document::focus("add-extra");
                }
            }
            _ if button.has_attribute("data-preset") => {
                undo.replace(Some(document::read_form()));
                preset::apply(&button);
            }
            _ => return,
        }
        faults::hide_all();
        preview.update();
    });
    if let Some(details) = by_id::<HtmlElement>("preview") {
        listen(&details, "toggle", move |_| preview.update());
    }
    remember::enliven();
}

fn settings() -> Option<HtmlDetailsElement> {
    document::select("details.v-settings")
        .next()?
        .dyn_into()
        .ok()
}

fn set_disabled(id: &str, disabled: bool) {
    if let Some(button) = by_id::<HtmlButtonElement>(id) {
        button.set_disabled(disabled);
    }
}

fn click(form: &HtmlElement, css: &str) {
    if let Ok(Some(button)) = form.query_selector(css) {
        button.unchecked_into::<HtmlElement>().click();
    }
}

/// The closed form's one line: which server, which client.
fn summarize(draft: &Draft) {
    let server = ["issuer", "endpoint", "auth_url"].map(|id| draft.text(id));
    let server = server.into_iter().find(|text| !text.is_empty());
    let client = Some(draft.text("client_id")).filter(|text| !text.is_empty());
    let parts: Vec<_> = [server, client].into_iter().flatten().collect();
    if let Some(summary) = by_id::<Element>("summary") {
        summary.set_text_content(Some(&parts.join(" · ")));
    }
}

/// Says something about what was just done in the form.
fn say(text: &str) {
    if let Some(said) = by_id::<Element>("said") {
        said.set_text_content(Some(text));
    }
}
