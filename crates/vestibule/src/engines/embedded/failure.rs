//! A failure of the server itself: the log reads its cause, a person that it is none of theirs.

use crate::entropy::Unavailable;
use crate::mail::NotSent;
use crate::users::UsersError;

use super::key_set::{KeyUnusable, SigningFailed};
use super::refusal::{BUSY, FAILED, Refusal};
use super::store::StoreError;

/// A failure of the server itself. Its cause goes to the log, never to a client.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Entropy(#[from] Unavailable),
    #[error(transparent)]
    Signing(#[from] SigningFailed),
    #[error(transparent)]
    Users(#[from] UsersError),
    #[error(transparent)]
    Key(#[from] KeyUnusable),
    #[error(transparent)]
    Mail(#[from] NotSent),
    #[error("the session's cookie is no header value")]
    Cookie,
}

impl Failure {
    /// Whether there is only too much to do, and asking again shortly can help.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Store(StoreError::Busy))
    }

    /// What a person is told; the operator reads the rest. `what` is what was being done.
    pub(super) fn refusal(self, what: &'static str) -> Refusal {
        if self.is_busy() {
            BUSY
        } else {
            self.log(what);
            FAILED
        }
    }

    /// Tells the operator; `what` is what was being done.
    pub(super) fn log(&self, what: &'static str) {
        tracing::error!(error = %self, "{what} failed");
    }
}
