//! JSON Object Signing: compact JWS, keys and key sets (RFC 7515, 7517, 7518, 7638, 8037).
//!
//! This module verifies who signed; it does not know what the payload claims.

mod algorithm;
mod jwk;
mod jws;
mod key_store;

pub use self::algorithm::Algorithm;
pub use self::jwk::{Curve, Jwk, KeyMaterial, PublicKey};
pub use self::jws::{JwsError, MAX_TOKEN, UnverifiedJws};
pub use self::key_store::{KeyLookup, KeyStore, REFETCH_FLOOR};

pub(crate) use self::jws::{allowed_algorithm, sign};
pub(crate) use self::key_store::Candidates;
use crate::base64;

pub(crate) use crate::base64::decode_url as decode;

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    base64::encode_url(bytes.as_ref())
}
