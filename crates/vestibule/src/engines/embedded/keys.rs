//! The signing keys: ES256, kept in the database, published as a JWK set, replaced in time.
//!
//! A key's whole life follows from when it was made. It is published at once, signs an hour later, so
//! that who keeps the set for a while has it by then, and stays published until the last token that
//! it signed has expired.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
    UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use super::error::Failure;
use super::jwt;
use super::secret::Digest;
use super::store::{KeyRow, OpenError, Store};

/// How long a key is published before it signs, in seconds.
const ANNOUNCED: i64 = 3600;
/// The longest that any token may be good for, whatever the configuration said when it was signed.
const LONGEST_TOKEN: i64 = 86_400;

/// The keys as they are at the moment.
pub(super) struct Keys(RwLock<Arc<KeySet>>);

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

impl Keys {
    /// The stored keys; a new one when there is none.
    pub(super) async fn load_or_create(store: &Store, now: i64) -> Result<Self, OpenError> {
        let mut stored = store.signing_keys().await?;
        if stored.is_empty() {
            // Another process may have been first: what the database has then is what counts.
            let document = generate().map_err(|_| OpenError::KeyUnusable)?;
            store.add_first_signing_key(&document, now).await?;
            stored = store.signing_keys().await?;
        }
        let set = KeySet::of(&stored, now).map_err(|_| OpenError::KeyUnusable)?;
        Ok(Self(RwLock::new(Arc::new(set))))
    }

    /// Brings the keys up to date: makes one where the newest is older than `period`, forgets those
    /// that nothing needs any more, and takes over what others did to the database.
    pub(super) async fn renew(
        &self,
        store: &Store,
        period: Option<Duration>,
        now: i64,
    ) -> Result<(), Failure> {
        let mut stored = store.signing_keys().await?;
        let period = period.and_then(|period| i64::try_from(period.as_secs()).ok());
        let due = stored.first().is_none_or(|newest| {
            period.is_some_and(|period| newest.created_at.saturating_add(period) <= now)
        });
        let over = over(&stored, now);
        if due || !over.is_empty() {
            let document = if due { Some(generate()?) } else { None };
            store
                .replace_signing_keys(document.as_deref(), &over, now)
                .await?;
            stored = store.signing_keys().await?;
            tracing::info!(made = due, forgotten = over.len(), "signing keys renewed");
        }
        let set = Arc::new(KeySet::of(&stored, now)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = set;
        Ok(())
    }

    /// The keys at this moment.
    pub(super) fn now(&self) -> Arc<KeySet> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A new key in PKCS #8. It comes from the cryptographic library's own generator: it takes no other.
pub(super) fn generate() -> Result<Vec<u8>, KeyUnusable> {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| KeyUnusable)?;
    let document = pair.to_pkcs8v1().map_err(|_| KeyUnusable)?;
    Ok(document.as_ref().to_vec())
}

/// Which of the keys (newest first) signs: the newest that was announced for long enough. Where none
/// was, the oldest: the first key has nobody to wait for.
fn signing(stored: &[KeyRow], now: i64) -> Option<usize> {
    stored
        .iter()
        .position(|key| key.created_at.saturating_add(ANNOUNCED) <= now)
        .or(stored.len().checked_sub(1))
}

/// The keys whose successors have signed for longer than any token of theirs is good for.
fn over(stored: &[KeyRow], now: i64) -> Vec<i64> {
    stored
        .windows(2)
        .filter_map(|pair| match pair {
            [successor, key] => {
                let last_signed = successor.created_at.saturating_add(ANNOUNCED);
                (last_signed.saturating_add(LONGEST_TOKEN) <= now).then_some(key.id)
            }
            _ => None,
        })
        .collect()
}

impl KeySet {
    fn of(stored: &[KeyRow], now: i64) -> Result<Self, KeyUnusable> {
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
        let chosen = signing(stored, now).ok_or(KeyUnusable)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys made at these times, newest first, with the times as ids.
    fn made(times: &[i64]) -> Vec<KeyRow> {
        let key = |&created_at: &i64| KeyRow {
            id: created_at,
            pkcs8: Vec::new(),
            created_at,
        };
        times.iter().map(key).collect()
    }

    #[test]
    fn a_key_signs_once_it_was_announced() {
        let keys = made(&[10_000, 0]);
        assert_eq!(signing(&keys, 10_000 + ANNOUNCED - 1), Some(1));
        assert_eq!(signing(&keys, 10_000 + ANNOUNCED), Some(0));
        assert_eq!(signing(&made(&[10_000]), 10_000), Some(0));
        // A clock that was set back.
        assert_eq!(signing(&keys, -5), Some(1));
        assert_eq!(signing(&[], 0), None);
    }

    #[test]
    fn a_key_is_kept_until_its_last_token_expired() {
        let keys = made(&[1_000_000, 10_000, 0]);
        let last = 1_000_000 + ANNOUNCED + LONGEST_TOKEN;
        assert_eq!(over(&keys, last - 1), [0]);
        assert_eq!(over(&keys, last), [10_000, 0]);
        assert_eq!(over(&made(&[0]), i64::MAX), [0_i64; 0]);
    }
}
