//! The shell of the client page: what is there before, and without, its bundle. It is a tool for
//! developers, in English whatever the browser prefers.

use leptos::prelude::*;

use crate::i18n::Locale;

use super::document::{Document, Styles};
use super::{Frame, Html};

const IDLE: &str = r#"{"result":"idle","flow":null,"failed_check":null,"error":null,"checks":[],"tokens":null,"id_token_claims":null,"userinfo":null,"api":null,"timings_ms":null}"#;

const TITLE: &str = "OAuth client";
const NO_SCRIPT: &str = "This page is a program: an OAuth client that runs in your browser. It needs \
                         JavaScript and WebAssembly.";

/// The client page's shell as a document.
pub fn client(frame: &Frame<'_>) -> Html {
    let body = view! {
        <header class="v-header">
            <p class="v-brand">{frame.brand.name.clone()}</p>
        </header>
        <h1>{TITLE}</h1>
        <main id="client"></main>
        <pre id="result" hidden>{IDLE}</pre>
        <noscript>
            <p>{NO_SCRIPT}</p>
        </noscript>
    };
    let document = Document {
        page: "client",
        title: TITLE,
        result: Some("idle"),
        styles: Styles::Linked,
        body,
    };
    document.render(&Frame {
        locale: Locale::En,
        ..frame.clone()
    })
}
