//! The form's way to a code, POST `/oauth2/code`: a name, a password, and the authorization
//! request that the form carried.
//!
//! The request is checked anew, since a form comes from outside like everything else. Unlike
//! light-oauth2, PKCE, scope, client and redirect URI are bound to the code.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use crate::engines::retry::Retry;
use crate::events::Event;
use crate::throttle::Peer;
use crate::users::password::Password;
use crate::users::{NotChecked, User};

use super::Embedded;
use super::checked::Rejected;
use super::consent::Needed;
use super::demo_password::ChoiceToken;
use super::failure::Failure;
use super::issue::Authentication;
use super::parameters::Parameters;
use super::refusal::{BUSY, Refusal};
use super::request::{BadDetails, ResponseType};
use super::session::{Browser, Remember};

/// What a person typed, and where.
#[derive(Debug, Clone)]
pub struct Credentials<'a> {
    /// The name.
    pub name: &'a str,
    /// The password.
    pub password: Password,
    /// Whether they want to stay signed in.
    pub remember: Remember,
    /// Where the request comes from.
    pub peer: Peer,
}

/// Where the browser goes.
#[derive(Clone, PartialEq, Eq)]
pub enum SignIn {
    /// To the client with a code, or to this host's consent page; and the session's cookie.
    SignedIn(String, HeaderValue),
    /// To the client, with an error.
    Redirect(String),
    /// Back to the form, with a message.
    Retry(Retry),
    /// To the page where another password is chosen.
    ChoosePassword(ChoiceToken),
    /// To an error page.
    Refused(Refusal),
}

/// The address without its response: that holds the code. Nor the cookie.
impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignedIn(location, _) | Self::Redirect(location) => {
                let target = location.split(['?', '#']).next().unwrap_or_default();
                f.debug_tuple("Redirect").field(&target).finish()
            }
            Self::Retry(retry) => f.debug_tuple("Retry").field(retry).finish(),
            Self::ChoosePassword(_) => f.write_str("ChoosePassword(…)"),
            Self::Refused(refusal) => f.debug_tuple("Refused").field(refusal).finish(),
        }
    }
}

/// A sign-in for what needs a person, and no code.
#[derive(Clone, PartialEq, Eq)]
pub enum Entry {
    /// The session's cookie.
    SignedIn(HeaderValue),
    /// Back to the form, with a message.
    Retry(Retry),
    /// To the page where another password is chosen.
    ChoosePassword(ChoiceToken),
    /// To an error page.
    Refused(Refusal),
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SignedIn(_) => f.write_str("SignedIn(…)"),
            Self::Retry(retry) => f.debug_tuple("Retry").field(retry).finish(),
            Self::ChoosePassword(_) => f.write_str("ChoosePassword(…)"),
            Self::Refused(refusal) => f.debug_tuple("Refused").field(refusal).finish(),
        }
    }
}

/// Somebody whose password was right.
pub(super) struct Authenticated {
    pub(super) user: Arc<User>,
    /// As of when they are signed in: after their password was set, and before it was looked at. So one
    /// that is changed meanwhile, or in the same second, has signed nobody in.
    pub(super) auth_time: i64,
}

impl Authenticated {
    pub(super) fn who(&self) -> Authentication<'_> {
        Authentication {
            subject: &self.user.subject,
            auth_time: self.auth_time,
        }
    }
}

/// Why nobody was signed in.
pub(super) enum NotSignedIn {
    Retry(Retry),
    /// Everybody knows the password.
    MustChoose(Arc<User>),
    Busy,
    Failed(Failure),
}

