//! Why a person is asked for their password again, whichever engine they sign in with.

use crate::throttle::Wait;

/// Back to the form, with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Unknown name or wrong password; which of them is not told.
    InvalidCredentials,
    /// Too many wrong passwords before this one, which was not looked at.
    Throttled(Wait),
}

impl Retry {
    /// For `data-code`.
    pub fn code(self) -> &'static str {
        match self {
            Self::InvalidCredentials => "invalid_credentials",
            Self::Throttled(_) => "too_many_requests",
        }
    }
}
