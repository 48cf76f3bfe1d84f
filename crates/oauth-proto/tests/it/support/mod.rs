//! A simulated server and a client that runs every flow against it, with a fixed clock and counted randomness.
//!
//! Signing keys and the crypto back end are arguments, so that the same tables run natively and in a browser.
#![cfg_attr(test, expect(dead_code, reason = "each test file uses a part of this"))]

pub(crate) mod document;
pub(crate) mod run;
pub(crate) mod server;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_proto::entropy::{Entropy, NoEntropy};
use oauth_proto::time::Timestamp;

pub(crate) const NOW: Timestamp = Timestamp::from_unix(1_800_000_000);
pub(crate) const ISSUER: &str = "https://as.example";
pub(crate) const CLIENT_ID: &str = "spa";
pub(crate) const REDIRECT_URI: &str = "https://app.example/callback";
pub(crate) const API: &str = "https://api.example/";

/// Fills the n-th request with the byte n.
#[derive(Default)]
pub(crate) struct Counted(u8);

impl Entropy for Counted {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        bytes.fill(self.0);
        self.0 += 1;
        Ok(())
    }
}

/// What the n-th secret drawn from [`Counted`] is.
pub(crate) fn secret(n: u8) -> String {
    base64url([n; 32])
}

pub(crate) fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
