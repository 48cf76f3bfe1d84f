//! What the request says of asking the person (OpenID Connect Core §3.1.2.1): `prompt`, `max_age`,
//! and whom it expects.

use super::Embedded;
use super::parameters::Parameters;
use super::request::BadDetails;
use super::session::Session;

/// When the person must be asked, and when they must not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Prompt {
    /// Nothing may be shown.
    pub(super) none: bool,
    /// For the password, whoever is signed in. `select_account` is the same here: a browser has one
    /// account at a time, and another is chosen by signing in to it.
    pub(super) login: bool,
    /// For consent, whatever was allowed before.
    pub(super) consent: bool,
    /// The oldest sign-in that counts, in seconds.
    max_age: Option<i64>,
}

impl Prompt {
    /// Values of `prompt` that no standard names are passed over: they ask for pages that are not here.
    pub(super) fn of(parameters: &Parameters) -> Result<Self, BadDetails> {
        let max_age = parameters
            .get("max_age")?
            .map(|text| {
                let digits = text.bytes().all(|byte| byte.is_ascii_digit());
                // Older than anything, if it is beyond counting.
                digits
                    .then(|| text.parse().unwrap_or(i64::MAX))
                    .ok_or(BadDetails::MaxAge)
            })
            .transpose()?;
        let text = parameters.get("prompt")?.unwrap_or_default();
        let values: Vec<&str> = text.split(' ').filter(|value| !value.is_empty()).collect();
        let has = |name| values.contains(&name);
        if has("none") && values.len() > 1 {
            return Err(BadDetails::PromptNoneAndMore);
        }
        Ok(Self {
            none: has("none"),
            login: has("login") || has("select_account"),
            consent: has("consent"),
            max_age,
        })
    }

    /// Whether a sign-in of that time is recent enough at `now`.
    fn is_recent(self, auth_time: i64, now: i64) -> bool {
        self.max_age
            .is_none_or(|max_age| now.saturating_sub(auth_time) < max_age)
    }

    /// Whether the session answers the request without asking for a password. `expected` is the
    /// subject of an ID token hint.
    pub(super) fn is_met_by(
        self,
        session: &Session,
        login_hint: Option<&str>,
        expected: Option<&str>,
        now: i64,
    ) -> bool {
        !self.login
            && self.is_recent(session.auth_time, now)
            && login_hint.is_none_or(|hint| session.is_meant_by(hint))
            && expected.is_none_or(|subject| subject == session.user.subject)
    }
}

impl Embedded {
    /// How the request wants the person to be asked, and whom it means, for where the password is given.
    pub(super) fn wanted(
        &self,
        parameters: &Parameters,
    ) -> Result<(Prompt, Option<String>), BadDetails> {
        Ok((Prompt::of(parameters)?, self.expected(parameters)?))
    }

    /// Whom the request means by an ID token that it brings back.
    pub(super) fn expected(&self, parameters: &Parameters) -> Result<Option<String>, BadDetails> {
        parameters
            .get("id_token_hint")?
            .map(|text| {
                let hint = self.id_token_hint(text);
                hint.map(|hint| hint.sub)
                    .map_err(|_| BadDetails::IdTokenHint)
            })
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Result<Prompt, BadDetails> {
        Prompt::of(&Parameters::parse(query.as_bytes()).unwrap())
    }

    #[test]
    fn what_is_asked() {
        assert_eq!(of(""), Ok(Prompt::default()));
        assert_eq!(
            of("prompt=login+consent&max_age=60"),
            Ok(Prompt {
                login: true,
                consent: true,
                max_age: Some(60),
                ..Prompt::default()
            })
        );
        assert!(of("prompt=select_account").unwrap().login);
        assert!(of("prompt=none").unwrap().none);
        assert_eq!(of("prompt=create"), Ok(Prompt::default()));
        assert_eq!(of("prompt=none+login"), Err(BadDetails::PromptNoneAndMore));
        for max_age in ["-1", "1.5", "x", "%201"] {
            assert_eq!(of(&format!("max_age={max_age}")), Err(BadDetails::MaxAge));
        }
    }

    #[test]
    fn how_recent_is_recent() {
        let recent = |query: &str, age: i64| of(query).unwrap().is_recent(1000, 1000 + age);
        assert!(recent("", 1_000_000));
        assert!(recent("max_age=60", 59) && !recent("max_age=60", 60));
        assert!(!recent("max_age=0", 0));
        assert!(recent("max_age=99999999999999999999", 1_000_000));
    }
}
