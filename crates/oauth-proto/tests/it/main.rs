//! The core as its callers see it: whole flows, hostile servers, published vectors, arbitrary input.
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "all of this crate is tests, its helpers too"
)]

mod arbitrary;
mod callback;
mod device;
mod documented;
mod errors;
mod flow;
mod hostile;
mod keys;
mod requests;
mod support;
mod tokens;
mod vectors;
