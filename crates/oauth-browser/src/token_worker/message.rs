//! What a page and the worker say to each other. `worker/token-worker.js` has the same names.

use http::StatusCode;
use oauth_proto::time::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::error::WorkerError;
use crate::fetch::{Answer, FetchError};

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
        session: &'a str,
        number: u32,
        headers: Headers<'a>,
        body: &'a str,
    },
    Reject {
        session: &'a str,
    },
    Revoke {
        session: &'a str,
        headers: Headers<'a>,
        body: &'a str,
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

/// Names and values of a request's headers.
pub(super) type Headers<'a> = Vec<(&'a str, &'a str)>;

/// A request as the page built it, but where it goes: that is not the page's say. `None` when it
/// holds what no message can; the core makes no such request.
pub(super) fn outgoing(request: &http::Request<Vec<u8>>) -> Option<(Headers<'_>, &str)> {
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)));
    let body = str::from_utf8(request.body()).ok()?;
    Some((headers.collect::<Option<_>>()?, body))
}

/// A server's answer without tokens that refresh.
pub(super) struct Exchanged {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl Exchanged {
    pub(super) fn read(reply: &Value) -> Option<Self> {
        let headers = reply.get("headers")?.as_array()?.iter();
        let text = |value: Option<&Value>| Some(value?.as_str()?.to_owned());
        Some(Self {
            status: u16::try_from(reply.get("status")?.as_u64()?).ok()?,
            headers: headers
                .map(|pair| Some((text(pair.get(0))?, text(pair.get(1))?)))
                .collect::<Option<_>>()?,
            body: text(reply.get("body"))?,
        })
    }
}

impl Exchanged {
    /// The worker's reply as the server's answer.
    pub(super) fn answer(self) -> Result<Answer, WorkerError> {
        let status = StatusCode::from_u16(self.status);
        Ok(Answer {
            status: status.map_err(|_| WorkerError::Fetch(FetchError::Truncated))?,
            headers: self.headers,
            body: self.body.into_bytes(),
        })
    }
}

/// The answer to a refresh.
pub(super) struct Refreshed {
    pub(super) exchanged: Exchanged,
    pub(super) number: u32,
    pub(super) earlier: bool,
    pub(super) received_at: Timestamp,
}

impl Refreshed {
    pub(super) fn read(reply: &Value) -> Option<Self> {
        let milliseconds = reply.get("received_at")?.as_i64()?;
        Some(Self {
            exchanged: Exchanged::read(reply)?,
            number: u32::try_from(reply.get("number")?.as_u64()?).ok()?,
            earlier: reply.get("earlier")?.as_bool()?,
            received_at: Timestamp::from_unix(milliseconds / 1000),
        })
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failed {
    /// The worker, rather than the server.
    Gone,
    Misuse,
    Network,
    Redirect,
    Timeout,
    TooLarge,
    Truncated,
    Unknown,
}

impl Failed {
    pub(super) fn read(code: &str) -> Self {
        match code {
            "misuse" => Self::Misuse,
            "network" => Self::Network,
            "redirect" => Self::Redirect,
            "timeout" => Self::Timeout,
            "too_large" => Self::TooLarge,
            "truncated" => Self::Truncated,
            "unknown" => Self::Unknown,
            _ => Self::Gone,
        }
    }
}
