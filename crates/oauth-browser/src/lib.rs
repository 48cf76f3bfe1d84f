//! The browser's part of an OAuth 2.0 public client: thin adapters around the sans-IO core
//! `oauth-proto`, and the sessions built of both. Knows no view and no framework.
//!
//! # A whole sign-in
//!
//! One page is both where a sign-in begins and where it ends, at its redirect URI:
//!
//! ```no_run
//! use oauth_browser::session::Session;
//! use oauth_browser::{App, SessionError, discover, navigation, sign_in};
//! use oauth_proto::authorize::AuthorizationParams;
//! use oauth_proto::callback::CallbackParams;
//! use oauth_proto::check::Trace;
//! use oauth_proto::client::Client;
//! use oauth_proto::endpoint::{Endpoint, Issuer};
//! use oauth_proto::scope::Scope;
//!
//! async fn signed_in(
//!     issuer: Issuer,
//!     client: Client,
//!     redirect_uri: Endpoint,
//!     scope: Scope,
//! ) -> Result<Option<Session>, SessionError> {
//!     // First of all: from here on, no script sees the code in the address bar.
//!     let answer = navigation::take_callback()?;
//!     let mut trace = Trace::new();
//!     let app = App::new(discover(issuer, &mut trace).await?, client);
//!     if CallbackParams::parse(&answer.query, &answer.fragment).is_response() {
//!         let signed_in = sign_in::finish(&app, &answer, &mut trace).await?;
//!         return Ok(Some(Session::start(app, signed_in.tokens)?));
//!     }
//!     if let Some(session) = Session::resume(app.clone())? {
//!         return Ok(Some(session));
//!     }
//!     let params = AuthorizationParams::new(redirect_uri, scope);
//!     sign_in::begin(&app, params, &mut trace).await?;
//!     Ok(None) // The browser is on its way to the server.
//! }
//!
//! async fn pets(session: &Session) -> Result<Vec<u8>, SessionError> {
//!     let mut request = http::Request::new(Vec::new());
//!     *request.uri_mut() = http::Uri::from_static("https://api.example/pets");
//!     let response = session.call(&request, &mut Trace::new()).await?;
//!     Ok(response.into_body())
//! }
//! ```
//!
//! The [`Trace`](oauth_proto::check::Trace) then holds a row for every check that was made, and every
//! error says whose fault it is ([`SessionError::kind`]), whether a retry can help and what to do.
//!
//! # The parts
//!
//! Each adapter is useful alone, with the core's request and response pairs:
//!
//! | module | one job |
//! |---|---|
//! | [`fetch`] | one request, its limits, one typed answer |
//! | [`cors`], [`reach`] | why a request without a status failed, and which setting cures it |
//! | [`crypto`], [`dpop_key`] | the core's `Crypto` and `Signer` by WebCrypto |
//! | [`clock`], [`entropy`] | time and randomness, read here and passed in everywhere else |
//! | [`transaction_store`] | what a sign-in must remember, given once |
//! | [`navigation`], [`popup`] | leaving for the server, and its answer out of the address bar |
//! | [`lock`] | one holder at a time among all tabs |
//! | [`cancel`] | one switch that ends what was started with it |
//! | [`browser`] | the browser's own refusals |
//! | [`token_worker`] | refresh tokens that no page can have back |
//! | [`sign_in`], [`session`], [`tokens`] | all of it together |
//!
//! # What it protects from
//!
//! A code is exchanged once, whatever Back, reload and duplicated tabs do. A refresh token is used
//! once among all tabs. Neither is ever written to a URL, a log or `localStorage`. Script that an
//! attacker gets to run in this origin is beyond what any client in a browser can withstand: it can
//! use the session while it runs, wherever the tokens are ([`TokenStorage`]).
#![warn(missing_docs, missing_debug_implementations)]

mod answer;
mod app;
pub mod browser;
pub mod cancel;
mod channel;
pub mod clock;
pub mod cors;
pub mod crypto;
mod database;
pub mod dpop_key;
pub mod entropy;
mod failure;
pub mod fetch;
mod json;
pub mod lock;
pub mod navigation;
pub mod popup;
mod probe;
mod prover;
pub mod reach;
pub mod session;
mod session_error;
mod settled;
pub mod sign_in;
mod token_storage;
mod token_store;
pub mod token_worker;
pub mod tokens;
pub mod transaction_store;
mod used;
mod wire;

pub use app::App;
pub use session_error::SessionError;
pub use token_storage::TokenStorage;
pub use token_worker::WORKER_SCRIPT;
pub use wire::discover;
