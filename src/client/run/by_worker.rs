//! The outside with another to carry requests: the worker that has the refresh token.

use http::{Request, Response};
use oauth_proto::{
    error::{Error, Step},
    metadata::ServerMetadata,
    secret::RefreshToken,
    time::Timestamp,
};

use super::{Failure, Waited, World};
use crate::client::report::Carrier;

/// The same outside, except that the worker sends.
pub(super) struct ByWorker<'a, W>(pub(super) &'a W);

impl<W: World> World for ByWorker<'_, W> {
    type Crypto = W::Crypto;
    type Entropy = W::Entropy;
    type Signer = W::Signer;

    fn require(&self) -> Result<(), Error> {
        self.0.require()
    }

    fn crypto(&self) -> &W::Crypto {
        self.0.crypto()
    }

    fn entropy(&self) -> W::Entropy {
        self.0.entropy()
    }

    async fn dpop_key(&self) -> Result<W::Signer, Error> {
        self.0.dpop_key().await
    }

    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn ticks(&self) -> f64 {
        self.0.ticks()
    }

    async fn wait_until(&self, time: Timestamp) -> Waited {
        self.0.wait_until(time).await
    }

    fn carrier(&self, _: Step) -> Carrier {
        Carrier::Worker
    }

    async fn send(
        &self,
        step: Step,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Failure> {
        self.0.send_held(step, request).await
    }

    fn hold(&self, token: &RefreshToken, server: &ServerMetadata) -> Result<RefreshToken, Error> {
        self.0.hold(token, server)
    }

    async fn send_held(
        &self,
        step: Step,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, Failure> {
        self.0.send_held(step, request).await
    }
}
