//! The challenges by which Hydra tells its requests apart. Whoever holds one can ask the admin API
//! about it, so it is shown to nobody but the browser that brought it.

use std::{fmt, marker::PhantomData};

use serde::{Serialize, de::DeserializeOwned};

use super::{
    answer::{AcceptConsent, AcceptDevice, AcceptLogin, Nothing},
    request::{ConsentRequest, LoginRequest, LogoutRequest},
};

/// Longer than any that Hydra makes (up to 1.7 KB were seen; old ones have 32 characters).
const LONGEST: usize = 8 * 1024;

/// What Hydra asks for.
pub trait Step {
    /// Its name in the admin API: `login` in `/requests/login` and `login_challenge`.
    const NAME: &'static str;
    /// The parameter that holds the challenge.
    const PARAMETER: &'static str;
    /// What an acceptance tells Hydra.
    type Accept: Serialize;
}

/// A step that can be looked at before it is answered.
pub trait Ask: Step {
    /// What Hydra tells about it.
    type Request: DeserializeOwned;
}

/// Who is it?
#[derive(Debug)]
pub enum Login {}
/// What do they grant to the application?
#[derive(Debug)]
pub enum Consent {}
/// Do they want to sign out?
#[derive(Debug)]
pub enum Logout {}
/// Which device is it? Hydra has neither a look at it nor a refusal.
#[derive(Debug)]
pub enum Device {}

impl Step for Login {
    const NAME: &'static str = "login";
    const PARAMETER: &'static str = "login_challenge";
    type Accept = AcceptLogin;
}

impl Ask for Login {
    type Request = LoginRequest;
}

impl Step for Consent {
    const NAME: &'static str = "consent";
    const PARAMETER: &'static str = "consent_challenge";
    type Accept = AcceptConsent;
}

impl Ask for Consent {
    type Request = ConsentRequest;
}

impl Step for Logout {
    const NAME: &'static str = "logout";
    const PARAMETER: &'static str = "logout_challenge";
    type Accept = Nothing;
}

impl Ask for Logout {
    type Request = LogoutRequest;
}

impl Step for Device {
    const NAME: &'static str = "device";
    const PARAMETER: &'static str = "device_challenge";
    type Accept = AcceptDevice;
}

/// The challenge of a step. Never shown or logged.
pub struct Challenge<S> {
    text: String,
    step: PhantomData<fn() -> S>,
}

/// What was sent can't be a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the challenge is not one of Hydra's")]
pub struct NotAChallenge;

impl<S: Step> Challenge<S> {
    /// Takes what the browser brought: visible ASCII, and not without end.
    pub fn parse(text: &str) -> Result<Self, NotAChallenge> {
        let plausible =
            (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        plausible
            .then(|| Self {
                text: text.to_owned(),
                step: PhantomData,
            })
            .ok_or(NotAChallenge)
    }

    /// The text, for the admin API and for the form that brings it back.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl<S> Clone for Challenge<S> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            step: PhantomData,
        }
    }
}

impl<S> fmt::Debug for Challenge<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenge(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_hydra_could_have_made_is_a_challenge() {
        let parse = |text: &str| Challenge::<Login>::parse(text).map(|it| it.expose().to_owned());
        assert_eq!(parse("aB3-_=.~"), Ok("aB3-_=.~".to_owned()));
        assert_eq!(parse(&"x".repeat(LONGEST)), Ok("x".repeat(LONGEST)));
        for text in ["", "a b", "a\r\nb", "ä", "a\0"] {
            assert_eq!(parse(text), Err(NotAChallenge), "{text:?}");
        }
        assert_eq!(parse(&"x".repeat(LONGEST + 1)), Err(NotAChallenge));
    }

    #[test]
    fn debug_shows_no_challenge() {
        let challenge = Challenge::<Device>::parse("secret").unwrap();
        assert_eq!(format!("{challenge:?}"), "Challenge(…)");
    }
}
