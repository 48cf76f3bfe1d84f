//! Calls to the services: no redirects, no proxy, within a time and a size.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use reqwest::{Client, RequestBuilder};
use url::Url;

use super::{
    ServiceUrls,
    trust::{Trust, TrustError},
};
use crate::outgoing;

/// For a connection, its TLS handshake included.
const CONNECT: Duration = Duration::from_secs(3);
/// For one call; two in a row still end before the host gives up on the browser's request.
const CALL: Duration = Duration::from_secs(6);
/// No answer of a service is nearly as long.
const LONGEST_ANSWER: usize = 256 * 1024;

/// Whether each service answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// The code service.
    pub code: bool,
    /// The token service.
    pub token: bool,
}

/// The services, as far as any call needs to know them.
pub(super) struct Services {
    pub(super) http: Client,
    pub(super) urls: ServiceUrls,
}

/// A whole answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// There is no whole answer: no connection, another certificate than the trusted, too late, too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoAnswer;

impl Services {
    pub(super) fn new(urls: ServiceUrls, trust: &Trust) -> Result<Self, TrustError> {
        let builder = outgoing::client()
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(CALL);
        let http = trust.apply(builder)?.build()?;
        Ok(Self { http, urls })
    }

    pub(super) fn code_url(&self) -> &Url {
        &self.urls.code
    }

    /// Asks both at once.
    pub(super) async fn health(&self) -> Health {
        let (code, token) = tokio::join!(
            self.is_healthy(&self.urls.code_health),
            self.is_healthy(&self.urls.token_health)
        );
        Health { code, token }
    }

    pub(super) async fn is_healthy(&self, url: &Url) -> bool {
        let answer = self.send(self.http.get(url.clone())).await;
        answer.is_ok_and(|answer| answer.status.is_success())
    }

    /// Sends, and reads the answer to its end. What went wrong is for the log: it names an address
    /// that no browser is told.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<Answer, NoAnswer> {
        let failed = |error: reqwest::Error| {
            tracing::error!(
                error = chain(&error),
                "a light-oauth2 service gave no answer"
            );
            NoAnswer
        };
        let mut response = request.send().await.map_err(failed)?;
        let mut answer = Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: Vec::new(),
        };
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if answer.body.len() + chunk.len() > LONGEST_ANSWER {
                tracing::error!("a light-oauth2 service's answer is over {LONGEST_ANSWER} bytes");
                return Err(NoAnswer);
            }
            answer.body.extend_from_slice(&chunk);
        }
        Ok(answer)
    }
}

/// An error with its causes: "error sending request" alone helps no operator. The address is left out:
/// the one of the code service has the request in its query.
fn chain(error: &reqwest::Error) -> String {
    let mut text = String::new();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&error.to_string());
        cause = error.source();
    }
    if text.is_empty() {
        text.push_str(if error.is_timeout() {
            "no answer in time"
        } else {
            "the connection broke"
        });
    }
    text
}
