//! Texts of the operator's own, in place of the built-in ones.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::i18n::{Locale, Text};

/// Texts in place of the built-in ones, by language and key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    texts: HashMap<(Locale, Text), &'static str>,
}

/// A text that may differ from language to language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localized {
    /// In every language that has none of its own.
    pub everywhere: &'static str,
    /// In one language.
    pub in_locale: BTreeMap<Locale, &'static str>,
}

/// The place of a name in a text of the operator's own.
const NAME: &str = "{ $name }";

/// Stands for a name while a text is divided: a character that Unicode keeps for such uses.
const PLACE: &str = "\u{fdd1}";

impl Wording {
    /// Replaces a text. A name's place is written `{ $name }`; one with a number is a Fluent pattern.
    pub fn set(&mut self, locale: Locale, text: Text, words: &str) {
        self.texts.insert((locale, text), intern(words));
    }

    /// A text in a language.
    pub fn text(&self, locale: Locale, text: Text) -> &'static str {
        let own = self.texts.get(&(locale, text));
        own.copied().unwrap_or_else(|| locale.text(text))
    }

    /// A text with a name in it, which is kept apart from the writing direction of what is around it.
    pub fn text_naming(&self, locale: Locale, text: Text, name: &str) -> String {
        match self.texts.get(&(locale, text)) {
            Some(own) => own.replace(NAME, &format!("\u{2068}{name}\u{2069}")),
            None => locale.text_naming(text, name),
        }
    }

    /// A text with a number in it, by the language's plural rules.
    pub fn text_counting(&self, locale: Locale, text: Text, count: u64) -> String {
        let own = self.texts.get(&(locale, text));
        own.and_then(|pattern| locale.counting(pattern, count).ok())
            .unwrap_or_else(|| locale.text_counting(text, count))
    }

    /// What stands before and after the name in such a text.
    pub fn text_around(&self, locale: Locale, text: Text) -> (String, String) {
        let whole = self.text_naming(locale, text, PLACE);
        let parts = whole.split_once(PLACE);
        let (before, after) = parts.unwrap_or((&whole, ""));
        (before.to_owned(), after.to_owned())
    }
}

impl Localized {
    /// What it says in a language.
    pub fn text(&self, locale: Locale) -> &'static str {
        self.in_locale
            .get(&locale)
            .copied()
            .unwrap_or(self.everywhere)
    }
}

/// Keeps a text for as long as the program runs, once however often it is asked for. So pages hold an
/// operator's few words as they hold the built-in ones, and a document that is read again costs nothing.
pub fn intern(text: &str) -> &'static str {
    static KEPT: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(text) {
        return known;
    }
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    kept.insert(text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_win_in_their_language_only() {
        let mut wording = Wording::default();
        wording.set(Locale::De, Text::SignIn, "Los geht’s");
        wording.set(Locale::De, Text::LoginLeadClient, "Weiter zu { $name }.");
        assert_eq!(wording.text(Locale::De, Text::SignIn), "Los geht’s");
        assert_eq!(wording.text(Locale::En, Text::SignIn), "Sign in");
        assert_eq!(
            wording.text_naming(Locale::De, Text::LoginLeadClient, "A<b>"),
            "Weiter zu \u{2068}A<b>\u{2069}."
        );
        assert_eq!(
            wording.text_naming(Locale::En, Text::LoginLeadClient, "A"),
            Locale::En.text_naming(Text::LoginLeadClient, "A")
        );
    }

    #[test]
    fn own_words_are_counted_by_the_rules_of_their_language() {
        let mut wording = Wording::default();
        let pattern =
            "{ $count ->\n[one] Noch { $count } Minute\n*[other] Noch { $count } Minuten\n}.";
        wording.set(Locale::De, Text::ExpiresIn, pattern);
        wording.set(Locale::Fr, Text::ExpiresIn, "{ $count } min");
        let said = |locale, count| {
            let text = wording.text_counting(locale, Text::ExpiresIn, count);
            text.replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(said(Locale::De, 1), "Noch 1 Minute.");
        assert_eq!(said(Locale::De, 10), "Noch 10 Minuten.");
        assert_eq!(said(Locale::Fr, 2), "2 min");
        assert_eq!(said(Locale::En, 2), "You have 2 minutes to decide.");
    }

    #[test]
    fn a_name_can_be_an_element_of_its_own() {
        let mut wording = Wording::default();
        let around = wording.text_around(Locale::En, Text::ConsentReturns);
        assert_eq!(
            around,
            ("You return to \u{2068}".to_owned(), "\u{2069}".to_owned())
        );
        wording.set(Locale::En, Text::ConsentReturns, "{ $name } is next.");
        let around = wording.text_around(Locale::En, Text::ConsentReturns);
        assert_eq!(
            around,
            ("\u{2068}".to_owned(), "\u{2069} is next.".to_owned())
        );
        wording.set(Locale::En, Text::ConsentReturns, "Next.");
        let around = wording.text_around(Locale::En, Text::ConsentReturns);
        assert_eq!(around, ("Next.".to_owned(), String::new()));
    }

    #[test]
    fn a_text_is_kept_once() {
        let first = intern("kept once");
        assert!(std::ptr::eq(first, intern(&String::from("kept once"))));
    }
}
