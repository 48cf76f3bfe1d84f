//! Codes and tokens: random text that is given away once and kept only as its digest.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::entropy::{Entropy, Unavailable};

/// A code or token. Never shown or logged.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret(String);

impl Secret {
    /// 256 random bits as 43 URL-safe characters.
    pub(super) fn generate(entropy: &dyn Entropy) -> Result<Self, Unavailable> {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Wraps a token that was made otherwise.
    pub(super) fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one answer that hands it over.
    pub(super) fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored instead.
    pub(super) fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// SHA-256 of a text. Enough for secrets of 256 random bits; passwords need Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    /// The digest of a text that was presented or is being issued.
    pub(super) fn of(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// The digest of bytes.
    pub(super) fn of_bytes(bytes: &[u8]) -> Self {
        let mut out = [0; 32];
        for (to, from) in out.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
            *to = *from;
        }
        Self(out)
    }

    /// All 32 bytes.
    pub(super) fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The left half, as `at_hash` wants it.
    pub(super) fn left_half(&self) -> &[u8] {
        self.0.split_at(16).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_url_safe_and_hidden() {
        let ones = |out: &mut [u8]| {
            out.fill(0xff);
            Ok(())
        };
        let secret = Secret::generate(&ones).unwrap();
        assert_eq!(
            secret.expose(),
            "__________________________________________8"
        );
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn no_randomness_no_secret() {
        let broken = |_: &mut [u8]| Err(Unavailable);
        assert_eq!(Secret::generate(&broken), Err(Unavailable));
    }
}
