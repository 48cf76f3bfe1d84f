//! What every page needs to know of its request: language, brand, the way back to itself.

use crate::brand::Brand;
use crate::forms::carried::Carried;
use crate::i18n::{Locale, Text};

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
    /// Where the other pages are.
    pub site: Site<'a>,
}

/// Where the pages are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Site<'a> {
    /// A host draws them, in the language that each request wishes.
    #[default]
    Host,
    /// Files, in a folder for each language.
    Files {
        /// The path of that folder's parent, with a slash at its end.
        base: &'a str,
    },
}

impl Frame<'_> {
    /// A text, in the brand's words where it has any.
    pub fn text(&self, text: Text) -> &'static str {
        self.brand.wording.text(self.locale, text)
    }

    /// A text with a name in it.
    pub fn text_naming(&self, text: Text, name: &str) -> String {
        self.brand.wording.text_naming(self.locale, text, name)
    }

    /// What stands before and after the name in a text, for a name that is an element of its own.
    pub fn text_around(&self, text: Text) -> (String, String) {
        self.brand.wording.text_around(self.locale, text)
    }

    /// A text with a number in it.
    pub fn text_counting(&self, text: Text, count: u64) -> String {
        self.brand.wording.text_counting(self.locale, text, count)
    }

    /// The address of another page, given its path on a host.
    pub fn path(&self, page: &str) -> String {
        self.path_in(self.locale, page)
    }

    /// The address of a page in a language.
    pub(super) fn path_in(&self, locale: Locale, page: &str) -> String {
        match self.site {
            Site::Host => page.to_owned(),
            Site::Files { base } => {
                let folder = page.trim_start_matches('/');
                let (folder, slash) = match folder {
                    "" | "login" => ("", ""),
                    folder => (folder, "/"),
                };
                format!("{base}{}/{folder}{slash}", locale.tag())
            }
        }
    }

    /// The same frame in the language that the authorization request asks for, if it does. A posted
    /// form has that wish in its body, where nobody looked before.
    #[must_use]
    pub fn speaking_for(&self, carried: &Carried) -> Self {
        let wishes = carried.get("ui_locales").map(Locale::requested);
        let offered = self.brand.locales.enabled();
        let wish = wishes
            .into_iter()
            .flatten()
            .find(|wish| offered.contains(wish));
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
