//! Sans-IO protocol core of an OAuth 2.0 and OpenID Connect public client.
//!
//! Requests go out as `http::Request<Vec<u8>>`, responses come in as `http::Response<Vec<u8>>`; time is a
//! [`time::Timestamp`], randomness an [`entropy::Entropy`], cryptography a [`crypto::Crypto`], all passed in. Nothing
//! here knows a network, a store, a clock or a runtime.
//!
//! Each step of a flow is a pair, `x_request` and `process_x_response`, and each gives a type that only it can make and
//! that the next step demands:
//!
//! ```text
//! Discovery::new ─ request ─ process_response ─▶ ServerMetadata      (or ServerMetadata::by_hand … with_base)
//! AuthorizationRequest::new ─ redirect ────────▶ Redirect { url, transaction }
//!                           └ par_request ─ process_par_response ─▶ Redirect
//! CallbackParams::parse ─ process_callback ────▶ ValidatedCallback
//! authorization_code_request ─ process_token_response ─▶ TokenResponse { …, id_token: UnverifiedIdToken }
//! UnverifiedIdToken::verify ⇄ KeyStore::request, process_response ─▶ VerifiedIdToken
//! ```
//!
//! Every check leaves a row in a [`check::Trace`]; the first that fails ends the flow with an [`error::Error`] that says
//! whose fault it is and what to do.
//!
//! # A whole flow
//!
//! The server here is a function; in a browser it is `fetch`, and `oauth-browser` has the rest of what is passed in.
//!
//! ```
//! use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
//! use oauth_proto::callback::{CallbackParams, process_callback};
//! use oauth_proto::check::{CheckId, Status, Trace};
//! use oauth_proto::client::{Client, ClientAuth, TokenBody};
//! use oauth_proto::discovery::{Discovery, DiscoveryStep};
//! use oauth_proto::endpoint::{Endpoint, Issuer};
//! use oauth_proto::id_token::IdTokenPolicy;
//! use oauth_proto::jose::KeyStore;
//! use oauth_proto::scope::Scope;
//! use oauth_proto::time::Timestamp;
//! use oauth_proto::token::{authorization_code_request, process_token_response};
//! use oauth_proto::transaction::Transaction;
//! use oauth_proto::{Verification, native::Native};
//! # use oauth_proto::{crypto::Signer, entropy::{Entropy, NoEntropy}, native::Es256Key};
//! # use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
//! # use http::{Request, Response};
//! # struct Seeded(u8);
//! # impl Entropy for Seeded {
//! #     fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
//! #         bytes.fill(self.0);
//! #         self.0 += 1;
//! #         Ok(())
//! #     }
//! # }
//! # let key = Es256Key::generate().unwrap();
//! # let id_token = {
//! #     let claims = r#"{"iss":"https://as.example","sub":"alice","aud":"spa","exp":1800000300,
//! #         "iat":1800000000,"nonce":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE"}"#;
//! #     let input = [r#"{"alg":"ES256"}"#, claims].map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
//! #     let signature = pollster::block_on(key.sign(input.as_bytes())).unwrap();
//! #     [input, URL_SAFE_NO_PAD.encode(signature)].join(".")
//! # };
//! # let fetch = |request: Request<Vec<u8>>| -> Response<Vec<u8>> {
//! #     Response::new(match request.uri().path() {
//! #         "/token" => format!(r#"{{"access_token":"at","token_type":"Bearer","id_token":"{id_token}"}}"#),
//! #         "/jwks" => format!(r#"{{"keys":[{}]}}"#, key.public_key().to_jwk()),
//! #         _ => r#"{"issuer":"https://as.example","jwks_uri":"https://as.example/jwks",
//! #             "authorization_endpoint":"https://as.example/auth","token_endpoint":"https://as.example/token",
//! #             "code_challenge_methods_supported":["S256"]}"#.to_owned(),
//! #     }.into_bytes())
//! # };
//! # let (mut entropy, now) = (Seeded(0), Timestamp::from_unix(1_800_000_000));
//! # pollster::block_on(async {
//! let mut trace = Trace::new();
//!
//! // 1. What is the server like?
//! let mut discovery = Discovery::new(Issuer::parse("https://as.example").unwrap(), &mut trace)?;
//! let server = loop {
//!     let response = fetch(discovery.request());
//!     match discovery.process_response(&response, &mut trace)? {
//!         DiscoveryStep::Found(server) => break server,
//!         DiscoveryStep::TryNext(next) => discovery = next,
//!     }
//! };
//!
//! // 2. Send the browser there; keep the transaction where it can be taken out once.
//! let client = Client::new("spa", ClientAuth::None).unwrap();
//! let params = AuthorizationParams::new(
//!     Endpoint::parse("https://app.example/callback").unwrap(),
//!     Scope::parse("openid").unwrap(),
//! );
//! let request =
//!     AuthorizationRequest::new(&server, &client, params, &Native, &mut entropy, now, &mut trace);
//! let redirect = request.await?.redirect(&mut trace)?;
//! assert!(redirect.url.starts_with("https://as.example/auth?response_type=code&client_id=spa"));
//! let stored = redirect.transaction.to_json_with_secrets();
//!
//! // 3. The browser is back: is this the answer to what was asked?
//! # let query = format!("?code=c&state={}", redirect.transaction.state().expose_secret());
//! let params = CallbackParams::parse(&query, "#");
//! let transaction = Transaction::from_stored_json(&stored).unwrap();
//! let callback = process_callback(transaction, &params, &server, &mut trace)?;
//!
//! // 4. Exchange the code. This consumes the callback: a code is never sent twice.
//! let (request, exchange) =
//!     authorization_code_request(callback, &client, TokenBody::Form, &mut trace)?;
//! let tokens = process_token_response(exchange, &fetch(request), now, &mut trace)?;
//!
//! // 5. Who is it? No claim can be read before every check held.
//! let unverified = tokens.id_token.expect("openid was asked for");
//! let mut keys = KeyStore::new(&server);
//! let policy = IdTokenPolicy::default();
//! let id_token = loop {
//!     match unverified.verify(&policy, &keys, &Native, now, &mut trace).await? {
//!         Verification::Verified(id_token) => break id_token,
//!         Verification::KeysNeeded => {
//!             let response = fetch(keys.request(&mut trace)?);
//!             keys.process_response(&response, now, &mut trace)?;
//!         }
//!     }
//! };
//! assert_eq!(id_token.subject(), "alice");
//! assert_eq!(trace.last(CheckId::IdTokenNonce).map(|row| row.status), Some(Status::Pass));
//! # Ok::<(), oauth_proto::error::Error>(())
//! # }).unwrap();
//! ```
//!
//! Afterwards: [`refresh`], [`userinfo`], [`revocation`], [`logout`], [`api`]; instead of a browser: [`device`]; against
//! stolen tokens: [`dpop`], [`par`]; for whoever sets an API up: [`access_token`].
//!
//! # Features
//!
//! `native`: [`crypto::Crypto`] by aws-lc-rs, where there is no `WebCrypto`.
#![warn(missing_docs, missing_debug_implementations)]

pub mod access_token;
pub mod api;
pub mod authorize;
pub mod base64;
pub mod callback;
mod challenge;
pub mod check;
mod check_id;
pub mod client;
pub mod crypto;
pub mod device;
pub mod discovery;
pub mod dpop;
pub mod endpoint;
pub mod entropy;
pub mod error;
mod exchange;
pub mod extra;
pub mod grant;
pub mod id_token;
mod join;
pub mod jose;
pub mod json;
mod judge;
pub mod logout;
pub mod metadata;
#[cfg(feature = "native")]
pub mod native;
pub mod oauth_error;
pub mod par;
mod parties;
mod read_header;
pub mod refresh;
pub mod resource;
pub mod revocation;
pub mod scope;
pub mod secret;
mod shown;
mod signed;
pub mod time;
pub mod token;
mod token_type;
pub mod transaction;
pub mod userinfo;

pub use self::read_header::read_header;
pub use self::signed::Verification;
