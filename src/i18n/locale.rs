//! The languages there are, and the choice among them (RFC 4647 §3.4, lookup).

macro_rules! locales {
    ($($variant:ident = $tag:literal, $name:literal, $direction:ident;)+) => {
        /// A language of the pages.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the table says which language each one is")]
        pub enum Locale {
            #[default]
            $($variant),+
        }

        impl Locale {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The language tag (RFC 5646).
            pub fn tag(self) -> &'static str {
                match self { $(Self::$variant => $tag),+ }
            }

            /// Its own name for itself.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Which way it is written.
            pub fn direction(self) -> Direction {
                match self { $(Self::$variant => Direction::$direction),+ }
            }

            /// Its texts, as the file has them.
            pub(super) fn source(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("../../locales/", $tag, "/login.ftl"))),+
                }
            }
        }
    };
}

// One line and one file for each; the first is the one that is taken when nothing else fits.
locales! {
    En = "en", "English", Ltr;
    Ar = "ar", "العربية", Rtl;
    Cs = "cs", "čeština", Ltr;
    Da = "da", "dansk", Ltr;
    De = "de", "Deutsch", Ltr;
    Es = "es", "español", Ltr;
    Fi = "fi", "suomi", Ltr;
    Fr = "fr", "français", Ltr;
    He = "he", "עברית", Rtl;
    It = "it", "italiano", Ltr;
    Ja = "ja", "日本語", Ltr;
    Ko = "ko", "한국어", Ltr;
    Nb = "nb", "norsk bokmål", Ltr;
    Nl = "nl", "Nederlands", Ltr;
    Pl = "pl", "polski", Ltr;
    PtBr = "pt-BR", "português (Brasil)", Ltr;
    Ru = "ru", "русский", Ltr;
    Sv = "sv", "svenska", Ltr;
    Tr = "tr", "Türkçe", Ltr;
    Uk = "uk", "українська", Ltr;
    ZhHans = "zh-Hans", "简体中文", Ltr;
}

/// Which way a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

impl Locale {
    /// The languages that a request names and that there are, the most wanted first: `ui_locales` of the
    /// authorization request, then the cookie of an earlier choice, then the `Accept-Language` header.
    pub fn wishes(
        ui_locales: Option<&str>,
        cookie: Option<&str>,
        accept_language: Option<&str>,
    ) -> Vec<Self> {
        let mut wishes = Self::requested(ui_locales.unwrap_or_default());
        wishes.extend(cookie.and_then(Self::lookup));
        wishes.extend(Self::accepted(accept_language.unwrap_or_default()));
        wishes
    }

    /// The languages there are of a `ui_locales` parameter (OIDC Core §3.1.2.1), in order.
    pub fn requested(ui_locales: &str) -> Vec<Self> {
        let tags = ui_locales.split_ascii_whitespace();
        tags.filter_map(Self::lookup).collect()
    }

    /// The language that is called so, and no other.
    pub fn named(tag: &str) -> Option<Self> {
        Self::all().find(|locale| locale.tag().eq_ignore_ascii_case(tag))
    }

    /// The language of a tag, whatever its region or script.
    fn lookup(tag: &str) -> Option<Self> {
        let language = primary(tag.trim());
        // What some browsers still call Norwegian and Hebrew (RFC 5646 §2.2.1, BCP 47 registry).
        let language = match language {
            "no" | "NO" => "nb",
            "iw" | "IW" => "he",
            language => language,
        };
        Self::all().find(|locale| primary(locale.tag()).eq_ignore_ascii_case(language))
    }

    fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied()
    }

    /// Those of a weighted list (RFC 9110 §12.5.4), the heaviest first; the earlier of two that weigh
    /// the same.
    fn accepted(header: &str) -> Vec<Self> {
        let mut accepted: Vec<(f32, Self)> = Vec::new();
        for range in header.split(',') {
            let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
            let weight = match parameters.trim().strip_prefix("q=") {
                Some(weight) => weight.trim().parse().unwrap_or(0.0),
                None => 1.0_f32,
            };
            if let Some(locale) = Self::lookup(tag)
                && weight > 0.0
            {
                accepted.push((weight, locale));
            }
        }
        accepted.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        accepted.into_iter().map(|(_, locale)| locale).collect()
    }
}

/// The language of a tag, without region and script.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

impl Direction {
    /// The value of the `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_first_source_that_names_a_language_there_is() {
        let cases = [
            (None, None, None, Locale::En),
            (Some("xx de-AT ar"), Some("ar"), Some("ar"), Locale::De),
            (Some("xx"), Some("ar-EG"), Some("de"), Locale::Ar),
            (Some(""), Some("zz"), Some("de"), Locale::De),
            (
                None,
                None,
                Some("eo, ar;q=0.3, de;q=0.8, en;q=0.1"),
                Locale::De,
            ),
            (Some("pt"), None, None, Locale::PtBr),
            (Some("zh-CN"), None, None, Locale::ZhHans),
            (None, None, Some("no"), Locale::Nb),
            (None, None, Some("iw-IL"), Locale::He),
            (None, None, Some("de;q=0, ar;q=0.2"), Locale::Ar),
            (None, None, Some("ar, de"), Locale::Ar),
            (None, None, Some("*"), Locale::En),
            (None, None, Some(";;q=,,de;q=x,\u{0}"), Locale::En),
            (Some("DE_de"), None, None, Locale::De),
        ];
        for (ui_locales, cookie, accept, expected) in cases {
            let wishes = Locale::wishes(ui_locales, cookie, accept);
            let first = wishes.first().copied().unwrap_or_default();
            assert_eq!(first, expected, "{accept:?}");
        }
    }

    #[test]
    fn later_wishes_follow_in_order() {
        assert_eq!(
            Locale::wishes(Some("de"), Some("en"), Some("de;q=0.1, ar")),
            [Locale::De, Locale::En, Locale::Ar, Locale::De]
        );
    }

    #[test]
    fn arabic_and_hebrew_are_written_from_right_to_left() {
        let rtl = |locale: &&Locale| locale.direction().as_str() == "rtl";
        let found: Vec<Locale> = Locale::ALL.iter().filter(rtl).copied().collect();
        assert_eq!(found, [Locale::Ar, Locale::He]);
    }

    #[test]
    fn there_are_at_least_twenty_and_no_two_are_taken_for_one_another() {
        assert!(Locale::ALL.len() >= 20);
        for locale in Locale::ALL {
            assert_eq!(Locale::lookup(locale.tag()), Some(*locale));
            assert_eq!(Locale::named(locale.tag()), Some(*locale));
        }
    }
}
