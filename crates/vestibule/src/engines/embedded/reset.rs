//! A new password for who forgot theirs: a letter with a link that works once, for half an hour.
//!
//! Whether an address is somebody's is not told, neither by what is answered nor by when: whatever
//! there is to do is done after the answer. A new password ends all that the old one had begun.

use std::sync::Arc;

use crate::events::Event;
use crate::mail::Mail;
use crate::throttle::{Peer, Wait};
use crate::users::password::{HashError, Password};

use super::Embedded;
use super::failure::Failure;
use super::refusal::{BUSY, Refusal};
use super::secret::{Digest, Secret};

/// How long a link works, in seconds.
const LASTS: i64 = 1800;

/// The shortest password that anybody may choose, in characters.
pub const SHORTEST_PASSWORD: u8 = 8;

/// What becomes of a wish for a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgot {
    /// If the address is somebody's, a letter is on its way.
    Sent,
    /// This address (of the network) has wished too often.
    Throttled(Wait),
}

/// The letter's words, in the language of whoever wishes for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterWords {
    /// Its subject.
    pub subject: String,
    /// What stands before the link.
    pub before_link: String,
    /// What stands after it.
    pub after_link: String,
}

/// What becomes of a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reset {
    /// It is the password from now on.
    Done,
    /// It is too short.
    TooShort,
    /// It can't be a password here.
    NotTaken,
    /// The link was used, or its time is over.
    BadToken,
    /// An error page.
    Refused(Refusal),
}

impl Embedded {
    /// Whether people can be helped: they are in a database, and letters can be sent.
    pub fn can_reset(&self) -> bool {
        self.mail.is_some() && self.users.are_stored()
    }

    /// Somebody wishes for a letter. The answer does not wait for it.
    pub fn forgot(self: &Arc<Self>, email: &str, peer: Peer, words: LetterWords) -> Forgot {
        if let Err(wait) = self.throttle.letter_from(peer) {
            return Forgot::Throttled(wait);
        }
        // The same answer for an address that gets no more letters for now.
        if let Some(mail) = &self.mail
            && self.throttle.letter_to(email).is_ok()
            && let Ok(place) = Arc::clone(&self.letters).try_acquire_owned()
        {
            let (engine, mail, email) = (Arc::clone(self), Arc::clone(mail), email.to_owned());
            tokio::spawn(async move {
                let _place = place;
                if let Err(failure) = engine.write_letter(&mail, &email, peer, words).await {
                    failure.log("a letter with a new password's link");
                }
            });
        }
        Forgot::Sent
    }

    async fn write_letter(
        &self,
        mail: &Mail,
        email: &str,
        peer: Peer,
        words: LetterWords,
    ) -> Result<(), Failure> {
        let user = self.users.by_email(email).await?;
        self.tell_from(
            peer,
            Event::ResetAsked {
                subject: user.as_ref().map(|user| user.subject.as_str()),
            },
        );
        // To the address that is kept, not to what was typed: the two may differ in more than their
        // letters' case to a mail server.
        let stored = user.as_ref().and_then(|user| Some((user, user.email()?)));
        let Some((user, address)) = stored else {
            return Ok(());
        };
        let token = self.new_reset_token(&user.subject).await?;
        let text = format!(
            "{}{}/reset?token={}{}",
            words.before_link,
            self.issuer,
            token.expose(),
            words.after_link
        );
        mail.send(address, &words.subject, text).await?;
        Ok(())
    }

    /// A new way to another password; it is good when this returns.
    pub(super) async fn new_reset_token(&self, subject: &str) -> Result<Secret, Failure> {
        let token = Secret::generate(&*self.entropy)?;
        let end = self.now().saturating_add(LASTS);
        self.keep_reset_token(&token.digest(), subject, end).await?;
        Ok(token)
    }

    async fn keep_reset_token(
        &self,
        token: &Digest,
        subject: &str,
        end: i64,
    ) -> Result<(), Failure> {
        let mut write = self.store.write().await?;
        write.forget_expired(self.now()).await?;
        write.add_reset_token(token, subject, end).await?;
        write.commit().await?;
        Ok(())
    }

    /// Whether the link still works, for the page that it leads to.
    pub async fn reset_begun(&self, token: &str) -> Reset {
        match self
            .store
            .reset_token_end(&Digest::of(token), self.now())
            .await
        {
            Ok(Some(_)) => Reset::Done,
            Ok(None) => Reset::BadToken,
            Err(error) => Reset::Refused(Failure::from(error).refusal("a new password's link")),
        }
    }

    /// Sets the new password. One that is not taken leaves the link as it is.
    pub async fn reset(&self, token: &str, new_password: Password, peer: Peer) -> Reset {
        if new_password.characters() < usize::from(SHORTEST_PASSWORD) {
            return Reset::TooShort;
        }
        self.set_password(token, new_password, peer)
            .await
            .unwrap_or_else(|failure| Reset::Refused(failure.refusal("a new password")))
    }

    async fn set_password(
        &self,
        token: &str,
        new_password: Password,
        peer: Peer,
    ) -> Result<Reset, Failure> {
        let (token, now) = (Digest::of(token), self.now());
        let Some(end) = self.store.reset_token_end(&token, now).await? else {
            return Ok(Reset::BadToken);
        };
        let mut salt = [0; 16];
        self.entropy.fill(&mut salt)?;
        let Ok(hashed) = self.verifier.run(move || new_password.hash(&salt)).await else {
            return Ok(Reset::Refused(BUSY));
        };
        let password = match hashed {
            Ok(password) => password,
            Err(HashError::Empty | HashError::TooLong) => return Ok(Reset::NotTaken),
            Err(HashError::Failed) => return Ok(Reset::Refused(BUSY)),
        };
        let mut write = self.store.write().await?;
        let Some(subject) = write.take_reset_token(&token, now).await? else {
            return Ok(Reset::BadToken);
        };
        let set = if self.users.are_stored() {
            write.commit().await?;
            match self.users.set_password(&subject, &password, now).await {
                Ok(set) => set,
                Err(error) => {
                    // Nothing was done, so the link must work when the database does.
                    self.keep_reset_token(&token, &subject, end).await?;
                    return Err(error.into());
                }
            }
        } else {
            self.choose(write, &subject, &password, now).await?
        };
        if !set {
            return Ok(Reset::BadToken);
        }
        self.tell_from(peer, Event::PasswordReset { subject: &subject });
        Ok(Reset::Done)
    }
}
