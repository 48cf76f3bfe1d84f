//! Why a flow ended, sorted by whose fault it is. No variant holds a secret, none is a bare string.
//!
//! This file knows blame and what to do about it; it does not know how a check is made.

mod display;
mod help;
mod step;

use crate::check_id::CheckId;
use crate::crypto::CryptoError;
use crate::endpoint::EndpointError;
use crate::entropy::NoEntropy;
use crate::json::JsonError;
use crate::oauth_error::OAuthError;

pub use self::step::Step;

/// The check that failed and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    check: CheckId,
    cause: Box<Cause>,
}

/// Whose fault it is, as `error.kind` shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// The person refused or did not finish.
    User,
    /// The server refused with a well-formed error.
    Server,
    /// The server broke a rule.
    Protocol,
    /// No answer, or none in time.
    Network,
    /// An answer that the browser keeps from this origin.
    Cors,
    /// The caller's settings.
    Config,
    /// This machine's clock, or the server's.
    Clock,
    /// The browser lacks something.
    Browser,
}

impl Kind {
    /// The kind as it is shown and scripted against.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Server => "server",
            Self::Protocol => "protocol",
            Self::Network => "network",
            Self::Cors => "cors",
            Self::Config => "config",
            Self::Clock => "clock",
            Self::Browser => "browser",
        }
    }
}

/// The cause of an error, one variant for each [`Kind`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// The person's decision.
    User(Denial),
    /// A well-formed error of the server's.
    Server(OAuthError),
    /// A broken rule.
    Protocol(Violation),
    /// No usable answer.
    Network(NetworkFault),
    /// An answer kept from this origin.
    Cors,
    /// The caller's settings.
    Config(Misuse),
    /// Clocks that disagree.
    Clock(ClockFault),
    /// A browser without what is needed.
    Browser(BrowserFault),
}

/// How a person ended the flow.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denial {
    /// Refused at the server (`access_denied`).
    AccessDenied(OAuthError),
    /// Cancelled here.
    Cancelled,
    /// The device code ran out before it was confirmed.
    Expired,
}

