//! Why the admin API gave no answer that one can go on with, sorted by who can do something about it.

use super::{HydraRedirect, redirect::ElsewhereRedirect};

/// A call of the admin API that came to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdminError {
    /// The person's: they came back to a step that is done. Hydra says where to go on.
    #[error("the challenge was used before")]
    Used(HydraRedirect),
    /// The person's: they took longer than Hydra waits (`ttl.login_consent_request`).
    #[error("the challenge has expired")]
    Expired,
    /// The person's, or whoever sent them: Hydra never made this challenge, or has forgotten it.
    #[error("Hydra knows no such challenge")]
    UnknownChallenge,
    /// The person's: Hydra refuses what it was told, such as a device's code that it never gave out.
    #[error("Hydra refuses: {code}")]
    Refused {
        /// Hydra's error code.
        code: String,
    },
    /// The operator's: something before the admin API wants another key, or one at all.
    #[error("the admin API refuses the key (status {0})")]
    KeyRefused(u16),
    /// The operator's: the public address of Hydra is not the configured one.
    #[error(transparent)]
    Elsewhere(#[from] ElsewhereRedirect),
    /// The operator's: whatever answers there, it is not Hydra's admin API.
    #[error("the admin API answers what Hydra would not: {0}")]
    NotHydra(&'static str),
    /// Hydra's: nobody listens, or the connection or its certificate is no good. Nothing was sent.
    #[error("the admin API can't be reached: {0}")]
    Unreachable(String),
    /// Hydra's: the request was sent, and no whole answer came. It may have been done.
    #[error("the admin API did not answer: {0}")]
    NoAnswer(String),
    /// Hydra's: it failed.
    #[error("the admin API failed (status {0})")]
    Failing(u16),
}

impl AdminError {
    /// Whether the same may work a moment later.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_) | Self::NoAnswer(_) | Self::Failing(_)
        )
    }

    /// Whether starting again at the application helps.
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Used(_) | Self::Expired | Self::UnknownChallenge)
    }
}
