//! What the end-to-end tests are told in: servers that start and end with a test, a browser, and pages to act on.
//!
//! It knows the hooks of `contracts/pages` (ids, names, data attributes) and nothing of how they come to be.

pub mod axe;
pub mod browser;
pub mod layout;
pub mod openid_client;
pub mod pages;
mod request;
pub mod servers;
pub mod tour;
mod trouble;

pub use request::{CHALLENGE, authorization_request};
pub use trouble::{Outcome, PATIENCE, Trouble, eventually};