impl Embedded {
    /// Checks the request, then the credentials, and issues the code.
    pub async fn sign_in(
        &self,
        credentials: Credentials<'_>,
        browser: &Browser,
        carried: &Parameters,
    ) -> SignIn {
        let (target, details, reply) = match self.checked(carried, ResponseType::DefaultsToCode) {
            Ok(checked) => checked,
            Err(Rejected::Refused(refusal)) => return SignIn::Refused(refusal),
            Err(Rejected::Redirect(location)) => return SignIn::Redirect(location),
        };
        let (prompt, expected) = match self.wanted(carried) {
            Ok(wanted) => wanted,
            Err(error) => return SignIn::Redirect(reply.with_error(&error)),
        };
        let remember = credentials.remember;
        let person = match self.authenticate(credentials).await {
            Ok(person) => person,
            Err(NotSignedIn::Retry(retry)) => return SignIn::Retry(retry),
            Err(NotSignedIn::MustChoose(user)) => {
                return match self.let_choose(&user).await {
                    Ok(token) => SignIn::ChoosePassword(token),
                    Err(failure) => SignIn::Refused(failure.refusal("sign-in")),
                };
            }
            Err(NotSignedIn::Busy) => return SignIn::Refused(BUSY),
            Err(NotSignedIn::Failed(failure)) => {
                return SignIn::Refused(failure.refusal("sign-in"));
            }
        };
        if expected.is_some_and(|subject| subject != person.user.subject) {
            return SignIn::Redirect(reply.with_error(&BadDetails::LoginRequired));
        }
        let issued = async {
            let now = self.now();
            let needed = self
                .consent_needed(target.client, &details.scope, prompt, &person.user.subject)
                .await?;
            let mut write = self.store.write().await?;
            write.forget_expired(now).await?;
            let begun = self
                .begin_session(&mut write, browser, person.who(), remember, now)
                .await?;
            let location = match needed {
                Needed::Yes => {
                    self.wait_for_consent(&mut write, &begun.digest, carried, now)
                        .await?
                }
                Needed::No => {
                    self.code_location(&mut write, &target, &details, &reply, person.who(), now)
                        .await?
                }
            };
            write.commit().await?;
            Ok::<_, Failure>(SignIn::SignedIn(location, begun.cookie))
        };
        issued
            .await
            .unwrap_or_else(|failure| SignIn::Refused(failure.refusal("sign-in")))
    }

    /// Begins a session and issues nothing.
    pub async fn enter(&self, credentials: Credentials<'_>, browser: &Browser) -> Entry {
        let remember = credentials.remember;
        let person = match self.authenticate(credentials).await {
            Ok(person) => person,
            Err(NotSignedIn::Retry(retry)) => return Entry::Retry(retry),
            Err(NotSignedIn::MustChoose(user)) => {
                return match self.let_choose(&user).await {
                    Ok(token) => Entry::ChoosePassword(token),
                    Err(failure) => Entry::Refused(failure.refusal("sign-in")),
                };
            }
            Err(NotSignedIn::Busy) => return Entry::Refused(BUSY),
            Err(NotSignedIn::Failed(failure)) => return Entry::Refused(failure.refusal("sign-in")),
        };
        let begun = async {
            let now = self.now();
            let mut write = self.store.write().await?;
            write.forget_expired(now).await?;
            let begun = self
                .begin_session(&mut write, browser, person.who(), remember, now)
                .await?;
            write.commit().await?;
            Ok::<_, Failure>(Entry::SignedIn(begun.cookie))
        };
        begun
            .await
            .unwrap_or_else(|failure| Entry::Refused(failure.refusal("sign-in")))
    }

    /// Whose credentials these are. Wrong ones count against the name and the address.
    pub(super) async fn authenticate(
        &self,
        credentials: Credentials<'_>,
    ) -> Result<Authenticated, NotSignedIn> {
        let Credentials {
            name,
            password,
            peer,
            ..
        } = credentials;
        let attempt = self.throttle.sign_in(name, peer).map_err(|wait| {
            self.tell_from(peer, Event::SignInThrottled);
            NotSignedIn::Retry(Retry::Throttled(wait))
        })?;
        let now = self.now();
        let known_to_all = self.is_known_to_all(&password);
        match self.users.authenticate(name, password).await {
            Ok(Some(user)) if known_to_all && user.demo => {
                attempt.was_right();
                Err(NotSignedIn::MustChoose(user))
            }
            Ok(Some(user)) => {
                attempt.was_right();
                self.tell_from(
                    peer,
                    Event::SignedIn {
                        subject: &user.subject,
                    },
                );
                let auth_time = now.max(user.password_since.saturating_add(1));
                Ok(Authenticated { user, auth_time })
            }
            Ok(None) => {
                let known = self.users.by_name(name).await.ok().flatten();
                let subject = known.as_ref().map(|user| user.subject.as_str());
                self.tell_from(peer, Event::SignInFailed { subject });
                Err(NotSignedIn::Retry(Retry::InvalidCredentials))
            }
            Err(not_checked) => {
                attempt.was_not_judged();
                Err(match not_checked {
                    NotChecked::Busy(_) => NotSignedIn::Busy,
                    NotChecked::Users(error) => NotSignedIn::Failed(error.into()),
                })
            }
        }
    }
}
