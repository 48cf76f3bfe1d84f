//! The page's outside: the browser, as the run wants it. All of it is `oauth-browser`.

use std::cell::RefCell;

use http::{Request, Response};
use oauth_browser::{
    clock::{self, Stopwatch},
    crypto::WebCrypto,
    dpop_key::{DpopKey, DpopKeyError},
    entropy::BrowserEntropy,
    fetch::{self, FetchOptions},
    token_worker::{HeldToken, WorkerError, WorkerScript, stand_in},
};
use oauth_proto::{
    check::CheckId,
    error::{BrowserFault, Error, Step},
    metadata::ServerMetadata,
    secret::RefreshToken,
    time::Timestamp,
};

use super::run::{Failure, World};

/// The name of the key that this page's tokens are bound to.
const DPOP_KEY: &str = "client page";
/// Where the host serves the worker's script.
const TOKEN_WORKER: &str = "/client/token-worker.js";

/// This browser.
pub(super) struct Browser {
    since: Stopwatch,
    /// The refresh token of the latest run that has one in the worker.
    held: RefCell<Option<HeldToken>>,
}

impl Browser {
    /// With a stopwatch that starts now.
    pub(super) fn new() -> Self {
        Self {
            since: Stopwatch::start(),
            held: RefCell::default(),
        }
    }
}

impl World for Browser {
    type Crypto = WebCrypto;
    type Entropy = BrowserEntropy;
    type Signer = DpopKey;

    fn crypto(&self) -> &WebCrypto {
        &WebCrypto
    }

    fn entropy(&self) -> BrowserEntropy {
        BrowserEntropy
    }

    async fn dpop_key(&self) -> Result<DpopKey, Error> {
        DpopKey::load_or_create(DPOP_KEY).await.map_err(|error| {
            let fault = match error {
                DpopKeyError::Browser(_) => BrowserFault::NoStorage,
                DpopKeyError::Crypto(error) => BrowserFault::Crypto(error),
            };
            Error::new(CheckId::ConfigEndpoints, fault)
        })
    }

    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn ticks(&self) -> f64 {
        self.since.milliseconds()
    }

    async fn send(
        &self,
        step: Step,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Failure> {
        let options = match step {
            Step::Discovery | Step::Jwks => FetchOptions::document(),
            _ => FetchOptions::exchange(),
        };
        fetch::send(request, &options)
            .await
            .map_err(|error| Failure::Check {
                error: error.at(step),
                help: Some(error.help()),
            })
    }

    fn hold(&self, token: &RefreshToken, server: &ServerMetadata) -> Result<RefreshToken, Error> {
        let refused = || Error::new(CheckId::ConfigEndpoints, BrowserFault::NoStorage);
        let script = WorkerScript::at(TOKEN_WORKER).map_err(|_| refused())?;
        let held = HeldToken::hand_over(&script, token, server).map_err(|_| refused())?;
        self.held.replace(Some(held));
        stand_in().ok_or_else(refused)
    }

    async fn send_held(
        &self,
        step: Step,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Failure> {
        // Taken out meanwhile: the page runs one action at a time.
        let held = self.held.take();
        let sent = match (&held, step) {
            (None, _) => Err(WorkerError::NotHeld),
            (Some(held), Step::Revoke) => held.revoke(&request).await,
            (Some(held), _) => held.refresh(&request).await,
        };
        self.held.replace(held);
        sent.map_err(|error| Failure::Check {
            error: error.at(step),
            help: Some(error.help()),
        })
    }
}
