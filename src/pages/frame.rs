//! What every page needs to know of its request: language, brand, the way back to itself.

use crate::brand::Brand;
use crate::forms::carried::Carried;
use crate::i18n::Locale;

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// In which language.
    pub locale: Locale,
    /// In whose name.
    pub brand: &'a Brand,
    /// The bundle's files; without them the page works as plain HTML.
    pub assets: Option<&'a Assets>,
    /// For the links to other languages; without it there are none.
    pub languages: Option<Languages<'a>>,
}

impl Frame<'_> {
    /// The same frame in the language that the authorization request asks for, if it does. A posted
    /// form has that wish in its body, where nobody looked before.
    #[must_use]
    pub fn speaking_for(&self, carried: &Carried) -> Self {
        let wish = carried.get("ui_locales").and_then(Locale::requested);
        Self {
            locale: wish.unwrap_or(self.locale),
            ..self.clone()
        }
    }
}

/// What a link to the same page in another language keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Languages<'a> {
    /// The path of a page that answers GET; empty for the one that the link is on.
    pub path: &'a str,
    /// Its query, as sent, without the question mark. Nothing secret: it goes into a URL.
    pub query: &'a str,
}

/// The files of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assets {
    /// The rest of the styles.
    pub stylesheet: Asset,
    /// The JavaScript that starts the wasm.
    pub script: Asset,
    /// The WebAssembly.
    pub wasm: Asset,
}

/// A file and what it must hash to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its address on this origin.
    pub url: String,
    /// Its Subresource Integrity value (`sha384-…`).
    pub integrity: String,
}
