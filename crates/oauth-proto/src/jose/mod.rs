//! JSON Object Signing: compact JWS, keys and key sets (RFC 7515, 7517, 7518, 7638, 8037).
//!
//! This module verifies who signed; it does not know what the payload claims.

mod algorithm;
mod jwk;
mod jws;
mod key_store;

pub use self::algorithm::Algorithm;
pub use self::jwk::{Curve, Jwk, KeyMaterial, PublicKey};
pub use self::jws::{CompactJws, JwsError, MAX_TOKEN};
pub use self::key_store::{KeyLookup, KeyStore, REFETCH_FLOOR};

pub(crate) use self::jws::{allowed_algorithm, sign};

use base64ct::{Base64UrlUnpadded, Encoding};

/// Strict base64url: no padding, no stray bits, no white space (RFC 7515 §2).
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    Base64UrlUnpadded::decode_vec(text).ok()
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    Base64UrlUnpadded::encode_string(bytes.as_ref())
}
