//! Why the worker brought no answer: its own reasons and the server's, in one type.

use std::fmt;

use oauth_proto::error::{BrowserFault, Error, Misuse, Step};

use crate::browser::BrowserError;
use crate::fetch::FetchError;

/// Why the worker brought no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WorkerError {
    /// There is no worker, or it is gone.
    Browser(BrowserError),
    /// The server gave no usable answer.
    Fetch(FetchError),
    /// The worker holds no refresh token for this session.
    NotHeld,
}

impl WorkerError {
    pub(super) const MISUSE: Self = Self::Fetch(FetchError::Misuse);

    /// As the failure of `step`. [`WorkerError::help`] says more than the core can.
    pub fn at(&self, step: Step) -> Error {
        match self {
            Self::Browser(_) => Error::new(step.http_check(), BrowserFault::NoWorker),
            Self::Fetch(error) => error.at(step),
            Self::NotHeld => Error::new(step.http_check(), Misuse::BadStore),
        }
    }

    /// What its reader can do, in plain text.
    pub fn help(&self) -> String {
        match self {
            Self::Browser(error) => error.help().to_owned(),
            Self::Fetch(error) => error.help(),
            Self::NotHeld => "Sign in again.".to_owned(),
        }
    }
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Browser(error) => error.fmt(f),
            Self::Fetch(error) => error.fmt(f),
            Self::NotHeld => f.write_str("the worker holds no refresh token for this session"),
        }
    }
}

impl std::error::Error for WorkerError {}

impl From<BrowserError> for WorkerError {
    fn from(error: BrowserError) -> Self {
        Self::Browser(error)
    }
}
