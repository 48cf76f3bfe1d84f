//! The operator's own words around a page's content: text, or HTML that whoever made the brand has
//! sanitised.

use std::collections::BTreeMap;

use crate::i18n::Locale;

/// The places for an operator's own words, all empty at first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// First on the page.
    pub header: Slot,
    /// Last on the page, before the links.
    pub footer: Slot,
    /// First in the card.
    pub before_form: Slot,
    /// Last in the card.
    pub after_form: Slot,
}

/// One place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// In every language that has no words of its own.
    pub everywhere: Option<SlotContent>,
    /// In one language.
    pub in_locale: BTreeMap<Locale, SlotContent>,
}

/// What stands in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotContent {
    /// Shown as it is.
    Text(String),
    /// Markup without script, style or anything that loads.
    SanitisedHtml(String),
}

impl Slot {
    /// What it says in a language.
    pub fn content(&self, locale: Locale) -> Option<&SlotContent> {
        self.in_locale.get(&locale).or(self.everywhere.as_ref())
    }
}
