//! Which check fails when the browser's part fails: this crate's errors as errors of the core.

use oauth_proto::check::CheckId;
use oauth_proto::error::{BrowserFault, Error, Misuse, NetworkFault, Step, Violation};

use crate::fetch::FetchError;
use crate::transaction_store::TransactionError;

impl FetchError {
    /// As the failure of `step`. The diagnosis stays here: [`FetchError::help`] says more than the
    /// core can.
    pub fn at(&self, step: Step) -> Error {
        match self {
            Self::Cancelled => Error::network(step, NetworkFault::Aborted),
            Self::Misuse => Error::new(step.http_check(), Misuse::BadParameter("request")),
            Self::NoStatus(diagnosis) if diagnosis.is_cors() => Error::cors(step),
            Self::NoStatus(_) | Self::Truncated => Error::network(step, NetworkFault::Unreachable),
            Self::RedirectRefused => Error::exchange(step, Violation::Redirect),
            Self::Timeout(_) => Error::network(step, NetworkFault::TimedOut),
            Self::TooLarge(_) => Error::exchange(step, Violation::TooLarge),
        }
    }
}

impl From<&TransactionError> for Error {
    fn from(error: &TransactionError) -> Self {
        let check = CheckId::CallbackState;
        match error {
            TransactionError::AlreadyUsed => Self::new(check, Misuse::AlreadyUsed),
            TransactionError::Browser(_) => Self::new(check, BrowserFault::NoStorage),
            TransactionError::Damaged => Self::new(check, Misuse::BadStore),
            TransactionError::Unknown => Self::new(check, Misuse::UnknownState),
        }
    }
}
