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
    ScriptTitle = "script-title",
    ScriptLead = "script-lead",
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
    ProblemAttempts = "problem-attempts",
    ProblemUnauthorizedClient = "problem-unauthorized-client",
    ProblemUnavailable = "problem-unavailable",
    ProblemMissingState = "problem-missing-state",
    ProblemExpiredForm = "problem-expired-form",
    ProblemUserCode = "problem-user-code",
    ProblemEmail = "problem-email",
    ProblemPasswordMismatch = "problem-password-mismatch",
    ProblemPasswordShort = "problem-password-short",
    ProblemPasswordRefused = "problem-password-refused",
    ProblemResetLink = "problem-reset-link",
    TryAgainIn = "try-again-in",
    TryAgainNow = "try-again-now",
    ExpiresIn = "expires-in",
    ExpiresSoon = "expires-soon",
    Expired = "expired",
    Continue = "continue",
    Working = "working",
    LoginLeadName = "login-lead-name",
    LoginLeadNameClient = "login-lead-name-client",
    LoginLeadPassword = "login-lead-password",
    OtherName = "other-name",
    ForgotLink = "forgot-link",
    Alternative = "alternative",
    ContinueWith = "continue-with",
    SignedInAs = "signed-in-as",
    ConsentTitle = "consent-title",
    ConsentLead = "consent-lead",
    ConsentLeadAll = "consent-lead-all",
    ConsentAboutYou = "consent-about-you",
    ConsentAccess = "consent-access",
    ConsentAudience = "consent-audience",
    ConsentRemember = "consent-remember",
    ConsentReturns = "consent-returns",
    ApplicationPrivacy = "application-privacy",
    ApplicationTerms = "application-terms",
    Allow = "allow",
    Deny = "deny",
    ScopeOpenid = "scope-openid",
    ScopeProfile = "scope-profile",
    ScopeEmail = "scope-email",
    ScopeAddress = "scope-address",
    ScopePhone = "scope-phone",
    ScopeOffline = "scope-offline",
    DeviceTitle = "device-title",
    DeviceLead = "device-lead",
    UserCode = "user-code",
    UserCodeHint = "user-code-hint",
    DeviceConfirmTitle = "device-confirm-title",
    DeviceConfirmLead = "device-confirm-lead",
    DeviceConfirmClient = "device-confirm-client",
    DeviceConfirmWarning = "device-confirm-warning",
    Connect = "connect",
    DeviceDoneTitle = "device-done-title",
    DeviceDoneLead = "device-done-lead",
    DeviceDoneClient = "device-done-client",
    DeviceDeniedTitle = "device-denied-title",
    DeviceDeniedLead = "device-denied-lead",
    DeviceExpiredTitle = "device-expired-title",
    DeviceExpiredLead = "device-expired-lead",
    DeviceAgain = "device-again",
    LogoutTitle = "logout-title",
    LogoutLead = "logout-lead",
    LogoutLeadClient = "logout-lead-client",
    SignOut = "sign-out",
    Stay = "stay",
    SignedOutTitle = "signed-out-title",
    SignedOutLead = "signed-out-lead",
    StayedTitle = "stayed-title",
    StayedLead = "stayed-lead",
    ForgotTitle = "forgot-title",
    ForgotLead = "forgot-lead",
    Email = "email",
    ForgotSend = "forgot-send",
    ForgotSentTitle = "forgot-sent-title",
    ForgotSentLead = "forgot-sent-lead",
    ResetTitle = "reset-title",
    ResetLead = "reset-lead",
    ResetLeadKnown = "reset-lead-known",
    NewPassword = "new-password",
    NewPasswordHint = "new-password-hint",
    ConfirmPassword = "confirm-password",
    ResetSave = "reset-save",
    ResetDoneTitle = "reset-done-title",
    ResetDoneLead = "reset-done-lead",
    LetterSubject = "letter-subject",
    LetterAsked = "letter-asked",
    LetterLink = "letter-link",
    LetterIgnore = "letter-ignore",
}

/// Stands for `{ $name }`, the one variable that a text may have beside a count. No text is written
/// with this character, which Unicode keeps for such uses.
const NAME: char = '\u{fdd0}';

type Bundle = FluentBundle<FluentResource>;

/// What is known of a language.
struct Language {
    /// Every text, with [`NAME`] where a name comes.
    texts: HashMap<&'static str, String>,
    /// For what can't be written before a number is known.
    bundle: Bundle,
}

static LANGUAGES: LazyLock<HashMap<Locale, Language>> = LazyLock::new(|| {
    Locale::ALL
        .iter()
        .map(|&locale| (locale, load(locale)))
        .collect()
});

impl Locale {
    /// A text in this language. The key itself if there is none, which a test rules out.
    pub fn text(self, text: Text) -> &'static str {
        let found = LANGUAGES
            .get(&self)
            .and_then(|language| language.texts.get(text.key()));
        found.map_or(text.key(), String::as_str)
    }

    /// A text with a name in it, which is kept apart from the writing direction of what is around it.
    pub fn text_naming(self, text: Text, name: &str) -> String {
        self.text(text).replace(NAME, name)
    }

    /// A text with a number in it, by the language's plural rules (`{ $count -> … }`).
    pub fn text_counting(self, text: Text, count: u64) -> String {
        let formatted = LANGUAGES.get(&self).and_then(|language| {
            let mut variables = FluentArgs::new();
            variables.set("count", count);
            format(&language.bundle, text, &variables)
        });
        formatted.unwrap_or_else(|| text.key().to_owned())
    }
}

