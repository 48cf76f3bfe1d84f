//! The page's outside: the browser, as the run wants it. All of it is `oauth-browser`.

use http::{Request, Response};
use oauth_browser::{
    clock::{self, Stopwatch},
    crypto::WebCrypto,
    entropy::BrowserEntropy,
    fetch::{self, FetchOptions},
};
use oauth_proto::{error::Step, time::Timestamp};

use super::run::{Failure, World};

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

    fn crypto(&self) -> &WebCrypto {
        &WebCrypto
    }

    fn entropy(&self) -> BrowserEntropy {
        BrowserEntropy
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
