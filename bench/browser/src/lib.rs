//! From callback to validated tokens by oauth-browser, for the bench's page to call and time.
//!
//! This is `oauth_browser::sign_in` but for its store of what is remembered during a sign-in: that is in memory here, as
//! it is for the libraries beside it. The page answers the requests. A second way leaves the signature out, to show what
//! that takes.

use std::fmt::Display;

use http::Response;
use oauth_browser::crypto::WebCrypto;
use oauth_browser::entropy::BrowserEntropy;
use oauth_browser::fetch::{FetchOptions, send};
use oauth_browser::sign_in::exchange;
use oauth_browser::{App, clock};
use oauth_proto::Verification;
use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
use oauth_proto::callback::{CallbackParams, process_callback};
use oauth_proto::check::Trace;
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::crypto::{Crypto, CryptoError, Hash};
use oauth_proto::endpoint::Endpoint;
use oauth_proto::id_token::IdTokenPolicy;
use oauth_proto::jose::{Algorithm, KeyStore, PublicKey};
use oauth_proto::metadata::ServerMetadata;
use oauth_proto::scope::Scope;
use oauth_proto::token::{TokenBody, authorization_code_request, process_token_response};
use oauth_proto::transaction::Transaction;
use wasm_bindgen::prelude::wasm_bindgen;

/// A client that has sent its user to the authorization server.
#[wasm_bindgen]
pub struct SignIn {
    app: App,
    transaction: Transaction,
    keys: KeyStore,
}

#[wasm_bindgen]
impl SignIn {
    /// Makes the authorization request.
    pub async fn begin(
        metadata: String,
        client_id: String,
        redirect_uri: String,
        scope: String,
    ) -> Result<SignIn, String> {
        let unusable = |what: &str| format!("the bench gave no usable {what}");
        let server =
            ServerMetadata::from_stored_json(&metadata).map_err(|_| unusable("metadata"))?;
        let client =
            Client::new(&client_id, ClientAuth::None).map_err(|_| unusable("client_id"))?;
        let redirect_uri = Endpoint::parse(&redirect_uri).map_err(|_| unusable("redirect_uri"))?;
        let scope = Scope::parse(&scope).ok_or_else(|| unusable("scope"))?;
        let params = AuthorizationParams::new(redirect_uri, scope);
        let (mut entropy, now, mut trace) = (BrowserEntropy, clock::now(), Trace::new());
        let (crypto, trace) = (&WebCrypto, &mut trace);
        let request =
            AuthorizationRequest::new(&server, &client, params, crypto, &mut entropy, now, trace)
                .await
                .map_err(told)?;
        let redirect = request.redirect(trace).map_err(told)?;
        Ok(Self {
            keys: KeyStore::new(&server),
            app: App::new(server, client),
            transaction: redirect.transaction,
        })
    }

    /// What the other libraries are given to remember: JSON with `state`, `nonce` and `verifier`.
    pub fn remembered(&self) -> String {
        self.transaction.to_json_with_secrets()
    }

    /// Takes the callback's query to validated tokens, and says who signed in; else what failed.
    pub async fn finish(&self, query: String) -> Result<String, String> {
        let (params, trace) = (CallbackParams::parse(&query, ""), &mut Trace::new());
        let (transaction, server) = (self.transaction.clone(), &self.app.server);
        let callback = process_callback(transaction, &params, server, trace).map_err(told)?;
        let signed_in = exchange(&self.app, callback, trace).await.map_err(told)?;
        let id_token = signed_in.id_token.ok_or("no ID token")?;
        Ok(id_token.subject().to_owned())
    }

    /// Takes the server's keys in, so that [`SignIn::finish_without_signature`] need not fetch them.
    pub fn know_keys(&mut self, jwks: String) -> Result<(), String> {
        let (response, trace) = (Response::new(jwks.into_bytes()), &mut Trace::new());
        let known = self.keys.process_response(&response, clock::now(), trace);
        known.map_err(told)
    }

    /// The same without what one of the other libraries leaves out: keys are not fetched, and the signature is taken
    /// for good.
    pub async fn finish_without_signature(&self, query: String) -> Result<String, String> {
        let (params, trace) = (CallbackParams::parse(&query, ""), &mut Trace::new());
        let (transaction, server) = (self.transaction.clone(), &self.app.server);
        let callback = process_callback(transaction, &params, server, trace).map_err(told)?;
        let client = &self.app.client;
        let asked = authorization_code_request(callback, client, TokenBody::Form, trace);
        let (request, exchange) = asked.map_err(told)?;
        let options = FetchOptions::exchange();
        let response = send(request, &options).await.map_err(told)?;
        let tokens = process_token_response(exchange, &response, clock::now(), trace);
        let id_token = tokens.map_err(told)?.id_token.ok_or("no ID token")?;
        let (policy, now) = (IdTokenPolicy::default(), clock::now());
        let verification = id_token.verify(&policy, &self.keys, &Trusting, now, trace);
        match verification.await.map_err(told)? {
            Verification::Verified(id_token) => Ok(id_token.subject().to_owned()),
            Verification::KeysNeeded => Err("the keys are not known".to_owned()),
        }
    }
}

/// Takes every signature for good.
struct Trusting;

impl Crypto for Trusting {
    async fn digest(&self, hash: Hash, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        WebCrypto.digest(hash, data).await
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

fn told(error: impl Display) -> String {
    error.to_string()
}
