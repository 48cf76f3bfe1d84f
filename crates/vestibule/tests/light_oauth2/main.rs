//! The front of light-oauth2, against a double of its services that is held against recordings of the
//! real ones: every recorded line is a test of the double, so that what the front is shown is true.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[path = "../common/answered.rs"]
mod answered;
mod brand;
mod double;
mod hostile;
mod recordings;
mod requests;
mod routes;
mod sign_in;
#[path = "../common/strangers.rs"]
mod strangers;
mod support;
mod throttling;
mod tls;
mod token;