/// A rule that the server broke.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Violation {
    /// A status without a body that explains it.
    Status(u16),
    /// A redirect where none may be followed.
    Redirect,
    /// A body over the limit.
    TooLarge,
    /// A body that is not a strict JSON object.
    Json(JsonError),
    /// A required value is absent.
    Missing(&'static str),
    /// A value of the wrong type or form.
    Malformed(&'static str),
    /// A value that is not the one it must be.
    Mismatch(&'static str),
    /// A parameter that came more than once.
    Repeated(&'static str),
    /// A value outside what this client accepts.
    Refused(&'static str),
    /// An encrypted token where a signed one was due.
    Encrypted,
    /// No key of the server's fits the token.
    NoKey,
    /// The signature does not hold.
    BadSignature,
    /// A token after its end.
    Expired,
}

/// How the network failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkFault {
    /// No connection, or it broke.
    Unreachable,
    /// No complete answer within the limit.
    TimedOut,
    /// Ended by the caller.
    Aborted,
}

/// What is wrong with the caller's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Misuse {
    /// No client identifier.
    NoClientId,
    /// The server's metadata and the settings name no such endpoint.
    NoEndpoint(&'static str),
    /// An address that may not be used.
    BadAddress(&'static str, EndpointError),
    /// A parameter whose value cannot be sent.
    BadParameter(&'static str),
    /// The server says that it has no PKCE with S256.
    NoPkce,
    /// The server takes pushed authorization requests only.
    ParRequired,
    /// The metadata are not those the flow began with.
    OtherServer,
    /// A state that this client did not send, or sent in another browser.
    UnknownState,
    /// The response was used before: reload, Back, or a second tab.
    AlreadyUsed,
    /// Stored data that cannot be read back.
    BadStore,
    /// The server did not grant what this step needs.
    NotGranted(&'static str),
}

/// How clocks disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClockFault {
    /// The server issued this many seconds in our future.
    IssuedInFuture(i64),
    /// What was issued just now ended this many seconds ago.
    ExpiredOnArrival(i64),
}

/// What the browser (or platform) lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BrowserFault {
    /// No random bytes.
    NoEntropy,
    /// No usable cryptography.
    Crypto(CryptoError),
    /// No storage.
    NoStorage,
    /// No worker, or one that did not start.
    NoWorker,
    /// A popup that was blocked.
    PopupBlocked,
}

impl Error {
    /// An error of this cause at this check.
    pub fn new(check: CheckId, cause: impl Into<Cause>) -> Self {
        Self {
            check,
            cause: Box::new(cause.into()),
        }
    }

    /// A request of this step got no usable answer.
    pub fn network(step: Step, fault: NetworkFault) -> Self {
        Self::new(step.http_check(), Cause::Network(fault))
    }

    /// The answer to a request of this step was kept from this origin.
    pub fn cors(step: Step) -> Self {
        Self::new(step.cors_check(), Cause::Cors)
    }

    /// A request of this step was answered with a redirect, or with a body over the limit.
    pub fn exchange(step: Step, violation: Violation) -> Self {
        Self::new(step.http_check(), violation)
    }

    /// The check that failed.
    pub const fn check(&self) -> CheckId {
        self.check
    }

    /// Why.
    pub fn cause(&self) -> &Cause {
        &self.cause
    }

    /// Whose fault it is.
    pub fn kind(&self) -> Kind {
        match *self.cause {
            Cause::User(_) => Kind::User,
            Cause::Server(_) => Kind::Server,
            Cause::Protocol(_) => Kind::Protocol,
            Cause::Network(_) => Kind::Network,
            Cause::Cors => Kind::Cors,
            Cause::Config(_) => Kind::Config,
            Cause::Clock(_) => Kind::Clock,
            Cause::Browser(_) => Kind::Browser,
        }
    }

    /// The server's error code, else the id of the failed check.
    pub fn code(&self) -> &str {
        self.oauth_error()
            .map(OAuthError::code)
            .filter(|code| !code.is_empty())
            .unwrap_or(self.check.as_str())
    }

    /// What the server said, when it said something.
    pub fn oauth_error(&self) -> Option<&OAuthError> {
        match &*self.cause {
            Cause::Server(error) | Cause::User(Denial::AccessDenied(error)) => Some(error),
            _ => None,
        }
    }

    /// Whether the flow may succeed when it is started anew, unchanged. (A code is never sent twice.)
    pub fn is_retryable(&self) -> bool {
        match &*self.cause {
            Cause::Network(fault) => *fault != NetworkFault::Aborted,
            Cause::Server(error) => error.is_temporary(),
            Cause::Protocol(Violation::Status(status)) => *status == 429 || *status >= 500,
            Cause::User(_) => true,
            Cause::Config(misuse) => matches!(misuse, Misuse::AlreadyUsed | Misuse::UnknownState),
            _ => false,
        }
    }

    /// What to do about it, for the person who runs the client.
    pub fn help(&self) -> &'static str {
        help::text(self)
    }
}

macro_rules! causes {
    ($($from:ty => $variant:ident;)*) => {$(
        impl From<$from> for Cause {
            fn from(reason: $from) -> Self {
                Self::$variant(reason)
            }
        }
    )*};
}

causes! {
    Denial => User;
    Violation => Protocol;
    NetworkFault => Network;
    Misuse => Config;
    ClockFault => Clock;
    BrowserFault => Browser;
}

impl From<OAuthError> for Cause {
    fn from(error: OAuthError) -> Self {
        if error.code() == "access_denied" {
            Self::User(Denial::AccessDenied(error))
        } else {
            Self::Server(error)
        }
    }
}

impl From<CryptoError> for Cause {
    fn from(error: CryptoError) -> Self {
        Self::Browser(BrowserFault::Crypto(error))
    }
}

impl From<NoEntropy> for Cause {
    fn from(_: NoEntropy) -> Self {
        Self::Browser(BrowserFault::NoEntropy)
    }
}
