//! A worker that holds refresh tokens and uses them: the page's side of it. The other side is
//! [`WORKER_SCRIPT`], a small script that the app's own origin serves.
//!
//! # What it protects from
//!
//! A refresh token outlives the page; whoever takes it away can go on without the browser. In the
//! worker it cannot be taken: no message brings it back, and it is sent to the endpoints it came
//! with and nowhere else. Nor is it in any storage.
//!
//! It does **not** protect from a script that runs in this origin while a page is open: that one can
//! ask for access tokens as the app does, and read the refresh token in the moment between the
//! code's exchange and [`TokenWorker::hold`], when the page has it. A service worker of this origin
//! sees what the worker sends.
//!
//! # How long it lasts
//!
//! A `SharedWorker` serves all tabs of the origin and lives as long as one of them. Where there is
//! none, each tab has a `Worker` of its own, which ends with the page. Either way the last page's end
//! is the tokens' end.
//!
//! # What the host must do
//!
//! Serve the script at an address of the same origin as `text/javascript`, with a policy of its own
//! whose `connect-src` names the server. The page's policy needs `worker-src 'self'` and, with
//! Trusted Types, `trusted-types oauth-browser-worker`.

mod error;
mod held;
mod message;
mod port;
mod script;

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use oauth_proto::endpoint::Endpoint;
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::secret::RefreshToken;
use oauth_proto::time::Timestamp;
use serde_json::Value;
use web_sys::AbortSignal;

pub use self::error::WorkerError;
pub use self::held::HeldToken;
use self::message::{Action, Exchanged, Failed, Limits, Refreshed, outgoing};
use self::port::{Port, Reply, gone};
pub use self::script::{NotSameOrigin, WorkerScript};
use crate::browser::BrowserError;
use crate::cors::is_preflighted;
use crate::fetch::{self, BODY_LIMIT, FetchError, TIME_LIMIT};
use crate::probe;

/// The script that hosts serve.
pub const WORKER_SCRIPT: &str = include_str!("../../worker/token-worker.js");

/// What stands in the place of the refresh token; in an answer, another one for a new token.
const STAND_IN: &str = "held-by-the-worker";

/// What requests are built with in the place of the refresh token: no secret, and of no use to a
/// server.
pub fn stand_in() -> Option<RefreshToken> {
    RefreshToken::parse(STAND_IN)
}

/// A page's line to the worker. Clones share it.
#[derive(Clone)]
pub struct TokenWorker {
    port: Rc<Port>,
}

/// A refresh token on its way to the worker, with all that the worker will know of its session.
#[derive(Clone)]
#[non_exhaustive]
pub struct Handover<'a> {
    /// The session's name: one that no other session of this origin has. The first to hand over a
    /// name decides what it stands for.
    pub session: &'a str,
    /// Which app it is a session of, for [`TokenWorker::join`].
    pub app: &'a str,
    /// How often the tokens were refreshed.
    pub number: u32,
    /// What [`TokenWorker::join`] gives to other pages.
    pub shared: &'a str,
    /// The token.
    pub refresh_token: &'a RefreshToken,
    /// The server whose token and revocation endpoints are the only ones it will be sent to.
    pub server: &'a ServerMetadata,
    /// How long the server may take to answer.
    pub time_limit: Duration,
}

/// Shows no token, whatever is shared.
impl fmt::Debug for Handover<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handover")
            .field("session", &self.session)
            .field("app", &self.app)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

impl<'a> Handover<'a> {
    /// A token that has not been refreshed yet, of a session that no other page joins.
    pub fn new(
        session: &'a str,
        refresh_token: &'a RefreshToken,
        server: &'a ServerMetadata,
    ) -> Self {
        Self {
            session,
            app: "",
            number: 0,
            shared: "",
            refresh_token,
            server,
            time_limit: TIME_LIMIT,
        }
    }
}

/// What a refresh brought.
#[derive(Clone)]
#[non_exhaustive]
pub struct Answer {
    /// The server's answer, with a stand-in where it gave a new refresh token.
    pub response: http::Response<Vec<u8>>,
    /// How often the tokens were refreshed, this time included if it succeeded.
    pub number: u32,
    /// When the server answered.
    pub received_at: Timestamp,
    /// Whether another page had got this answer already.
    pub earlier: bool,
}

/// Shows no body: the access token is in it.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.response.status())
            .field("number", &self.number)
            .field("earlier", &self.earlier)
            .finish_non_exhaustive()
    }
}

impl TokenWorker {
    /// Starts the worker, or finds the one that other tabs have started. A script that cannot be
    /// loaded is told by what is asked later.
    pub fn start(script: &WorkerScript) -> Result<Self, BrowserError> {
        Ok(Self {
            port: Rc::new(Port::open(script)?),
        })
    }

