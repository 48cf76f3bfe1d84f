//! Every text of the pages by a typed key, so that a missing one fails a test and not a person.

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use super::Locale;

macro_rules! texts {
    ($($variant:ident = $key:literal),+ $(,)?) => {
        /// A text of the pages. What it says stands in the locale files under its key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the English locale file says what each one is")]
        pub enum Text { $($variant),+ }

        impl Text {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its key in the locale files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }
        }
    };
}

texts! {
    LoginTitle = "login-title",
    LoginLead = "login-lead",
    LoginLeadClient = "login-lead-client",
    UserName = "user-name",
    Password = "password",
    UserType = "user-type",
    Remember = "remember",
    SignIn = "sign-in",
    SigningIn = "signing-in",
    ShowPassword = "show-password",
    CapsLock = "caps-lock",
    StartTitle = "start-title",
    StartLead = "start-lead",
    StartLink = "start-link",
    Language = "language",
    Privacy = "privacy",
    Terms = "terms",
    Help = "help",
    Support = "support",
    ErrorTitle = "error-title",
    ErrorTitleNotFound = "error-title-not-found",
    ErrorTitleRequest = "error-title-request",
    ErrorRestart = "error-restart",
    ErrorRestartApplication = "error-restart-application",
    ErrorMore = "error-more",
    ErrorDetails = "error-details",
    ErrorCode = "error-code",
    ErrorReference = "error-reference",
    ErrorTime = "error-time",
    ErrorReferenceHint = "error-reference-hint",
    Copy = "copy",
    Copied = "copied",
    ProblemAccessDenied = "problem-access-denied",
    ProblemBadRequest = "problem-bad-request",
    ProblemExpired = "problem-expired",
    ProblemGeneric = "problem-generic",
    ProblemInvalidCredentials = "problem-invalid-credentials",
    ProblemLoginRequired = "problem-login-required",
    ProblemMethod = "problem-method",
    ProblemNotFound = "problem-not-found",
    ProblemSignInFailed = "problem-sign-in-failed",
    ProblemThrottled = "problem-throttled",
    ProblemUnauthorizedClient = "problem-unauthorized-client",
    ProblemUnavailable = "problem-unavailable",
}

/// Stands for `{ $name }`, the one variable that a text may have. No text is written with this
/// character, which Unicode keeps for such uses.
const NAME: char = '\u{fdd0}';

type Texts = HashMap<&'static str, String>;

static TEXTS: LazyLock<HashMap<Locale, Texts>> = LazyLock::new(|| {
    Locale::ALL
        .into_iter()
        .map(|locale| (locale, load(locale)))
        .collect()
});

impl Locale {
    /// A text in this language. The key itself if there is none, which a test rules out.
    pub fn text(self, text: Text) -> &'static str {
        let found = TEXTS.get(&self).and_then(|texts| texts.get(text.key()));
        found.map_or(text.key(), String::as_str)
    }

    /// A text with a name in it, which is kept apart from the writing direction of what is around it.
    pub fn text_naming(self, text: Text, name: &str) -> String {
        self.text(text).replace(NAME, name)
    }

    fn source(self) -> &'static str {
        match self {
            Self::Ar => include_str!("../../locales/ar/login.ftl"),
            Self::De => include_str!("../../locales/de/login.ftl"),
            Self::En => include_str!("../../locales/en/login.ftl"),
        }
    }
}

/// Formats every text once. Only a name changes from page to page, and its place is kept.
fn load(locale: Locale) -> Texts {
    let languages = locale.tag().parse().into_iter().collect();
    let mut bundle = FluentBundle::new_concurrent(languages);
    // A faulty entry is left out; the tests below accept none.
    let source = locale.source().to_owned();
    bundle
        .add_resource_overriding(FluentResource::try_new(source).unwrap_or_else(|(read, _)| read));
    let mut variables = FluentArgs::new();
    variables.set("name", NAME.to_string());
    let format = |text: &Text| {
        let pattern = bundle.get_message(text.key())?.value()?;
        let formatted = bundle.format_pattern(pattern, Some(&variables), &mut Vec::new());
        Some((text.key(), formatted.into_owned()))
    };
    Text::ALL.iter().filter_map(format).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locale_files_have_no_faults() {
        for locale in Locale::ALL {
            let faults = FluentResource::try_new(locale.source().to_owned()).err();
            assert_eq!(faults.map(|(_, faults)| faults), None, "{}", locale.tag());
        }
    }

    #[test]
    fn every_locale_has_every_text_and_no_other() {
        let mut expected: Vec<&str> = Text::ALL.iter().map(|text| text.key()).collect();
        expected.sort_unstable();
        for locale in Locale::ALL {
            let mut found: Vec<String> = locale
                .source()
                .lines()
                .filter_map(|line| line.split_once(" = "))
                .filter(|(key, _)| !key.starts_with([' ', '#']))
                .map(|(key, _)| key.to_owned())
                .collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{}", locale.tag());
            for text in Text::ALL {
                assert_ne!(locale.text(*text), text.key(), "{}", locale.tag());
            }
        }
    }

    #[test]
    fn says_it_in_the_language() {
        assert_eq!(Locale::En.text(Text::SignIn), "Sign in");
        assert_eq!(Locale::De.text(Text::SignIn), "Anmelden");
        assert_eq!(Locale::Ar.text(Text::SignIn), "تسجيل الدخول");
    }

    #[test]
    fn one_text_names_the_client_and_sets_it_apart() {
        for locale in Locale::ALL {
            for text in Text::ALL {
                let naming = locale.text_naming(*text, "A<b>");
                let expected = usize::from(*text == Text::LoginLeadClient);
                assert_eq!(
                    naming.matches("\u{2068}A<b>\u{2069}").count(),
                    expected,
                    "{}: {naming}",
                    locale.tag()
                );
            }
        }
    }
}
