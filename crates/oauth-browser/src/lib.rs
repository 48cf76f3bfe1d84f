//! The browser's part of an OAuth 2.0 public client: thin adapters around the sans-IO core
//! `oauth-proto`.
//!
//! | module | one job |
//! |---|---|
//! | [`fetch`] | one request, its limits, one typed answer |
//! | [`cors`] | why a request without a status failed, and which setting cures it |
//! | [`crypto`], [`dpop_key`] | the core's `Crypto` and `Signer` by WebCrypto |
//! | [`clock`], [`entropy`] | time and randomness, read here and passed in everywhere else |
//! | [`transaction_store`] | what a sign-in must remember, taken once |
//! | [`navigation`], [`popup`] | leaving for the server and taking its answer out of the address bar |
//! | [`lock`] | one at a time among all tabs |
//! | [`cancel`] | one switch that ends what was started |
//! | [`browser`] | the browser's own refusals |

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
pub mod lock;
pub mod navigation;
pub mod popup;
mod probe;
mod prover;
pub mod reach;
pub mod session;
mod session_error;
pub mod sign_in;
mod token_storage;
pub mod tokens;
pub mod transaction_store;
mod used;
mod wire;

pub use app::App;
pub use session_error::SessionError;
pub use token_storage::TokenStorage;
pub use wire::discover;
