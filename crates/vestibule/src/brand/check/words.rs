//! What is said: texts, languages, links, the operator's own words.

use std::collections::BTreeMap;

use vestibule_ui::brand::{
    Link, Links, Locales, Localized, Slot, SlotContent, Slots, Wording, intern,
};
use vestibule_ui::i18n::{Locale, Text};

use super::super::address;
use super::super::document::{LinksTable, LocalesTable, SlotTable, SlotWords, SlotsTable};
use super::super::finding::Problem;
use super::super::markup;
use super::super::schema::{join, most_alike};
use super::{Checker, item};

/// As much as a page can show of one text.
const TEXT: usize = 600;
/// And of a slot.
const SLOT: usize = 4000;

impl Checker<'_, '_> {
    fn locale(&mut self, path: &str, tag: &str) -> Option<Locale> {
        let locale = Locale::named(tag);
        if locale.is_none() {
            let all: Vec<&str> = Locale::ALL.iter().map(|locale| locale.tag()).collect();
            let all = all.join(", ");
            self.say(path, Problem::Locale(tag.to_owned(), all));
        }
        locale
    }

    fn fits(&mut self, path: &str, text: &str, limit: usize) -> bool {
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.say(path, Problem::Empty);
        } else if length > limit {
            self.say(path, Problem::TooLong { length, limit });
        } else {
            return true;
        }
        false
    }

    pub(super) fn locales(&mut self, table: &LocalesTable) -> Locales {
        let mut enabled = Vec::new();
        for (at, tag) in table.enabled.iter().flatten().enumerate() {
            let path = format!("locales.enabled[{at}]");
            if let Some(locale) = self.locale(&path, tag) {
                if enabled.contains(&locale) {
                    self.say(&path, Problem::Twice(tag.clone()));
                } else {
                    enabled.push(locale);
                }
            }
        }
        if table.enabled.as_ref().is_some_and(Vec::is_empty) {
            self.say("locales.enabled", Problem::Empty);
        }
        let default = table
            .default
            .as_ref()
            .and_then(|tag| self.locale("locales.default", tag));
        match (default, enabled.first().copied()) {
            (Some(default), _) if table.enabled.is_some() && !enabled.contains(&default) => {
                let tag = default.tag().to_owned();
                self.say("locales.default", Problem::NotAnOption(tag));
                Locales::default()
            }
            (Some(default), None) => Locales::new(Locale::ALL.to_vec(), default),
            (Some(default), Some(_)) => Locales::new(enabled, default),
            (None, Some(first)) => Locales::new(enabled, first),
            (None, None) => Locales::default(),
        }
    }

    pub(super) fn wording(
        &mut self,
        table: &BTreeMap<String, BTreeMap<String, String>>,
    ) -> Wording {
        let mut wording = Wording::default();
        for (tag, texts) in table {
            let path = join("text", tag);
            let Some(locale) = self.locale(&path, tag) else {
                continue;
            };
            for (key, words) in texts {
                let path = join(&path, key);
                let Some(text) = Text::ALL.iter().find(|text| text.key() == key) else {
                    let keys = Text::ALL.iter().map(|text| text.key());
                    let suggestion = most_alike(key, keys);
                    let key = key.clone();
                    self.say(&path, Problem::UnknownText { key, suggestion });
                    continue;
                };
                if !self.fits(&path, words, TEXT) {
                    continue;
                }
                let words = if text.is_counted() {
                    self.counted(&path, locale, words)
                } else {
                    self.with_places(&path, *text, words)
                };
                if let Some(words) = words {
                    wording.set(locale, *text, &words);
                }
            }
        }
        wording
    }

    /// The pattern, if it can be read and says something of every number.
    fn counted(&mut self, path: &str, locale: Locale, pattern: &str) -> Option<String> {
        if locale.counting(pattern, 1).is_ok() {
            return Some(pattern.to_owned());
        }
        self.say(path, Problem::NotCounted);
        None
    }

    /// The text with its place for a name in the one spelling, if it may have one.
    fn with_places(&mut self, path: &str, text: Text, words: &str) -> Option<String> {
        const PROBE: &str = "\u{fdd1}";
        let takes_name = Locale::En.text_naming(text, PROBE).contains(PROBE);
        let mut written = String::new();
        let mut rest = words;
        while let Some((before, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            if !(takes_name && place.trim() == "$name") {
                let place = format!("{{{place}}}");
                self.say(path, Problem::Variable(place));
                return None;
            }
            written.push_str(before);
            written.push_str("{ $name }");
            rest = after;
        }
        written.push_str(rest);
        Some(written)
    }

    pub(super) fn links(&mut self, table: &LinksTable) -> Links {
        let link = |checker: &mut Self, key: &str, href: &Option<String>| {
            checker.address(&join("brand.links", key), href.as_ref(), address::link)
        };
        let mut links = Links {
            help: link(self, "help", &table.help),
            support: link(self, "support", &table.support),
            privacy: link(self, "privacy", &table.privacy),
            terms: link(self, "terms", &table.terms),
            custom: Vec::new(),
        };
        for (at, link) in table.custom.iter().enumerate() {
            let path = |key| item("brand.links.custom", at, key);
            let label = self.label(&path("label"), Some(&link.label));
            let href = self.address(&path("href"), Some(&link.href), address::link);
            let mut in_locale = BTreeMap::new();
            for (tag, words) in &link.labels {
                let path = join(&path("labels"), tag);
                let locale = self.locale(&path, tag);
                let words = self.label(&path, Some(words));
                if let (Some(locale), Some(words)) = (locale, words) {
                    in_locale.insert(locale, intern(&words));
                }
            }
            if let (Some(label), Some(href)) = (label, href) {
                let label = Localized {
                    everywhere: intern(&label),
                    in_locale,
                };
                links.custom.push(Link { label, href });
            }
        }
        links
    }

    pub(super) fn slots(&mut self, table: &SlotsTable) -> Slots {
        Slots {
            header: self.slot("slots.header", table.header.as_ref()),
            footer: self.slot("slots.footer", table.footer.as_ref()),
            before_form: self.slot("slots.beforeForm", table.before_form.as_ref()),
            after_form: self.slot("slots.afterForm", table.after_form.as_ref()),
        }
    }

    fn slot(&mut self, path: &str, table: Option<&SlotTable>) -> Slot {
        let mut slot = Slot::default();
        let Some(table) = table else {
            return slot;
        };
        slot.everywhere = self.content(path, table);
        if let SlotTable::Table(SlotWords { in_locale, .. }) = table {
            for (tag, words) in in_locale {
                let path = join(&join(path, "inLocale"), tag);
                let locale = self.locale(&path, tag);
                let content = self.content(&path, words);
                if let (Some(locale), Some(content)) = (locale, content) {
                    slot.in_locale.insert(locale, content);
                }
            }
        }
        slot
    }

    fn content(&mut self, path: &str, table: &SlotTable) -> Option<SlotContent> {
        let (text, html) = match table {
            SlotTable::Text(text) => (Some(text), None),
            SlotTable::Table(words) => (words.text.as_ref(), words.html.as_ref()),
        };
        match (text, html) {
            (Some(_), Some(_)) => {
                self.say(path, Problem::Exclusive("text", "html"));
                None
            }
            (Some(text), None) => self
                .fits(path, text, SLOT)
                .then(|| SlotContent::Text(text.clone())),
            (None, Some(html)) => {
                let path = join(path, "html");
                for tag in markup::left_out(html) {
                    self.say(&path, Problem::LeftOut(tag));
                }
                self.fits(&path, html, SLOT)
                    .then(|| SlotContent::SanitisedHtml(markup::sanitised(html)))
            }
            (None, None) => None,
        }
    }
}
