//! The core as its callers see it: whole flows, hostile servers, published vectors, arbitrary input.
#![cfg(not(target_arch = "wasm32"))]

mod arbitrary;
mod flow;
mod hostile;
mod keys;
mod support;
mod tokens;
mod vectors;
