//! Randomness: the one place in the browser that draws it, from the platform's cryptographic
//! generator.

use oauth_proto::base64;
use oauth_proto::entropy::{Entropy, NoEntropy};

/// `crypto.getRandomValues`.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserEntropy;

impl Entropy for BrowserEntropy {
    #[expect(
        clippy::disallowed_methods,
        reason = "the edge that draws randomness for everything above it"
    )]
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        getrandom::fill(bytes).map_err(|_| NoEntropy)
    }
}

/// 128 random bits as 22 URL-safe characters: a name that no other tab has.
pub(crate) fn unique_name() -> Result<String, NoEntropy> {
    let mut bytes = [0; 16];
    BrowserEntropy.fill(&mut bytes)?;
    Ok(base64::encode_url(&bytes))
}
