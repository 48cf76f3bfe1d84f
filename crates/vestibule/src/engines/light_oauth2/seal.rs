//! Binds a code to what it was asked for with, by a keyed digest that travels in the code itself.
//!
//! The services bind a code neither to its client nor, where it comes from the form, to a challenge.
//! Nothing is kept here, so every replica with the same key knows the codes of the others.

use std::fmt;

use aws_lc_rs::hmac::{self, HMAC_SHA256, Key};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::entropy::{Entropy, Unavailable};

/// The key that codes are sealed with. Never shown or logged.
#[derive(Clone, PartialEq, Eq)]
pub struct SealKey([u8; 32]);

/// The text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the unpadded base64url of 32 bytes")]
pub struct NotASealKey;

impl SealKey {
    /// A fresh one.
    pub fn generate(entropy: &dyn Entropy) -> Result<Self, Unavailable> {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// One that several replicas are given.
    pub fn parse(text: &str) -> Result<Self, NotASealKey> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| NotASealKey)?;
        bytes.try_into().map(Self).map_err(|_| NotASealKey)
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey(…)")
    }
}

/// What a code is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound<'a> {
    pub(super) client_id: &'a str,
    /// As the authorization request named it, if it did.
    pub(super) redirect_uri: Option<&'a str>,
    /// The S256 challenge.
    pub(super) challenge: &'a str,
}

/// Seals codes and opens them.
pub(super) struct Seal(Key);

impl Seal {
    pub(super) fn new(key: &SealKey) -> Self {
        Self(Key::new(HMAC_SHA256, &key.0))
    }

    /// The code as the client gets it.
    pub(super) fn close(&self, code: &str, bound: Bound<'_>) -> String {
        let tag = hmac::sign(&self.0, &message(code, bound));
        format!("{code}.{}", URL_SAFE_NO_PAD.encode(tag))
    }

    /// The service's code, if the sealed one is for just this.
    pub(super) fn open<'a>(&self, sealed: &'a str, bound: Bound<'_>) -> Option<&'a str> {
        let (code, tag) = sealed.rsplit_once('.')?;
        let tag = URL_SAFE_NO_PAD.decode(tag).ok()?;
        hmac::verify(&self.0, &message(code, bound), &tag).ok()?;
        Some(code)
    }
}

/// Each part with its length before it, so that none can be taken for the end of another.
fn message(code: &str, bound: Bound<'_>) -> Vec<u8> {
    let named = bound.redirect_uri.map_or("none", |_| "named");
    let parts = [
        code,
        bound.client_id,
        named,
        bound.redirect_uri.unwrap_or_default(),
        bound.challenge,
    ];
    let mut message = Vec::new();
    for part in parts {
        message.extend_from_slice(&(part.len() as u64).to_be_bytes());
        message.extend_from_slice(part.as_bytes());
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUND: Bound<'_> = Bound {
        client_id: "spa",
        redirect_uri: Some("https://app.example/cb"),
        challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    };

    fn seal(byte: u8) -> Seal {
        Seal::new(&SealKey([byte; 32]))
    }

    #[test]
    fn a_code_opens_for_what_it_was_sealed_with_and_nothing_else() {
        let sealed = seal(7).close("dtZHIqcJQhi13ve0CqHyUw", BOUND);
        assert_eq!(seal(7).open(&sealed, BOUND), Some("dtZHIqcJQhi13ve0CqHyUw"));
        for other in [
            Bound {
                client_id: "other",
                ..BOUND
            },
            Bound {
                redirect_uri: None,
                ..BOUND
            },
            Bound {
                redirect_uri: Some(""),
                ..BOUND
            },
            Bound {
                challenge: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                ..BOUND
            },
        ] {
            assert_eq!(seal(7).open(&sealed, other), None, "{other:?}");
        }
        assert_eq!(seal(8).open(&sealed, BOUND), None);
    }

    #[test]
    fn what_was_never_sealed_does_not_open() {
        let sealed = seal(7).close("code", BOUND);
        let other = sealed.replacen("code", "edoc", 1);
        for text in [
            "",
            ".",
            "code",
            "code.",
            "code.!!",
            other.as_str(),
            &sealed[..20],
        ] {
            assert_eq!(seal(7).open(text, BOUND), None, "{text}");
        }
    }

    #[test]
    fn a_key_is_text_of_32_bytes_and_hidden() {
        let key = SealKey::parse("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
        assert_eq!(key, SealKey([0; 32]));
        assert_eq!(format!("{key:?}"), "SealKey(…)");
        assert_eq!(SealKey::parse("AAAA"), Err(NotASealKey));
        assert_eq!(SealKey::parse("?"), Err(NotASealKey));
    }
}
