//! What a page and the worker say to each other. `worker/token-worker.js` has the same names.

use oauth_proto::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::browser::BrowserError;

/// What a page asks for.
#[derive(Serialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub(super) enum Action<'a> {
    Hold {
        session: &'a str,
        app: &'a str,
        number: u32,
        generation: &'a str,
        refresh_token: &'a str,
        token: Option<&'a str>,
        revocation: Option<&'a str>,
        limits: Limits,
    },
    Join {
        app: &'a str,
    },
    Refresh {
        number: u32,
        #[serde(flatten)]
        outgoing: Outgoing<'a>,
    },
    Reject {
        session: &'a str,
    },
    Revoke {
        #[serde(flatten)]
        outgoing: Outgoing<'a>,
    },
    Forget {
        session: &'a str,
    },
}

/// Limits of every exchange of a session: milliseconds and bytes.
#[derive(Serialize)]
pub(super) struct Limits {
    pub(super) time: u32,
    pub(super) body: usize,
}

/// A request as the page built it. Where it goes is not the page's say.
#[derive(Serialize)]
pub(super) struct Outgoing<'a> {
    session: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: &'a str,
}

impl<'a> Outgoing<'a> {
    /// `None` when it holds what no message can: the core makes no such request.
    pub(super) fn new(session: &'a str, request: &'a http::Request<Vec<u8>>) -> Option<Self> {
        let headers = request.headers().iter();
        Some(Self {
            session,
            headers: headers
                .map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
                .collect::<Option<_>>()?,
            body: str::from_utf8(request.body()).ok()?,
        })
    }
}

/// A server's answer without tokens that refresh.
#[derive(Deserialize)]
pub(super) struct Exchanged {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// The answer to a refresh.
#[derive(Deserialize)]
pub(super) struct Refreshed {
    #[serde(flatten)]
    pub(super) exchanged: Exchanged,
    pub(super) rotated: bool,
    pub(super) number: u32,
    pub(super) earlier: bool,
    /// Milliseconds since 1970.
    received_at: i64,
}

impl Refreshed {
    pub(super) fn received_at(&self) -> Timestamp {
        Timestamp::from_unix(self.received_at / 1000)
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Failed {
    /// The worker, rather than the server.
    #[serde(skip)]
    Gone(BrowserError),
    Misuse,
    Network,
    Redirect,
    Timeout,
    TooLarge,
    Truncated,
    Unknown,
}
