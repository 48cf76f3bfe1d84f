//! Why a sign-in or a session failed: the core's errors and the browser's, in one type sorted by
//! whose fault it is.

use std::fmt;

use oauth_proto::check::CheckId;
use oauth_proto::endpoint::EndpointError;
use oauth_proto::error::{Error, Kind, Misuse, Step};

use crate::browser::{BrowserError, Feature};
use crate::fetch::FetchError;
use crate::lock::LockError;
use crate::navigation::NavigationError;
use crate::popup::PopupError;
use crate::token_worker::NotSameOrigin;
use crate::transaction_store::TransactionError;

/// Why a sign-in or a session failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionError {
    /// The browser lacks something, or refused it.
    Browser(BrowserError),
    /// The server ended the session: its refresh token is used up, revoked or expired. Sign in
    /// again.
    Ended(Error),
    /// A request got no usable answer.
    Fetch(Step, FetchError),
    /// Another tab holds the session and does not let go.
    Lock(LockError),
    /// The page cannot go where the flow leads.
    Navigation(NavigationError),
    /// Nobody is signed in, or not any more.
    NotSignedIn,
    /// There is no refresh token, so the session ends with its access token.
    NotRefreshable,
    /// The popup brought no answer.
    Popup(PopupError),
    /// A check failed.
    Protocol(Error),
    /// Another tab used this session's refresh token and was closed before it could share the next
    /// one.
    Superseded,
    /// The answer belongs to no sign-in that waits for it.
    Transaction(TransactionError),
}

impl SessionError {
    /// Whose fault it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Ended(error) | Self::Protocol(error) => error.kind(),
            Self::Fetch(step, error) => error.at(*step).kind(),
            Self::Popup(PopupError::Cancelled | PopupError::Closed) => Kind::User,
            Self::Navigation(NavigationError::UncheckedAddress)
            | Self::Popup(PopupError::UncheckedAddress)
            | Self::NotRefreshable
            | Self::NotSignedIn => Kind::Config,
            Self::Transaction(error) => Error::from(error).kind(),
            Self::Browser(_)
            | Self::Lock(_)
            | Self::Navigation(_)
            | Self::Popup(_)
            | Self::Superseded => Kind::Browser,
        }
    }

    /// Whether the same call may succeed later. Of a failed sign-in, the whole is repeated, never
    /// the exchange of its code.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Fetch(_, error) => error.is_retryable(),
            Self::Lock(error) => *error == LockError::Busy,
            Self::Protocol(error) => error.is_retryable(),
            _ => false,
        }
    }

    /// What its reader can do, in plain text.
    pub fn help(&self) -> String {
        match self {
            Self::Browser(error)
            | Self::Lock(LockError::Browser(error))
            | Self::Navigation(NavigationError::Browser(error)) => error.help().to_owned(),
            Self::Fetch(_, error) => error.help(),
            Self::Lock(LockError::Busy) => "Try again; close other tabs of this app.".to_owned(),
            Self::Navigation(NavigationError::UncheckedAddress) => {
                PopupError::UncheckedAddress.help().to_owned()
            }
            Self::NotRefreshable => {
                "Sign in again, or ask for a refresh token (often the scope offline_access)."
                    .to_owned()
            }
            Self::Ended(_) | Self::NotSignedIn | Self::Superseded => "Sign in again.".to_owned(),
            Self::Popup(error) => error.help().to_owned(),
            Self::Protocol(error) => error.help().to_owned(),
            Self::Transaction(error) => error.help().to_owned(),
        }
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Browser(error) => error.fmt(f),
            Self::Ended(_) => f.write_str("the server has ended this session"),
            Self::Fetch(_, error) => error.fmt(f),
            Self::Lock(error) => error.fmt(f),
            Self::Navigation(error) => error.fmt(f),
            Self::NotRefreshable => f.write_str("the session cannot be prolonged"),
            Self::NotSignedIn => f.write_str("nobody is signed in"),
            Self::Popup(error) => error.fmt(f),
            Self::Protocol(error) => error.fmt(f),
            Self::Superseded => f.write_str("another tab has taken this session over"),
            Self::Transaction(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SessionError {}

/// Settings that cannot be used, so that a whole app can end its functions with `?`.
impl From<Misuse> for SessionError {
    fn from(misuse: Misuse) -> Self {
        Self::Protocol(Error::new(CheckId::ConfigEndpoints, misuse))
    }
}

/// An address in the settings that may not be used.
impl From<EndpointError> for SessionError {
    fn from(error: EndpointError) -> Self {
        Misuse::BadAddress("an address in the settings", error).into()
    }
}

/// As the browser would refuse it.
impl From<NotSameOrigin> for SessionError {
    fn from(_: NotSameOrigin) -> Self {
        let name = "SecurityError".to_owned();
        Self::Browser(BrowserError::Refused(Feature::Worker, name))
    }
}

macro_rules! from {
    ($($source:ty => $variant:ident,)*) => {$(
        impl From<$source> for SessionError {
            fn from(error: $source) -> Self {
                Self::$variant(error)
            }
        }
    )*};
}

from! {
    BrowserError => Browser,
    Error => Protocol,
    LockError => Lock,
    NavigationError => Navigation,
    PopupError => Popup,
    TransactionError => Transaction,
}
