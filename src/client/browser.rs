//! The page's outside: the browser, as the run wants it. All of it is `oauth-browser`.

use http::{Request, Response};
use oauth_browser::{
    clock::{self, Stopwatch},
    crypto::WebCrypto,
    dpop_key::{DpopKey, DpopKeyError},
    entropy::BrowserEntropy,
    fetch::{self, FetchOptions},
};
use oauth_proto::{
    check::CheckId,
    error::{BrowserFault, Error, Step},
    time::Timestamp,
};

use super::run::{Failure, World};

/// The name of the key that this page's tokens are bound to.
const DPOP_KEY: &str = "client page";

/// This browser.
pub(super) struct Browser {
    since: Stopwatch,
}

impl Browser {
    /// With a stopwatch that starts now.
    pub(super) fn new() -> Self {
        Self {
            since: Stopwatch::start(),
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
}
