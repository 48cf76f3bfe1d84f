//! The core as its callers see it: whole flows, hostile servers, published vectors, arbitrary input.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this crate is tests, its helpers too"
)]

#[cfg(not(target_arch = "wasm32"))]
mod arbitrary;
mod backend;
mod callback;
mod device;
#[cfg(not(target_arch = "wasm32"))]
mod documented;
mod errors;
mod flow;
mod hostile;
mod keys;
#[cfg(not(target_arch = "wasm32"))]
mod native;
mod requests;
mod secrecy;
mod support;
mod tokens;
mod vectors;
