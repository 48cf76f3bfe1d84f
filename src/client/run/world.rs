//! What a run needs from outside: the network, a clock, randomness, cryptography. In the page that is
//! `oauth-browser`; in tests it is a script.
#![expect(
    async_fn_in_trait,
    reason = "a browser has one thread; no Send bound is wanted"
)]

use http::{Request, Response};
use oauth_proto::{
    crypto::{Crypto, Signer},
    entropy::Entropy,
    error::{Error, Step},
    metadata::ServerMetadata,
    secret::RefreshToken,
    time::Timestamp,
};

use super::Failure;
use crate::client::report::Carrier;

/// Who is to send a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The page.
    Page,
    /// The worker, with the token that it holds in the place of what stands for it.
    Worker,
}

/// How a wait ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waited {
    /// The time has come.
    Passed,
    /// The person gave up.
    Cancelled,
}

/// A server's whole answer.
pub struct Answered {
    /// For the core: with the headers that it reads.
    pub response: Response<Vec<u8>>,
    /// Every header that the page can read, for who looks on.
    pub headers: Vec<(String, String)>,
}

/// The outside of a run.
pub trait World {
    /// Hashing and verifying.
    type Crypto: Crypto;
    /// Random bytes.
    type Entropy: Entropy;
    /// A key that proves possession.
    type Signer: Signer;

    /// Fails where a run would be in vain: told before anything is sent.
    fn require(&self) -> Result<(), Error>;

    /// Its cryptography.
    fn crypto(&self) -> &Self::Crypto;

    /// Its randomness.
    fn entropy(&self) -> Self::Entropy;

    /// The key that this client's tokens are bound to.
    async fn dpop_key(&self) -> Result<Self::Signer, Error>;

    /// The time of day.
    fn now(&self) -> Timestamp;

    /// Milliseconds since 1970, on a clock that never jumps while the page is open.
    fn ticks(&self) -> f64;

    /// Waits until then. Who slept meanwhile wakes late, and once.
    async fn wait_until(&self, time: Timestamp) -> Waited;

    /// Who carried the latest request.
    fn carrier(&self) -> Carrier;

    /// Sends a request and brings the whole answer, or says why there is none.
    async fn send(
        &self,
        sender: Sender,
        step: Step,
        request: Request<Vec<u8>>,
    ) -> Result<Answered, Failure>;

    /// Hands a refresh token over to a worker. What comes back stands for it in requests.
    fn hold(&self, token: &RefreshToken, server: &ServerMetadata) -> Result<RefreshToken, Error>;
}
