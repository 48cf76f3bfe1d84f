//! The engines: who checks a password and issues a code. One module for each.
//!
//! An engine knows the protocol's server rules, no page and no configuration: it answers with redirects, refusals
//! and machine responses, and the host draws what a person sees.

pub mod embedded;
pub mod hydra;
pub mod light_oauth2;

mod form;
mod json;
pub mod parameters;
mod redirect;
pub mod redirect_uri;
pub mod registration;
pub mod retry;
mod s256;
pub mod scope;
