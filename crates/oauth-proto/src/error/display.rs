//! Errors in words, one sentence each. Whose fault they are was decided elsewhere.

use std::fmt;

use super::{BrowserFault, Cause, ClockFault, Denial, Error, Misuse, NetworkFault, Violation};
use crate::crypto::CryptoError;
use crate::endpoint::EndpointError;
use crate::entropy::NoEntropy;
use crate::jose::JwsError;
use crate::json::JsonError;
use crate::oauth_error::OAuthError;

/// Those whose words are fixed.
macro_rules! in_words {
    ($($error:ty)*) => {$(
        impl fmt::Display for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::error::Error for $error {}
    )*};
}

in_words!(BrowserFault CryptoError EndpointError JsonError JwsError NetworkFault NoEntropy);

impl std::error::Error for ClockFault {}
impl std::error::Error for Denial {}
impl std::error::Error for Error {}
impl std::error::Error for Misuse {}
impl std::error::Error for OAuthError {}
impl std::error::Error for Violation {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.check.as_str())?;
        f.write_str(": ")?;
        self.cause.fmt(f)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(denial) => denial.fmt(f),
            Self::Server(error) => error.fmt(f),
            Self::Protocol(violation) => violation.fmt(f),
            Self::Network(fault) => f.write_str(fault.as_str()),
            Self::Cors => f.write_str("the server answers, but not to this origin"),
            Self::Config(misuse) => misuse.fmt(f),
            Self::Clock(fault) => fault.fmt(f),
            Self::Browser(fault) => f.write_str(fault.as_str()),
        }
    }
}

impl NetworkFault {
    /// What is wrong, in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "the server could not be reached",
            Self::TimedOut => "no complete answer in time",
            Self::Aborted => "the request was given up",
        }
    }
}

impl BrowserFault {
    /// What is wrong, in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoEntropy => NoEntropy.as_str(),
            Self::Crypto(error) => error.as_str(),
            Self::NoStorage => "no storage",
            Self::NoWorker => "the worker did not start",
            Self::PopupBlocked => "the popup was blocked",
        }
    }
}

impl fmt::Display for Denial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AccessDenied(error) => error.fmt(f),
            Self::Cancelled => f.write_str("cancelled"),
            Self::Expired => f.write_str("the code ran out before it was confirmed"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, how) = match self {
            Self::Status(status) => return write!(f, "unexpected status {status}"),
            Self::Redirect => ("", "a redirect where none may be followed"),
            Self::TooLarge => ("", "the response is too large"),
            Self::Json(error) => ("", error.as_str()),
            Self::Missing(what) => (*what, " is missing"),
            Self::Malformed(what) => (*what, " is malformed"),
            Self::Mismatch(what) => (*what, " is not the one expected"),
            Self::Repeated(what) => (*what, " came more than once"),
            Self::Refused(what) => (*what, " is not acceptable"),
            Self::Encrypted => ("", "the token is encrypted"),
            Self::NoKey => ("", "no key of the server's fits"),
            Self::BadSignature => ("", "the signature does not hold"),
            Self::Expired => ("", "the token has expired"),
        };
        f.write_str(what)?;
        f.write_str(how)
    }
}

impl fmt::Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, how) = match self {
            Self::NoClientId => ("", "no client_id"),
            Self::NoEndpoint(what) => (*what, " is not known"),
            Self::BadAddress(what, error) => {
                f.write_str(what)?;
                (": ", error.as_str())
            }
            Self::BadParameter(what) => (*what, " cannot be sent"),
            Self::NoPkce => ("", "the server has no PKCE with S256"),
            Self::ParRequired => ("", "the server takes pushed authorization requests only"),
            Self::OtherServer => ("", "the server is not the one that the flow began with"),
            Self::UnknownState => ("", "no flow of this browser has this state"),
            Self::AlreadyUsed => ("", "this response was used before"),
            Self::BadStore => ("", "stored data cannot be read back"),
            Self::NotGranted(what) => (*what, " was not granted"),
        };
        f.write_str(what)?;
        f.write_str(how)
    }
}

impl fmt::Display for ClockFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IssuedInFuture(by) => write!(f, "issued {by} s in the future"),
            Self::ExpiredOnArrival(by) => write!(f, "already expired {by} s ago on arrival"),
        }
    }
}
