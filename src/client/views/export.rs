//! The result as a file or on the clipboard, and a link that fills the form again.

use js_sys::Array;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::client::{draft::Draft, report::Report};

/// The buttons that give the run away.
pub(super) fn export(draft: RwSignal<Draft>, report: RwSignal<Report>) -> impl IntoView {
    let text = move || {
        let one_line = draft.with_untracked(|draft| draft.text("format") == "json");
        report.with_untracked(|report| {
            if one_line {
                report.to_json()
            } else {
                report.to_json_pretty()
            }
        })
    };
    html::section()
        .class("v-card")
        .attr("aria-labelledby", "export")
        .child((
            html::h2().id("export").child("Result"),
            html::p()
                .class("v-muted")
                .child("As JSON. It holds the tokens: treat it like a password."),
            html::div().class("v-buttons").child((
                html::button()
                    .id("copy")
                    .r#type("button")
                    .on(ev::click, move |_| copy(&text()))
                    .child("Copy"),
                html::button()
                    .id("download")
                    .r#type("button")
                    .on(ev::click, move |_| {
                        // Nothing was downloaded when a step is refused, and the browser says so itself.
                        let _ = download(&text());
                    })
                    .child("Download"),
            )),
        ))
}

fn copy(text: &str) {
    // In an insecure context there is no clipboard; asking for it would throw.
    if window().is_secure_context() {
        let _ = window().navigator().clipboard().write_text(text);
    }
}

fn download(text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download("oauth-result.json");
    link.click();
    Url::revoke_object_url(&address)
}
