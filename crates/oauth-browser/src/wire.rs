//! Carries the core's requests out and its responses back, where several modules need the same.
//! Makes no check itself.

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
use crate::fetch::{FetchOptions, send};
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
    send(request, &options).await.map_err(|error| {
        trace.record(&error.at(step));
        SessionError::Fetch(step, error)
    })
}

/// Verifies an ID token, fetching keys when the core asks for them: at first, and once more after a
/// rotation.
pub(crate) async fn verify(
    token: &UnverifiedIdToken,
    policy: &IdTokenPolicy,
    keys: &mut KeyStore,
    trace: &mut Trace,
) -> Result<VerifiedIdToken, SessionError> {
    loop {
        match token
            .verify(policy, keys, &WebCrypto, clock::now(), trace)
            .await?
        {
            Verification::Verified(token) => return Ok(token),
            Verification::KeysNeeded => {
                let response = carry(keys.request(trace)?, Step::Jwks, trace).await?;
                keys.process_response(&response, clock::now(), trace)?;
            }
        }
    }
}
