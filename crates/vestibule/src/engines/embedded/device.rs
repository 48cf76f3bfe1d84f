//! The person's side of the device flow (RFC 8628 §3.3): the code is typed, looked at, and accepted
//! or denied by whoever is signed in.

use std::fmt;
use std::time::Duration;

use crate::engines::scope::Scope;
use crate::events::Event;
use crate::throttle::{Peer, Wait};

use super::Embedded;
use super::decision::Decision;
use super::failure::Failure;
use super::refusal::{NOT_OUR_FORM, Refusal};
use super::session::{Browser, FormToken};
use super::store::DecisionRow;
use super::user_code::UserCode;

/// What the person is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Device {
    /// The code's form again: what was typed is no code that waits.
    Retry(BadUserCode),
    /// Nobody is signed in with this browser.
    SignIn(Waiting),
    /// What the device asks for, to accept or deny.
    Confirm(Waiting, FormToken),
    /// The end.
    Decided(Decision),
    /// An error page.
    Refused(Refusal),
}

/// Why a code is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadUserCode {
    /// No device has it.
    Unknown,
    /// Its time is over.
    Expired,
    /// Somebody decided already.
    Used,
    /// Too many wrong ones; the time to wait.
    Throttled(Wait),
}

impl BadUserCode {
    /// For `data-code`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "invalid_user_code",
            Self::Expired | Self::Used => "expired_token",
            Self::Throttled(_) => "too_many_requests",
        }
    }
}

/// A device that waits.
#[derive(Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The code, to compare with the device's.
    pub user_code: UserCode,
    /// The client's identifier.
    pub client_id: String,
    /// What the client calls itself.
    pub client_name: String,
    /// What it asks for.
    pub scope: Scope,
    /// How long it waits yet.
    pub expires_in: Duration,
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl Embedded {
    /// A code was typed, or came with the link that the device showed.
    pub async fn device_entered(&self, browser: &Browser, peer: Peer, typed: &str) -> Device {
        self.device_step(browser, peer, typed)
            .await
            .unwrap_or_else(|failure| Device::Refused(failure.refusal("a device's code")))
    }

    async fn device_step(
        &self,
        browser: &Browser,
        peer: Peer,
        typed: &str,
    ) -> Result<Device, Failure> {
        let waiting = match self.waiting(peer, typed).await? {
            Ok(waiting) => waiting,
            Err(bad) => return Ok(Device::Retry(bad)),
        };
        Ok(match self.session(browser).await? {
            None => Device::SignIn(waiting),
            Some(session) => Device::Confirm(waiting, self.form_token(&session)?),
        })
    }

    /// The person has decided; `form_token` is what their form carried.
    pub async fn device_decided(
        &self,
        browser: &Browser,
        peer: Peer,
        typed: &str,
        form_token: &str,
        decision: Decision,
    ) -> Device {
        self.decide(browser, peer, typed, form_token, decision)
            .await
            .unwrap_or_else(|failure| Device::Refused(failure.refusal("a device's decision")))
    }

    async fn decide(
        &self,
        browser: &Browser,
        peer: Peer,
        typed: &str,
        form_token: &str,
        decision: Decision,
    ) -> Result<Device, Failure> {
        let waiting = match self.waiting(peer, typed).await? {
            Ok(waiting) => waiting,
            Err(bad) => return Ok(Device::Retry(bad)),
        };
        let Some(session) = self.session(browser).await? else {
            return Ok(Device::SignIn(waiting));
        };
        if !session.is_of_form(form_token) {
            return Ok(Device::Refused(NOT_OUR_FORM));
        }
        let row = DecisionRow {
            accepted: decision == Decision::Accept,
            subject: session.user.subject.clone(),
            auth_time: session.auth_time,
        };
        let mut write = self.store.write().await?;
        let decided = write
            .decide_device(waiting.user_code.letters(), &row, self.now())
            .await?;
        write.commit().await?;
        if decided {
            self.tell_from(
                peer,
                Event::DeviceDecided {
                    subject: Some(&row.subject),
                    client_id: Some(&waiting.client_id),
                    accepted: row.accepted,
                },
            );
        }
        // Somebody else was faster, or its time ran out just now.
        Ok(if decided {
            Device::Decided(decision)
        } else {
            Device::Retry(BadUserCode::Used)
        })
    }

    /// The device that waits for this code. A wrong code counts against whoever tries.
    async fn waiting(
        &self,
        peer: Peer,
        typed: &str,
    ) -> Result<Result<Waiting, BadUserCode>, Failure> {
        let attempt = match self.throttle.user_code(peer) {
            Ok(attempt) => attempt,
            Err(wait) => {
                self.tell_from(peer, Event::UserCodeThrottled);
                return Ok(Err(BadUserCode::Throttled(wait)));
            }
        };
        let Some(user_code) = UserCode::typed(typed) else {
            return Ok(Err(BadUserCode::Unknown));
        };
        let Some(device) = self.store.device_by_user_code(user_code.letters()).await? else {
            return Ok(Err(BadUserCode::Unknown));
        };
        // A client that was taken out of the configuration waits for nobody.
        let Some(client) = self.clients.find(&device.client_id) else {
            return Ok(Err(BadUserCode::Unknown));
        };
        attempt.was_right();
        let now = self.now();
        Ok(if device.expires_at <= now {
            Err(BadUserCode::Expired)
        } else if device.decision.is_some() {
            Err(BadUserCode::Used)
        } else {
            Ok(Waiting {
                user_code,
                client_id: client.id.clone(),
                client_name: client.name.clone(),
                scope: device.scope,
                expires_in: Duration::from_secs(
                    u64::try_from(device.expires_at.saturating_sub(now)).unwrap_or(0),
                ),
            })
        })
    }
}
