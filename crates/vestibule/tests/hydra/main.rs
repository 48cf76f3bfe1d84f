//! The front of Ory Hydra before a double of its admin API, which answers as it was told to and keeps
//! what it was asked. Exact statuses, bodies and headers.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod admin;
#[path = "../common/answered.rs"]
mod answered;
mod brand;
mod consent;
mod device;
mod double;
mod events;
mod hostile;
mod login;
mod logout;
mod routes;
#[path = "../common/strangers.rs"]
mod strangers;
mod support;
