//! The app's `DPoP` key at work: sends requests with a proof, and once more when the server gives its nonce.
//! The proof itself is the core's; the key's keeping is `dpop_key`'s.

use futures_util::lock::Mutex;
use oauth_proto::check::{CheckId, Trace};
use oauth_proto::dpop::{Attempt, Dpop, NonceOutcome};
use oauth_proto::error::{BrowserFault, Error, Step};
use oauth_proto::metadata::ServerMetadata;
use oauth_proto::secret::AccessToken;

use crate::clock;
use crate::crypto::WebCrypto;
use crate::dpop_key::{DpopKey, DpopKeyError};
use crate::entropy::BrowserEntropy;
use crate::session_error::SessionError;
use crate::wire::carry;

/// A key, and the nonces that servers gave for it.
pub(crate) struct Prover {
    dpop: Mutex<Dpop<DpopKey>>,
}

impl Prover {
    /// Works with the key kept under `name`, made now if there is none.
    pub(crate) async fn load(
        name: &str,
        server: &ServerMetadata,
        trace: &mut Trace,
    ) -> Result<Self, SessionError> {
        let key = DpopKey::load_or_create(name)
            .await
            .map_err(|error| match error {
                DpopKeyError::Browser(error) => SessionError::Browser(error),
                DpopKeyError::Crypto(error) => SessionError::Protocol(Error::new(
                    CheckId::DpopNonce,
                    BrowserFault::Crypto(error),
                )),
            })?;
        Ok(Self {
            dpop: Mutex::new(Dpop::new(key, server, trace)?),
        })
    }

    /// The key's thumbprint.
    pub(crate) async fn thumbprint(&self, trace: &mut Trace) -> Result<String, SessionError> {
        Ok(self.dpop.lock().await.thumbprint(&WebCrypto, trace).await?)
    }

    /// Sends `request` with a proof, bound to the access token if it carries one.
    pub(crate) async fn carry(
        &self,
        request: http::Request<Vec<u8>>,
        access_token: Option<&AccessToken>,
        step: Step,
        trace: &mut Trace,
    ) -> Result<http::Response<Vec<u8>>, SessionError> {
        let by_page = async |request, trace: &mut Trace| carry(request, step, trace).await;
        self.carry_by(by_page, request, access_token, trace).await
    }

    /// The same, by a carrier of the caller's.
    pub(crate) async fn carry_by(
        &self,
        mut carry: impl AsyncFnMut(
            http::Request<Vec<u8>>,
            &mut Trace,
        ) -> Result<http::Response<Vec<u8>>, SessionError>,
        mut request: http::Request<Vec<u8>>,
        access_token: Option<&AccessToken>,
        trace: &mut Trace,
    ) -> Result<http::Response<Vec<u8>>, SessionError> {
        let mut attempt = Attempt::first();
        loop {
            let (crypto, entropy, now) = (&WebCrypto, &mut BrowserEntropy, clock::now());
            let dpop = self.dpop.lock().await;
            dpop.prove(&mut request, access_token, crypto, entropy, now, trace)
                .await?;
            // Other requests need not wait for this one's answer.
            drop(dpop);
            let response = carry(request.clone(), trace).await?;
            let mut dpop = self.dpop.lock().await;
            match dpop.process_response(&request, &response, &attempt, trace)? {
                NonceOutcome::Proceed => return Ok(response),
                NonceOutcome::Retry(next) => attempt = next,
            }
        }
    }
}
