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
#![warn(missing_docs)]

pub mod access_token;
pub mod api;
pub mod authorize;
pub mod callback;
pub mod check;
pub mod client;
pub mod crypto;
pub mod device;
pub mod discovery;
pub mod dpop;
pub mod endpoint;
pub mod entropy;
pub mod error;
mod exchange;
mod help;
pub mod id_token;
pub mod jose;
pub mod json;
mod judge;
pub mod logout;
pub mod metadata;
#[cfg(feature = "native")]
pub mod native;
pub mod oauth_error;
pub mod par;
pub mod refresh;
pub mod revocation;
pub mod scope;
pub mod secret;
mod signed;
pub mod time;
pub mod token;
pub mod transaction;
pub mod userinfo;

pub use signed::Verification;
