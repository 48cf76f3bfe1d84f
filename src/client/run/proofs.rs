//! Sending with a proof of possession when tokens are bound to a key (RFC 9449), and plainly when not.
//! What a proof says, and when a server may ask for another, is the core's rule.

use http::{Request, Response};
use oauth_proto::{
    crypto::Signer,
    dpop::{Attempt, Dpop, NonceOutcome},
    error::Step,
    metadata::ServerMetadata,
    secret::AccessToken,
};

use super::{Failure, Journal, Sender, World};
use crate::client::settings::Settings;

/// The proofs of one run; none when its tokens are plain bearer tokens.
pub(super) struct Proofs<S>(Option<Dpop<S>>);

impl<S: Signer> Proofs<S> {
    /// With this browser's key, when the settings ask for bound tokens.
    pub(super) async fn new<W: World<Signer = S>>(
        world: &W,
        settings: &Settings,
        server: &ServerMetadata,
        journal: &mut Journal,
    ) -> Result<Self, Failure> {
        if !settings.dpop {
            return Ok(Self(None));
        }
        let key = world
            .dpop_key()
            .await
            .map_err(|error| journal.fail(error))?;
        Ok(Self(Some(Dpop::new(key, server, journal.trace())?)))
    }

    /// The key's thumbprint, for the authorization request.
    pub(super) async fn thumbprint(
        &self,
        world: &impl World,
        journal: &mut Journal,
    ) -> Result<Option<String>, Failure> {
        match &self.0 {
            None => Ok(None),
            Some(dpop) => Ok(Some(
                dpop.thumbprint(world.crypto(), journal.trace()).await?,
            )),
        }
    }

    /// Sends a request, once more when the server wants its nonce in the proof.
    pub(super) async fn exchange(
        &mut self,
        world: &impl World,
        sender: Sender,
        step: Step,
        mut request: Request<Vec<u8>>,
        token: Option<&AccessToken>,
        journal: &mut Journal,
    ) -> Result<Response<Vec<u8>>, Failure> {
        let Some(dpop) = &mut self.0 else {
            return journal.exchange(world, sender, step, request).await;
        };
        let mut attempt = Attempt::first();
        loop {
            let (crypto, now) = (world.crypto(), world.now());
            let entropy = &mut world.entropy();
            dpop.prove(&mut request, token, crypto, entropy, now, journal.trace())
                .await?;
            let response = journal
                .exchange(world, sender, step, request.clone())
                .await?;
            match dpop.process_response(&request, &response, &attempt, journal.trace())? {
                NonceOutcome::Proceed => return Ok(response),
                NonceOutcome::Retry(next) => attempt = next,
            }
        }
    }
}
