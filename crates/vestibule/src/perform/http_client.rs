//! Sends one request to the authorization server: no redirects, no cookies, no cache, within a time
//! and a size limit, with the headers and the trust in certificates that the options ask for.
//! It must not know an endpoint or a rule of the protocol.

use std::time::Duration;

use http::{Request, Response};
use oauth_proto::{
    error::{Error, NetworkFault, Step, Violation},
    json,
};

use super::http_header::HttpHeader;
use crate::{origin::Origin, outgoing};

/// How long a request may take, its body included.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(10);

/// A client for one run.
#[derive(Clone, Debug)]
pub(super) struct HttpClient {
    client: reqwest::Client,
    headers: Vec<HttpHeader>,
    /// Who gets them: they may be credentials.
    trusted: Vec<Origin>,
}

/// Why a request has no usable answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No connection, or it broke.
    Unreachable,
    /// TLS failed: most often a certificate that this machine does not trust.
    Tls,
    /// No complete answer within the limit.
    TimedOut,
    /// A body over the limit.
    TooLarge,
}

/// The system's TLS could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("no HTTP client could be made: {0}")]
pub struct NoClient(reqwest::Error);

impl HttpClient {
    /// A client that adds `headers` to every request to one of the `trusted` origins. Without
    /// verification anyone can play the server.
    pub(super) fn new(
        headers: Vec<HttpHeader>,
        trusted: Vec<Origin>,
        danger_skip_tls_verify: bool,
    ) -> Result<Self, NoClient> {
        let client = outgoing::client()
            .timeout(TIME_LIMIT)
            .tls_danger_accept_invalid_certs(danger_skip_tls_verify)
            .build()
            .map_err(NoClient)?;
        Ok(Self {
            client,
            headers,
            trusted,
        })
    }

    /// Sends `request` and reads the whole answer.
    pub(super) async fn send(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, Fault> {
        let (parts, body) = request.into_parts();
        let uri = parts.uri.to_string();
        let mut headers = parts.headers;
        if Origin::of(&uri).is_some_and(|origin| self.trusted.contains(&origin)) {
            for header in &self.headers {
                headers.insert(header.name.clone(), header.value.clone());
            }
        }
        let sent = self.client.request(parts.method, uri);
        let mut answer = sent
            .headers(headers)
            .body(body)
            .send()
            .await
            .map_err(fault)?;
        let mut response = Response::new(Vec::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = answer.headers().clone();
        while let Some(chunk) = answer.chunk().await.map_err(fault)? {
            if response.body().len() + chunk.len() > json::MAX_BYTES {
                return Err(Fault::TooLarge);
            }
            response.body_mut().extend_from_slice(&chunk);
        }
        Ok(response)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` passes")]
fn fault(error: reqwest::Error) -> Fault {
    if error.is_timeout() {
        Fault::TimedOut
    } else if is_tls(&error) {
        Fault::Tls
    } else {
        Fault::Unreachable
    }
}

/// Whether TLS is somewhere below.
fn is_tls(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<rustls::Error>() {
            return true;
        }
        // An I/O error gives what it wraps by a method of its own.
        let wrapped = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        cause = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    false
}

impl Fault {
    /// As the end of the step that wanted the answer.
    pub(super) fn at(self, step: Step) -> Error {
        match self {
            Self::Unreachable | Self::Tls => Error::network(step, NetworkFault::Unreachable),
            Self::TimedOut => Error::network(step, NetworkFault::TimedOut),
            Self::TooLarge => Error::exchange(step, Violation::TooLarge),
        }
    }

    /// What its reader can do, in plain text.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Unreachable => {
                "Is the server running, and is the address right? Nothing answered there."
            }
            Self::Tls => {
                "The TLS connection was refused. If the server's certificate is self-signed, and only \
                 then, try --skip-tls-verify."
            }
            Self::TimedOut => "The server did not answer within 10 seconds; look at its log.",
            Self::TooLarge => "The answer is too large for this protocol; is the address right?",
        }
    }

    /// The name that the page is told.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::TimedOut => "timed_out",
            Self::TooLarge => "too_large",
        }
    }
}
