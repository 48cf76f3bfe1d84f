//! PKCE's S256 (RFC 7636 §4.1, §4.2): from a verifier to its challenge.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// The challenge of a verifier, if it can be one.
pub(super) fn challenge_of(verifier: &str) -> Option<String> {
    can_be_verifier(verifier).then(|| URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes())))
}

/// Whether this can be a verifier.
pub(super) fn can_be_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len()) && text.bytes().all(is_unreserved)
}

/// Of which characters verifiers and challenges are.
pub(super) fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appendix_b_of_rfc_7636() {
        let challenge = challenge_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(
            challenge.as_deref(),
            Some("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
        );
        for bad in [
            "",
            "short",
            &"a".repeat(42),
            &"a".repeat(129),
            &"a+".repeat(30),
        ] {
            assert_eq!(challenge_of(bad), None, "{bad}");
        }
    }
}
