//! ID token validation by `oauth-proto`. An unverified token comes of a flow only, so one is run up to its token response.

use std::error::Error;

use http::Response;
use oauth_proto::Verification;
use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
use oauth_proto::callback::{CallbackParams, process_callback};
use oauth_proto::check::Trace;
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::crypto::{Crypto, CryptoError, Hash};
use oauth_proto::endpoint::Endpoint;
use oauth_proto::entropy::{Entropy, NoEntropy};
use oauth_proto::id_token::{IdTokenPolicy, UnverifiedIdToken};
use oauth_proto::jose::{Algorithm, KeyStore, PublicKey};
use oauth_proto::metadata::ServerMetadata;
use oauth_proto::native::Native;
use oauth_proto::scope::Scope as OAuthScope;
use oauth_proto::time::Timestamp;
use oauth_proto::token::{TokenBody, authorization_code_request, process_token_response};
use oauth_proto::transaction::Transaction;
use serde_json::json;

use crate::issuer::Issuer;
use crate::{Library, Validate};

pub(crate) struct Ours {
    server: ServerMetadata,
    client: Client,
    transaction: Transaction,
    keys: KeyStore,
    access_token: &'static str,
    now: Timestamp,
    with_signature: bool,
}

impl Ours {
    pub(crate) fn new(issuer: &Issuer, with_signature: bool) -> Result<Self, Box<dyn Error>> {
        let now = Timestamp::from_unix(issuer.now);
        let server = ServerMetadata::from_stored_json(&issuer.metadata().to_string())
            .map_err(|_| "no metadata")?;
        let client = Client::new(issuer.client_id, ClientAuth::None).map_err(|_| "no client")?;
        let redirect_uri =
            Endpoint::parse("https://app.example/callback").map_err(|_| "no redirect URI")?;
        let scope = OAuthScope::parse("openid").ok_or("no scope")?;
        let params = AuthorizationParams::new(redirect_uri, scope);
        let (trace, mut entropy) = (&mut Trace::new(), Fixed);
        let request =
            AuthorizationRequest::new(&server, &client, params, &Native, &mut entropy, now, trace);
        let redirect = pollster::block_on(request).and_then(|request| request.redirect(trace));
        let mut keys = KeyStore::new(&server);
        keys.process_response(
            &Response::new(issuer.jwks().to_string().into_bytes()),
            now,
            trace,
        )
        .map_err(|_| "no keys")?;
        Ok(Self {
            transaction: redirect.map_err(|_| "no request")?.transaction,
            server,
            client,
            keys,
            access_token: issuer.access_token,
            now,
            with_signature,
        })
    }

    fn received(&self, token: &str) -> Result<UnverifiedIdToken, oauth_proto::error::Error> {
        let state = self.transaction.state().expose_secret();
        let params = CallbackParams::parse(&["code=c&state=", state].concat(), "");
        let trace = &mut Trace::new();
        let callback = process_callback(self.transaction.clone(), &params, &self.server, trace)?;
        let (_, exchange) =
            authorization_code_request(callback, &self.client, TokenBody::Form, trace)?;
        let body = json!({
            "access_token": self.access_token,
            "token_type": "Bearer",
            "id_token": token,
        });
        let response = Response::new(body.to_string().into_bytes());
        let tokens = process_token_response(exchange, &response, self.now, trace)?;
        let missing = oauth_proto::error::Violation::Missing("id_token");
        let check = oauth_proto::check::CheckId::IdTokenPresent;
        tokens
            .id_token
            .ok_or_else(|| oauth_proto::error::Error::new(check, missing))
    }
}

impl Library for Ours {
    fn prepare(&self, token: &str) -> Result<Validate<'_>, Box<dyn Error>> {
        let received = self.received(token).map_err(|error| error.to_string())?;
        let policy = IdTokenPolicy::default();
        Ok(Box::new(move || {
            let (keys, now, trace) = (&self.keys, self.now, &mut Trace::new());
            let verified = if self.with_signature {
                pollster::block_on(received.verify(&policy, keys, &Native, now, trace))
            } else {
                pollster::block_on(received.verify(&policy, keys, &NoSignature, now, trace))
            };
            match verified {
                Ok(Verification::Verified(token)) => Some(token.subject().to_owned()),
                _ => None,
            }
        }))
    }
}

/// Takes every signature, so that the rest can be timed alone.
struct NoSignature;

impl Crypto for NoSignature {
    async fn digest(&self, hash: Hash, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        Native.digest(hash, data).await
    }

    async fn verify(
        &self,
        _: Algorithm,
        _: &PublicKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<bool, CryptoError> {
        Ok(true)
    }
}

/// So that the issuer knows the nonce.
struct Fixed;

impl Entropy for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        bytes.fill(7);
        Ok(())
    }
}
