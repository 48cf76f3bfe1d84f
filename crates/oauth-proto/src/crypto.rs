//! The cryptography that the core needs, as traits: a browser answers by promise, a terminal at once.
//!
//! No algorithm is implemented here. Futures need not be `Send`: a browser has one thread, and its promises stay on it.
#![expect(
    async_fn_in_trait,
    reason = "no Send bound is wanted; callers drive these futures where they are made"
)]

use crate::jose::{Algorithm, PublicKey};

/// A SHA-2 hash function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hash {
    /// 256 bits.
    Sha256,
    /// 384 bits.
    Sha384,
    /// 512 bits.
    Sha512,
}

/// Hashing and verifying.
pub trait Crypto {
    /// The digest of `data`.
    async fn digest(&self, hash: Hash, data: &[u8]) -> Result<Vec<u8>, CryptoError>;

    /// Whether `signature` is the key owner's over `message`. The signature is as in JWS: for ECDSA `r || s`
    /// (RFC 7518 §3.4). A signature of a wrong length is `Ok(false)`, not an error.
    async fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, CryptoError>;
}

/// A private key that signs and need not be readable: a `CryptoKey`, an HSM, a key in memory.
pub trait Signer {
    /// What it signs with.
    fn algorithm(&self) -> Algorithm;

    /// The public half.
    fn public_key(&self) -> &PublicKey;

    /// The signature over `message`, in the form of JWS.
    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError>;
}

/// Why cryptography did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CryptoError {
    /// There is none: no secure context, no provider.
    Unavailable,
    /// Not this algorithm.
    Unsupported,
    /// The key cannot be used.
    BadKey,
}

impl CryptoError {
    /// What is wrong, in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unavailable => "no cryptography here (is this a secure context?)",
            Self::Unsupported => "the algorithm is not supported here",
            Self::BadKey => "the key cannot be used",
        }
    }
}
