//! Public keys as JWK (RFC 7517, 7518 §6, 8037 §2) and which algorithm each fits. Private and symmetric keys are never taken.

use std::fmt;

use serde_json::Value;

use super::{Algorithm, decode, encode};
use crate::crypto::{Crypto, CryptoError, Hash};
use crate::json::Object;

/// Smallest RSA modulus that is taken, in bytes (RFC 7518 §3.3: 2048 bits).
const MIN_RSA: usize = 256;
/// Largest: beyond it, verifying is a way to keep a client busy.
const MAX_RSA: usize = 1024;

/// An elliptic curve of RFC 7518 §6.2.1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Curve {
    /// P-256.
    P256,
    /// P-384.
    P384,
    /// P-521.
    P521,
}

impl Curve {
    /// The name in a JWK.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// Bytes of a coordinate.
    pub const fn size(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::P256, Self::P384, Self::P521]
            .into_iter()
            .find(|curve| curve.as_str() == name)
    }
}

/// The numbers of a public key, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyMaterial {
    /// Modulus and exponent, big-endian without leading zeros.
    Rsa {
        /// Modulus.
        n: Vec<u8>,
        /// Exponent.
        e: Vec<u8>,
    },
    /// A point, coordinates at full length.
    Ec {
        /// Curve.
        curve: Curve,
        /// x.
        x: Vec<u8>,
        /// y.
        y: Vec<u8>,
    },
    /// An Ed25519 public key of 32 bytes.
    Ed25519 {
        /// The key.
        x: Vec<u8>,
    },
}

/// A checked public key.
#[derive(Clone, PartialEq, Eq)]
pub struct PublicKey(KeyMaterial);

impl PublicKey {
    /// Takes key material if its sizes are sound.
    pub fn new(material: KeyMaterial) -> Option<Self> {
        let sound = match &material {
            KeyMaterial::Rsa { n, e } => {
                (MIN_RSA..=MAX_RSA).contains(&n.len())
                    && n.first().is_some_and(|byte| *byte != 0)
                    && (1..=8).contains(&e.len())
                    && e.last().is_some_and(|byte| byte % 2 == 1)
                    && e.as_slice() != [1]
            }
            KeyMaterial::Ec { curve, x, y } => x.len() == curve.size() && y.len() == curve.size(),
            KeyMaterial::Ed25519 { x } => x.len() == 32,
        };
        sound.then_some(Self(material))
    }

    /// Reads the members of a JWK that make up the public key. A key with a private part is refused: published, it is
    /// everyone's.
    pub fn from_jwk(jwk: &Object) -> Option<Self> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str);
        let bytes = |name: &str| text(name).and_then(decode);
        if jwk.contains_key("d") || jwk.contains_key("k") {
            return None;
        }
        let material = match text("kty")? {
            "RSA" => KeyMaterial::Rsa {
                n: without_leading_zeros(bytes("n")?),
                e: without_leading_zeros(bytes("e")?),
            },
            "EC" => KeyMaterial::Ec {
                curve: Curve::parse(text("crv")?)?,
                x: bytes("x")?,
                y: bytes("y")?,
            },
            "OKP" if text("crv") == Some("Ed25519") => KeyMaterial::Ed25519 { x: bytes("x")? },
            _ => return None,
        };
        Self::new(material)
    }

    /// The key's numbers.
    pub fn material(&self) -> &KeyMaterial {
        &self.0
    }

    /// The required members in the order of RFC 7638 §3.2, without white space: what a thumbprint is taken of, and a
    /// valid JWK as well.
    pub fn to_jwk(&self) -> String {
        match &self.0 {
            KeyMaterial::Rsa { n, e } => [
                "{\"e\":\"",
                &encode(e),
                "\",\"kty\":\"RSA\",\"n\":\"",
                &encode(n),
                "\"}",
            ]
            .concat(),
            KeyMaterial::Ec { curve, x, y } => [
                "{\"crv\":\"",
                curve.as_str(),
                "\",\"kty\":\"EC\",\"x\":\"",
                &encode(x),
                "\",\"y\":\"",
                &encode(y),
                "\"}",
            ]
            .concat(),
            KeyMaterial::Ed25519 { x } => [
                "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"",
                &encode(x),
                "\"}",
            ]
            .concat(),
        }
    }

    /// The JWK SHA-256 thumbprint, base64url (RFC 7638).
    pub async fn thumbprint(&self, crypto: &impl Crypto) -> Result<String, CryptoError> {
        let digest = crypto
            .digest(Hash::Sha256, self.to_jwk().as_bytes())
            .await?;
        Ok(encode(digest))
    }

    /// Whether signatures of this algorithm can be this key's.
    pub fn fits(&self, algorithm: Algorithm) -> bool {
        match algorithm {
            Algorithm::Rs256
            | Algorithm::Rs384
            | Algorithm::Rs512
            | Algorithm::Ps256
            | Algorithm::Ps384
            | Algorithm::Ps512 => matches!(self.0, KeyMaterial::Rsa { .. }),
            Algorithm::Es256 => self.is_on(Curve::P256),
            Algorithm::Es384 => self.is_on(Curve::P384),
            Algorithm::Es512 => self.is_on(Curve::P521),
            Algorithm::EdDsa => matches!(self.0, KeyMaterial::Ed25519 { .. }),
        }
    }

    fn is_on(&self, wanted: Curve) -> bool {
        matches!(&self.0, KeyMaterial::Ec { curve, .. } if *curve == wanted)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_jwk())
    }
}

/// A key of a key set: the public key and what it may be used for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jwk {
    key: PublicKey,
    kid: Option<String>,
    algorithm: Option<String>,
    may_verify: bool,
}

impl Jwk {
    /// Reads one member of `keys`. Of a kind that is not known or not sound: `None`, to be skipped (RFC 7517 §5).
    pub fn parse(jwk: &Object) -> Option<Self> {
        let text = |name: &str| jwk.get(name).and_then(Value::as_str).map(str::to_owned);
        let for_signatures = match jwk.get("use") {
            None => true,
            Some(usage) => usage.as_str() == Some("sig"),
        };
        let for_verifying = match jwk.get("key_ops") {
            None => true,
            Some(operations) => operations
                .as_array()
                .is_some_and(|list| list.iter().any(|op| op.as_str() == Some("verify"))),
        };
        Some(Self {
            key: PublicKey::from_jwk(jwk)?,
            kid: text("kid"),
            algorithm: text("alg"),
            may_verify: for_signatures && for_verifying,
        })
    }

    /// The public key.
    pub fn key(&self) -> &PublicKey {
        &self.key
    }

    /// The key's id.
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Whether it fits the algorithm by `kty`, `crv`, `use`, `key_ops` and `alg`.
    pub fn fits(&self, algorithm: Algorithm) -> bool {
        let alg_fits = match self.algorithm.as_deref() {
            None => true,
            Some(name) => Algorithm::parse(name) == Some(algorithm),
        };
        self.may_verify && alg_fits && self.key.fits(algorithm)
    }
}

fn without_leading_zeros(mut number: Vec<u8>) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.drain(..zeros);
    number
}
