//! The shell of the client page: what is there before, and without, its bundle.

use leptos::prelude::*;

use crate::i18n::Text;

use super::document::{Document, Styles};
use super::{Frame, Html};

const IDLE: &str = r#"{"result":"idle","flow":null,"failed_check":null,"error":null,"checks":[],"tokens":null,"id_token_claims":null,"userinfo":null,"api":null,"timings_ms":null}"#;

/// The client page's shell as a document.
pub fn client(frame: &Frame<'_>) -> Html {
    let locale = frame.locale;
    let title = locale.text(Text::ClientTitle);
    let body = view! {
        <header class="v-header">
            <p class="v-brand">{frame.brand.name.clone()}</p>
        </header>
        <h1>{title}</h1>
        <main id="client"></main>
        <pre id="result" hidden>{IDLE}</pre>
        <noscript>
            <p>{locale.text(Text::ClientNoScript)}</p>
        </noscript>
    };
    let document = Document {
        page: "client",
        title,
        result: Some("idle"),
        styles: Styles::Linked,
        body,
    };
    document.render(frame)
}