    /// Hands a refresh token over. The caller forgets it.
    pub fn hold(&self, handover: &Handover<'_>) -> Result<(), BrowserError> {
        let endpoint = |name| handover.server.endpoint(name).map(Endpoint::as_str);
        // What goes wrong here shows in the first refresh.
        self.tell(&Action::Hold {
            session: handover.session,
            app: handover.app,
            number: handover.number,
            generation: handover.shared,
            refresh_token: handover.refresh_token.expose_secret(),
            token: endpoint(EndpointName::Token),
            revocation: endpoint(EndpointName::Revocation),
            limits: Limits {
                time: u32::try_from(handover.time_limit.as_millis()).unwrap_or(u32::MAX),
                body: BODY_LIMIT,
            },
        })
    }

    /// What was handed over with the latest session of `app`.
    pub async fn join(&self, app: &str) -> Result<Option<String>, WorkerError> {
        match self
            .port
            .ask(&Action::Join { app })?
            .within(TIME_LIMIT)
            .await
        {
            Ok(found) => Ok(found.as_str().map(str::to_owned)),
            Err(failed) => Err(refused(failed)),
        }
    }

    /// Sends a refresh request made with the [`stand_in`], unless the session's tokens were refreshed
    /// more than `number` times already: then the answer is the last one, and nothing is sent.
    pub async fn refresh(
        &self,
        session: &str,
        number: u32,
        request: &http::Request<Vec<u8>>,
    ) -> Result<Answer, WorkerError> {
        let refreshed = self.ask_refresh(session, number, request).await?;
        Ok(Answer {
            response: refreshed.exchanged.answer()?.into_response(),
            number: refreshed.number,
            received_at: refreshed.received_at,
            earlier: refreshed.earlier,
        })
    }

    async fn ask_refresh(
        &self,
        session: &str,
        number: u32,
        request: &http::Request<Vec<u8>>,
    ) -> Result<Refreshed, WorkerError> {
        let (headers, body) = outgoing(request).ok_or(WorkerError::MISUSE)?;
        let reply = self.port.ask(&Action::Refresh {
            session,
            number,
            headers,
            body,
        })?;
        Ok(Refreshed::read(&answered(reply, request).await?).ok_or_else(gone)?)
    }

    /// Says that the last answer did not pass the checks, so that it is given to nobody else.
    pub fn reject(&self, session: &str) -> Result<(), BrowserError> {
        self.tell(&Action::Reject { session })
    }

    /// Sends a revocation request made with the [`stand_in`]. It is on its way when this returns, so
    /// that a [`TokenWorker::forget`] afterwards does not hinder it.
    pub fn revoke<'a>(
        &self,
        session: &str,
        request: &'a http::Request<Vec<u8>>,
    ) -> Result<
        impl Future<Output = Result<http::Response<Vec<u8>>, WorkerError>> + use<'a>,
        WorkerError,
    > {
        let revoked = self.ask_revoke(session, request)?;
        Ok(async move { Ok(revoked.await?.into_response()) })
    }

    fn ask_revoke<'a>(
        &self,
        session: &str,
        request: &'a http::Request<Vec<u8>>,
    ) -> Result<impl Future<Output = Result<fetch::Answer, WorkerError>> + use<'a>, WorkerError>
    {
        let (headers, body) = outgoing(request).ok_or(WorkerError::MISUSE)?;
        let reply = self.port.ask(&Action::Revoke {
            session,
            headers,
            body,
        })?;
        Ok(async move {
            let exchanged = Exchanged::read(&answered(reply, request).await?).ok_or_else(gone)?;
            exchanged.answer()
        })
    }

    /// Has the worker drop the token.
    pub fn forget(&self, session: &str) -> Result<(), BrowserError> {
        self.tell(&Action::Forget { session })
    }

    fn tell(&self, action: &Action<'_>) -> Result<(), BrowserError> {
        self.port.ask(action).map(drop)
    }
}

impl fmt::Debug for TokenWorker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenWorker")
    }
}

/// The reply to an exchange, in time. A failure without a status is looked into from this page, which
/// the browser's rules bind as they bind the worker.
async fn answered(reply: Reply, request: &http::Request<Vec<u8>>) -> Result<Value, WorkerError> {
    match reply.within(TIME_LIMIT).await {
        Ok(exchanged) => Ok(exchanged),
        Err(Failed::Network) => {
            let url = request.uri().to_string();
            let patience = AbortSignal::timeout_with_u32(PROBE_MS);
            let diagnosis = probe::diagnose(&url, is_preflighted(request), &patience).await;
            Err(WorkerError::Fetch(FetchError::NoStatus(Box::new(
                diagnosis,
            ))))
        }
        Err(failed) => Err(refused(failed)),
    }
}

/// How long a failed request is looked into.
const PROBE_MS: u32 = 3000;

fn refused(failed: Failed) -> WorkerError {
    WorkerError::Fetch(match failed {
        Failed::Gone => return WorkerError::Browser(gone()),
        Failed::Unknown => return WorkerError::NotHeld,
        Failed::Misuse => FetchError::Misuse,
        Failed::Redirect => FetchError::RedirectRefused,
        Failed::Timeout => FetchError::Timeout(TIME_LIMIT),
        Failed::TooLarge => FetchError::TooLarge(BODY_LIMIT),
        Failed::Network | Failed::Truncated => FetchError::Truncated,
    })
}
