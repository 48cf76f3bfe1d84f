//! The keys of a moment: ES256, one that signs and all that verify, published as a JWK set (RFC 7517).
//! It knows no time: which of them signs, and how long, is for `keys`.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use super::jwt;
use super::secret::Digest;
use super::store::KeyRow;

/// The key that signs, and all that verify.
pub(super) struct KeySet {
    signing: Arc<EcdsaKeyPair>,
    kid: String,
    published: JwkSet,
    verifying: Vec<(String, Arc<EcdsaKeyPair>)>,
}

/// A public key set (RFC 7517 §5).
#[derive(Debug, Serialize)]
pub(super) struct JwkSet {
    keys: Vec<Jwk>,
}

#[derive(Debug, Clone, Serialize)]
struct Jwk {
    kty: &'static str,
    crv: &'static str,
    x: String,
    y: String,
    kid: String,
    alg: &'static str,
    #[serde(rename = "use")]
    purpose: &'static str,
}

/// A token could not be signed.
#[derive(Debug, thiserror::Error)]
pub(super) enum SigningFailed {
    #[error("the signing key failed")]
    Key,
    #[error("claims could not be written as JSON: {0}")]
    Claims(#[from] serde_json::Error),
}

/// A stored key does not work, or none could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a signing key in the database is damaged, or none could be made")]
pub(super) struct KeyUnusable;

/// A new key in PKCS #8. It comes from the cryptographic library's own generator: it takes no other.
pub(super) fn generate() -> Result<Vec<u8>, KeyUnusable> {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| KeyUnusable)?;
    let document = pair.to_pkcs8v1().map_err(|_| KeyUnusable)?;
    Ok(document.as_ref().to_vec())
}

impl KeySet {
    /// These keys, of which the one at `chosen` signs.
    pub(super) fn of(stored: &[KeyRow], chosen: usize) -> Result<Self, KeyUnusable> {
        let pairs = stored
            .iter()
            .map(|key| {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &key.pkcs8).map(Arc::new)
            })
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| KeyUnusable)?;
        let keys = pairs
            .iter()
            .map(|pair| jwk(pair))
            .collect::<Option<Vec<_>>>()
            .ok_or(KeyUnusable)?;
        let signing = pairs.get(chosen).ok_or(KeyUnusable)?;
        let kid = keys.get(chosen).ok_or(KeyUnusable)?.kid.clone();
        Ok(Self {
            signing: Arc::clone(signing),
            kid,
            verifying: keys.iter().map(|key| key.kid.clone()).zip(pairs).collect(),
            published: JwkSet { keys },
        })
    }

    /// A signed token in compact form.
    pub(super) fn sign(
        &self,
        purpose: jwt::Purpose,
        claims: &impl Serialize,
    ) -> Result<String, SigningFailed> {
        jwt::compact(purpose, &self.kid, claims, |message| {
            let signature = self
                .signing
                .sign(&SystemRandom::new(), message)
                .map_err(|_| SigningFailed::Key)?;
            Ok(signature.as_ref().to_vec())
        })
    }

    /// Whether one of the keys has signed this.
    pub(super) fn verifies(&self, kid: &str, message: &[u8], signature: &[u8]) -> bool {
        self.verifying
            .iter()
            .filter(|(each, _)| each == kid)
            .any(|(_, pair)| {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, pair.public_key().as_ref())
                    .verify(message, signature)
                    .is_ok()
            })
    }

    /// The public keys.
    pub(super) fn published(&self) -> &JwkSet {
        &self.published
    }
}

/// The public key, with its thumbprint as `kid` (RFC 7638).
fn jwk(pair: &EcdsaKeyPair) -> Option<Jwk> {
    // An uncompressed point: 0x04, x, y.
    let (x, y) = pair
        .public_key()
        .as_ref()
        .strip_prefix(&[4])?
        .split_at_checked(32)?;
    let (x, y) = (URL_SAFE_NO_PAD.encode(x), URL_SAFE_NO_PAD.encode(y));
    let canonical = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    Some(Jwk {
        kty: "EC",
        crv: "P-256",
        kid: URL_SAFE_NO_PAD.encode(Digest::of(&canonical).as_bytes()),
        alg: "ES256",
        purpose: "sig",
        x,
        y,
    })
}
