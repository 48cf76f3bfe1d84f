//! The error page: what happened in plain words, a reference for support, and the way back.

use leptos::prelude::*;

use crate::forms::carried::Carried;
use crate::forms::error_response::HttpsUrl;

use crate::i18n::Text;

use super::Frame;
use super::document::{CRITICAL, Document};

/// What the error page shows. Also for unknown addresses, wrong methods and unusable requests.
#[derive(Clone, Debug)]
pub struct ErrorPage {
    /// The HTTP status, which the page says nothing about by itself.
    pub status: u16,
    /// The error code.
    pub code: String,
    /// What the server wrote about it.
    pub description: Option<String>,
    /// Where the server explains it.
    pub uri: Option<HttpsUrl>,
    /// What the host's log calls this request.
    pub correlation_id: String,
    /// When, as RFC 3339.
    pub time: String,
    /// The way back.
    pub restart: Restart,
}

/// The way back from an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restart {
    /// To the form, with what it carried.
    Form(Carried),
    /// To the application's configured address, else to the login page; a script leads to the form
    /// instead if it saved before the submit what the form carried.
    Application(Option<String>),
}

/// The error page as a document.
#[cfg(feature = "ssr")]
pub fn error(frame: &Frame<'_>, page: &ErrorPage) -> super::Html {
    let title = frame.locale.text(Text::ErrorTitle);
    let body = view! { <main data-problem=page.code.clone()></main> };
    Document {
        page: "error",
        title,
        result: None,
        styles: CRITICAL,
        body,
    }
    .render(frame)
}
