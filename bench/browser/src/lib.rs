//! From callback to validated tokens by oauth-browser, for the bench's page to call and time.
//!
//! It fetches by `oauth_browser::fetch` and verifies by `WebCrypto`, as an app does; the page answers the requests. What
//! is remembered during a sign-in is held in memory, as it is for the libraries beside it.

use oauth_browser::clock;
use oauth_browser::crypto::WebCrypto;
use oauth_browser::entropy::BrowserEntropy;
use oauth_browser::fetch::{FetchOptions, send};
use oauth_proto::Verification;
use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
use oauth_proto::callback::{CallbackParams, process_callback};
use oauth_proto::check::Trace;
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::endpoint::Endpoint;
use oauth_proto::error::{Error, Step};
use oauth_proto::id_token::IdTokenPolicy;
use oauth_proto::jose::KeyStore;
use oauth_proto::metadata::ServerMetadata;
use oauth_proto::scope::Scope;
use oauth_proto::token::{TokenBody, authorization_code_request, process_token_response};
use oauth_proto::transaction::Transaction;
use wasm_bindgen::prelude::wasm_bindgen;

/// A client that has sent its user to the authorization server.
#[wasm_bindgen]
pub struct SignIn {
    server: ServerMetadata,
    client: Client,
    transaction: Transaction,
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
        let server = ServerMetadata::from_json(&metadata).map_err(|_| unusable("metadata"))?;
        let client =
            Client::new(&client_id, ClientAuth::None).map_err(|_| unusable("client_id"))?;
        let redirect_uri = Endpoint::parse(&redirect_uri).map_err(|_| unusable("redirect_uri"))?;
        let scope = Scope::parse(&scope).ok_or_else(|| unusable("scope"))?;
        let params = AuthorizationParams::new(redirect_uri, scope);
        let (mut entropy, now, mut trace) = (BrowserEntropy, clock::now(), Trace::new());
        let trace = &mut trace;
        let request = AuthorizationRequest::new(
            &server,
            &client,
            params,
            &WebCrypto,
            &mut entropy,
            now,
            trace,
        )
        .await
        .map_err(|error| told(&error))?;
        let redirect = request.redirect(trace).map_err(|error| told(&error))?;
        Ok(Self {
            server,
            client,
            transaction: redirect.transaction,
        })
    }

    /// What the other libraries are given to remember: JSON with `state`, `nonce` and `verifier`.
    pub fn remembered(&self) -> String {
        self.transaction.to_json_with_secrets()
    }

    /// Takes the callback's query to validated tokens, and says who signed in; else which check failed.
    pub async fn finish(&self, query: String) -> Result<String, String> {
        let mut trace = Trace::new();
        self.run(&query, &mut trace)
            .await
            .map_err(|error| told(&error))
    }

    async fn run(&self, query: &str, trace: &mut Trace) -> Result<String, Error> {
        let params = CallbackParams::parse(query, "");
        let callback = process_callback(self.transaction.clone(), &params, &self.server, trace)?;
        let (request, exchange) =
            authorization_code_request(callback, &self.client, TokenBody::Form, trace)?;
        let response = send(request, &FetchOptions::exchange())
            .await
            .map_err(|error| error.at(Step::Token))?;
        let tokens = process_token_response(exchange, &response, clock::now(), trace)?;
        let Some(id_token) = tokens.id_token else {
            return Ok(String::new());
        };
        let (policy, mut keys) = (IdTokenPolicy::default(), KeyStore::new(&self.server));
        loop {
            let verification = id_token.verify(&policy, &keys, &WebCrypto, clock::now(), trace);
            if let Verification::Verified(token) = verification.await? {
                return Ok(token.subject().to_owned());
            }
            let response = send(keys.request(trace)?, &FetchOptions::document())
                .await
                .map_err(|error| error.at(Step::Jwks))?;
            keys.process_response(&response, clock::now(), trace)?;
        }
    }
}

fn told(error: &Error) -> String {
    error.check().as_str().to_owned()
}
