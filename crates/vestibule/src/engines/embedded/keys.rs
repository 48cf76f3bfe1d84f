//! The signing keys: ES256, made once, kept in the database, published as a JWK set.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use super::jwt;
use super::secret::Digest;
use super::store::{OpenError, Store};

/// The key that signs, and all that verify.
pub(super) struct Keys {
    signing: EcdsaKeyPair,
    kid: String,
    published: JwkSet,
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

impl Keys {
    /// The stored keys, newest first; a new one when there is none.
    ///
    /// The key itself comes from the cryptographic library's own generator: it takes no other.
    pub(super) async fn load_or_create(store: &Store, now: i64) -> Result<Self, OpenError> {
        let mut stored = store.signing_keys().await?;
        if stored.is_empty() {
            let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
                .map_err(|_| OpenError::KeyUnusable)?;
            let document = pair.to_pkcs8v1().map_err(|_| OpenError::KeyUnusable)?;
            // Another process may have been first: what the database has then is what counts.
            store.add_first_signing_key(document.as_ref(), now).await?;
            stored = store.signing_keys().await?;
        }
        let pairs = stored
            .iter()
            .map(|document| EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| OpenError::KeyUnusable)?;
        let keys = pairs
            .iter()
            .map(jwk)
            .collect::<Option<Vec<_>>>()
            .ok_or(OpenError::KeyUnusable)?;
        let signing = pairs.into_iter().next().ok_or(OpenError::KeyUnusable)?;
        let kid = keys.first().ok_or(OpenError::KeyUnusable)?.kid.clone();
        Ok(Self {
            signing,
            kid,
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
