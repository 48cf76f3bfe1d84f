//! Carries the core's requests out and its responses back, where several modules need the same.
//! Makes no check itself.

use std::future::poll_fn;
use std::pin::{Pin, pin};

use futures_util::future::{LocalBoxFuture, MaybeDone, maybe_done};
use oauth_proto::Verification;
use oauth_proto::check::Trace;
use oauth_proto::discovery::{Discovery, DiscoveryStep};
use oauth_proto::endpoint::Issuer;
use oauth_proto::error::Step;
use oauth_proto::id_token::{IdTokenPolicy, UnverifiedIdToken, VerifiedIdToken};
use oauth_proto::jose::KeyStore;
use oauth_proto::metadata::ServerMetadata;

use crate::clock;
use crate::crypto::WebCrypto;
use crate::fetch::{FetchError, FetchOptions, send};
use crate::session_error::SessionError;

/// The metadata of `issuer`, from either of its two addresses.
pub async fn discover(issuer: Issuer, trace: &mut Trace) -> Result<ServerMetadata, SessionError> {
    let mut discovery = Discovery::new(issuer, trace)?;
    loop {
        let mut rows = Trace::new();
        match (
            carry(discovery.request(), Step::Discovery, &mut rows).await,
            discovery.next(),
        ) {
            // Error pages often lack the headers that would let this origin read them.
            (Err(_), Some(next)) => discovery = next,
            (response, _) => {
                trace.extend(rows);
                match discovery.process_response(&response?, trace)? {
                    DiscoveryStep::Found(server) => return Ok(*server),
                    DiscoveryStep::TryNext(next) => discovery = next,
                }
            }
        }
    }
}

/// Sends one request of `step` within the limits that belong to it; a failure leaves its row.
pub(crate) async fn carry(
    request: http::Request<Vec<u8>>,
    step: Step,
    trace: &mut Trace,
) -> Result<http::Response<Vec<u8>>, SessionError> {
    let options = match step {
        Step::Discovery | Step::Jwks => FetchOptions::document(),
        _ => FetchOptions::exchange(),
    };
    told(send(request, &options).await, step, trace)
}

/// Verifies an ID token, fetching keys when the core asks for them: at first, and once more after a
/// rotation.
pub(crate) async fn verify(
    token: &UnverifiedIdToken,
    policy: &IdTokenPolicy,
    keys: &mut KeyStore,
    trace: &mut Trace,
) -> Result<VerifiedIdToken, SessionError> {
    verify_with(token, policy, keys, None, trace).await
}

/// The keys of a server, asked for before a token shows which are needed: they come beside the
/// tokens instead of a round trip after them.
pub(crate) struct KeysAhead {
    keys: KeyStore,
    fetch: Pin<Box<MaybeDone<LocalBoxFuture<'static, Option<Fetched>>>>>,
}

type Fetched = Result<http::Response<Vec<u8>>, FetchError>;

impl KeysAhead {
    /// Nothing is sent before [`KeysAhead::beside`], nor if the keys are not `wanted`.
    pub(crate) fn new(server: &ServerMetadata, wanted: bool) -> Self {
        let keys = KeyStore::new(server);
        // A server without an address for them is told of when the token is there.
        let request = keys.request(&mut Trace::new()).ok().filter(|_| wanted);
        let fetch = async move { Some(send(request?, &FetchOptions::document()).await) };
        Self {
            keys,
            fetch: Box::pin(maybe_done(Box::pin(fetch) as LocalBoxFuture<_>)),
        }
    }

    /// Does `work`, and meanwhile fetches.
    pub(crate) async fn beside<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        poll_fn(|context| {
            let outcome = work.as_mut().poll(context);
            if outcome.is_pending() {
                // What it brings is taken later.
                let _fetched = self.fetch.as_mut().poll(context);
            }
            outcome
        })
        .await
    }

    /// [`verify`] with these keys. What went wrong with them is told where the core asks for them.
    pub(crate) async fn verify(
        mut self,
        token: &UnverifiedIdToken,
        policy: &IdTokenPolicy,
        trace: &mut Trace,
    ) -> Result<VerifiedIdToken, SessionError> {
        self.fetch.as_mut().await;
        let mut fetched = self.fetch.as_mut().take_output().flatten();
        if let Some(Ok(response)) = &fetched {
            let (now, unseen) = (clock::now(), &mut Trace::new());
            if self.keys.process_response(response, now, unseen).is_ok() {
                fetched = None;
            }
        }
        verify_with(token, policy, &mut self.keys, fetched, trace).await
    }
}

/// `fetched` is the answer to the first request for keys, if that was made already.
async fn verify_with(
    token: &UnverifiedIdToken,
    policy: &IdTokenPolicy,
    keys: &mut KeyStore,
    mut fetched: Option<Fetched>,
    trace: &mut Trace,
) -> Result<VerifiedIdToken, SessionError> {
    loop {
        match token
            .verify(policy, keys, &WebCrypto, clock::now(), trace)
            .await?
        {
            Verification::Verified(token) => return Ok(token),
            Verification::KeysNeeded => {
                let response = match fetched.take() {
                    Some(fetched) => told(fetched, Step::Jwks, trace)?,
                    None => carry(keys.request(trace)?, Step::Jwks, trace).await?,
                };
                keys.process_response(&response, clock::now(), trace)?;
            }
        }
    }
}

/// A failure leaves its row.
fn told(
    fetched: Fetched,
    step: Step,
    trace: &mut Trace,
) -> Result<http::Response<Vec<u8>>, SessionError> {
    fetched.map_err(|error| {
        trace.record(&error.at(step));
        SessionError::Fetch(step, error)
    })
}
