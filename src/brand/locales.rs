//! Which of the languages that there are a brand offers.

use crate::i18n::Locale;

/// The languages that are offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locales {
    /// In the order in which they are offered. Never empty.
    enabled: Vec<Locale>,
    default: Locale,
}

impl Locales {
    /// These languages; `default`, which is offered too, is for whoever wishes none of them.
    pub fn new(mut enabled: Vec<Locale>, default: Locale) -> Self {
        if !enabled.contains(&default) {
            enabled.insert(0, default);
        }
        Self { enabled, default }
    }

    /// Those that are offered, in order.
    pub fn enabled(&self) -> &[Locale] {
        &self.enabled
    }

    /// The one for whoever wishes none that is offered.
    pub fn default_locale(&self) -> Locale {
        self.default
    }

    /// The first wish that is offered.
    pub fn choose(&self, wishes: &[Locale]) -> Locale {
        let offered = wishes.iter().find(|wish| self.enabled.contains(wish));
        offered.copied().unwrap_or(self.default)
    }
}

impl Default for Locales {
    fn default() -> Self {
        Self::new(Locale::ALL.to_vec(), Locale::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_offered_is_chosen() {
        let offered = Locales::new(vec![Locale::Ar], Locale::De);
        assert_eq!(offered.enabled(), [Locale::De, Locale::Ar]);
        assert_eq!(offered.choose(&[Locale::En, Locale::Ar]), Locale::Ar);
        assert_eq!(offered.choose(&[Locale::En]), Locale::De);
        assert_eq!(offered.choose(&[]), Locale::De);
    }
}