/// A pattern that can't be read, or that names something else than the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCounted;

impl Text {
    /// Whether a text has a number in it.
    pub fn is_counted(self) -> bool {
        matches!(self, Self::ExpiresIn | Self::NewPasswordHint)
    }
}

impl Locale {
    /// A pattern of somebody's own with a number in it: words with `{ $count }`, or one variant for each
    /// plural form, as the locale files have them.
    pub fn counting(self, pattern: &str, count: u64) -> Result<String, NotCounted> {
        const KEY: &str = "counted";
        // What is indented belongs to the one message, whatever it looks like.
        let source = format!("{KEY} =\n    {}\n", pattern.replace('\n', "\n    "));
        let resource = FluentResource::try_new(source).map_err(|_| NotCounted)?;
        let languages = self.tag().parse().into_iter().collect();
        let mut bundle: Bundle = FluentBundle::new_concurrent(languages);
        bundle.add_resource(resource).map_err(|_| NotCounted)?;
        let message = bundle.get_message(KEY).ok_or(NotCounted)?;
        let pattern = message.value().ok_or(NotCounted)?;
        let mut variables = FluentArgs::new();
        variables.set("count", count);
        let mut faults = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&variables), &mut faults);
        if faults.is_empty() {
            Ok(text.into_owned())
        } else {
            Err(NotCounted)
        }
    }
}

/// Formats every text once. Only a name or a number changes from page to page.
fn load(locale: Locale) -> Language {
    let languages = locale.tag().parse().into_iter().collect();
    let mut bundle = FluentBundle::new_concurrent(languages);
    // A faulty entry is left out; the tests below accept none.
    let source = locale.source().to_owned();
    bundle
        .add_resource_overriding(FluentResource::try_new(source).unwrap_or_else(|(read, _)| read));
    let mut variables = FluentArgs::new();
    variables.set("name", NAME.to_string());
    let known = |text: &Text| Some((text.key(), format(&bundle, *text, &variables)?));
    let texts = Text::ALL.iter().filter_map(known).collect();
    Language { texts, bundle }
}

fn format(bundle: &Bundle, text: Text, variables: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(text.key())?.value()?;
    let formatted = bundle.format_pattern(pattern, Some(variables), &mut Vec::new());
    Some(formatted.into_owned())
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
    fn names_are_set_apart_and_the_same_texts_have_one_in_every_language() {
        let naming = |locale: Locale| -> Vec<&str> {
            let names = |text: &&Text| {
                let found = locale.text_naming(**text, "A<b>");
                let times = found.matches("\u{2068}A<b>\u{2069}").count();
                assert!(
                    times <= 1 && found.matches("A<b>").count() == times,
                    "{found}"
                );
                times == 1
            };
            Text::ALL
                .iter()
                .filter(names)
                .map(|text| text.key())
                .collect()
        };
        let english = naming(Locale::En);
        assert!(english.contains(&"login-lead-client") && !english.contains(&"login-lead"));
        for locale in Locale::ALL {
            assert_eq!(naming(*locale), english, "{}", locale.tag());
        }
    }

    #[test]
    fn numbers_follow_the_plural_rules_of_the_language() {
        let minutes = |locale: Locale, count| locale.text_counting(Text::ExpiresIn, count);
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        for (locale, count, expected) in [
            (Locale::En, 1, "You have 1 minute to decide."),
            (Locale::En, 10, "You have 10 minutes to decide."),
            (Locale::De, 1, "Sie haben 1 Minute Zeit, um zu entscheiden."),
            (
                Locale::De,
                0,
                "Sie haben 0 Minuten Zeit, um zu entscheiden.",
            ),
            (Locale::Ar, 2, "أمامك دقيقتان لاتخاذ القرار."),
            (Locale::Ar, 10, "أمامك 10 دقائق لاتخاذ القرار."),
            (Locale::Ar, 30, "أمامك 30 دقيقة لاتخاذ القرار."),
            (Locale::Pl, 1, "Masz 1 minutę na decyzję."),
            (Locale::Pl, 22, "Masz 22 minuty na decyzję."),
            (Locale::Pl, 25, "Masz 25 minut na decyzję."),
            (Locale::Ru, 21, "У вас 21 минута на решение."),
            (Locale::Cs, 3, "Na rozhodnutí máte 3 minuty."),
            (Locale::Ja, 1, "あと 1 分以内に決めてください。"),
        ] {
            assert_eq!(plain(minutes(locale, count)), expected);
        }
        let characters = |locale: Locale| locale.text_counting(Text::NewPasswordHint, 8);
        for (locale, expected) in [
            (Locale::En, "At least 8 characters."),
            (Locale::Ar, "8 أحرف على الأقل."),
            (Locale::Pl, "Co najmniej 8 znaków."),
            (Locale::Ja, "8 文字以上にしてください。"),
        ] {
            assert_eq!(plain(characters(locale)), expected);
        }
    }
}
