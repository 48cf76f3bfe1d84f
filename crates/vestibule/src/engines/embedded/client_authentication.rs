//! How a client proves itself at the token and revocation endpoints (RFC 6749 §2.3).

use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::extract::{FromRequest, Request};
use http::HeaderMap;
use http::header::AUTHORIZATION;

use crate::engines::registration::ClientAuthentication;
use crate::events::Event;
use crate::throttle::Peer;
use crate::users::password::Password;

use super::Embedded;
use super::basic;
use super::clients::Client;
use super::error::{OAuthError, TriedBy};
use super::form::Form;
use super::parameters::{self, Parameters};
use super::secret::Digest;

/// What a client posts to an endpoint where it has to say who it is, and where from.
pub(super) struct ClientRequest {
    headers: HeaderMap,
    pub(super) parameters: Parameters,
    pub(super) peer: Peer,
}

impl<S: Sync> FromRequest<S> for ClientRequest {
    type Rejection = OAuthError;

    async fn from_request(request: Request, state: &S) -> Result<Self, OAuthError> {
        let headers = request.headers().clone();
        let peer = request.extensions().get().copied().unwrap_or_default();
        let Form(parameters) = Form::from_request(request, state).await?;
        Ok(Self {
            headers,
            parameters,
            peer,
        })
    }
}

impl Embedded {
    /// The client that sent the request, by `client_secret_basic`, `client_secret_post` or `none`.
    /// Wrong secrets count against the client's name and the address that they come from.
    pub(super) async fn authenticate_client(
        &self,
        asked: &ClientRequest,
    ) -> Result<&Client, OAuthError> {
        let ClientRequest {
            headers,
            parameters,
            peer,
        } = asked;
        let peer = *peer;
        let posted_id = parameters.get("client_id")?;
        let posted_secret = parameters.get("client_secret")?;
        let (id, secret, tried_by) = if headers.contains_key(AUTHORIZATION) {
            let (id, secret) = basic(headers).ok_or(OAuthError::InvalidClient(TriedBy::Header))?;
            if posted_secret.is_some() {
                return Err(OAuthError::ProvenTwice);
            }
            if posted_id.is_some_and(|posted| posted != id) {
                return Err(OAuthError::ClientIdDiffers);
            }
            let secret = Some(secret).filter(|secret| !secret.is_empty());
            (id, secret, TriedBy::Header)
        } else {
            let id = posted_id.ok_or(OAuthError::InvalidClient(TriedBy::Body))?;
            (
                id.to_owned(),
                posted_secret.map(str::to_owned),
                TriedBy::Body,
            )
        };
        let invalid = OAuthError::InvalidClient(tried_by);
        let client = self.clients.find(&id);
        let guessed = secret.is_some();
        if guessed && let Err(wait) = self.throttle.client_secret(&id, peer) {
            let client_id = client.map(|client| &*client.id);
            self.tell_from(peer, Event::ClientThrottled { client_id });
            return Err(OAuthError::Throttled(wait));
        }
        let wrong = || {
            if guessed {
                self.throttle.client_secret_was_wrong(&id, peer);
            }
            Err(invalid)
        };
        let Some(client) = client else {
            return wrong();
        };
        let proven = match (&client.authentication, secret) {
            (ClientAuthentication::Public, None) => true,
            (ClientAuthentication::Secret(expected), Some(secret)) => {
                // Digests, so that the comparison's time tells nothing of the length either.
                let (sent, expected) = (Digest::of(&secret), Digest::of_bytes(expected.expose()));
                verify_slices_are_equal(sent.as_bytes(), expected.as_bytes()).is_ok()
            }
            (ClientAuthentication::HashedSecret(stored), Some(secret)) => self
                .verifier
                .verify(Password::new(secret), stored.clone())
                .await
                .map_err(|_busy| OAuthError::Busy)?,
            _ => false,
        };
        if proven { Ok(client) } else { wrong() }
    }
}

/// Id and secret of a Basic header, each form-encoded inside it (RFC 6749 §2.3.1).
fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let (id, secret) = basic::credentials(headers)?;
    let decoded = |text: String| parameters::decode(text.as_bytes()).ok();
    Some((decoded(id)?, decoded(secret)?))
}
