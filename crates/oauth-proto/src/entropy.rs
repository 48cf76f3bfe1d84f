//! Randomness as the caller passes it in. This file must not own a generator.

use crate::base64;

/// A cryptographically secure source of random bytes.
pub trait Entropy {
    /// Fills `bytes` whole, or fails.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoEntropy>;
}

/// The platform gave no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoEntropy;

impl NoEntropy {
    /// What is wrong, in words.
    pub const fn as_str(self) -> &'static str {
        "no random bytes"
    }
}

/// 256 random bits as 43 URL-safe characters: unguessable as state, nonce, verifier and `jti` alike.
pub(crate) fn random_text(entropy: &mut (impl Entropy + ?Sized)) -> Result<String, NoEntropy> {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes)?;
    Ok(base64::encode_url(&bytes))
}
