//! [`Crypto`] and [`Signer`] where there is no `WebCrypto`: by aws-lc-rs, for terminals, servers and native tests.
//!
//! Only algorithms are bound here; which are allowed for what is decided by the callers.

use aws_lc_rs::digest::{self, SHA256, SHA384, SHA512};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    self, ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED,
    ECDSA_P521_SHA512_FIXED, ED25519, EcdsaKeyPair, KeyPair, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

use crate::crypto::{Crypto, CryptoError, Hash, Signer};
use crate::jose::{Algorithm, Curve, KeyMaterial, PublicKey};

/// The aws-lc-rs back end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Native;

impl Crypto for Native {
    async fn digest(&self, hash: Hash, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let algorithm = match hash {
            Hash::Sha256 => &SHA256,
            Hash::Sha384 => &SHA384,
            Hash::Sha512 => &SHA512,
        };
        Ok(digest::digest(algorithm, data).as_ref().to_vec())
    }

    async fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, CryptoError> {
        if !key.fits(algorithm) {
            return Err(CryptoError::BadKey);
        }
        Ok(match key.material() {
            KeyMaterial::Rsa { n, e } => {
                let parameters = match algorithm {
                    Algorithm::Rs256 => &signature::RSA_PKCS1_2048_8192_SHA256,
                    Algorithm::Rs384 => &signature::RSA_PKCS1_2048_8192_SHA384,
                    Algorithm::Rs512 => &signature::RSA_PKCS1_2048_8192_SHA512,
                    Algorithm::Ps256 => &signature::RSA_PSS_2048_8192_SHA256,
                    Algorithm::Ps384 => &signature::RSA_PSS_2048_8192_SHA384,
                    Algorithm::Ps512 => &signature::RSA_PSS_2048_8192_SHA512,
                    _ => return Err(CryptoError::Unsupported),
                };
                let key = RsaPublicKeyComponents { n, e };
                key.verify(parameters, message, signature).is_ok()
            }
            KeyMaterial::Ec { curve, x, y } => {
                let parameters = match curve {
                    Curve::P256 => &ECDSA_P256_SHA256_FIXED,
                    Curve::P384 => &ECDSA_P384_SHA384_FIXED,
                    Curve::P521 => &ECDSA_P521_SHA512_FIXED,
                };
                let point = [&[4], x.as_slice(), y.as_slice()].concat();
                let key = UnparsedPublicKey::new(parameters, point);
                key.verify(message, signature).is_ok()
            }
            KeyMaterial::Ed25519 { x } => {
                let key = UnparsedPublicKey::new(&ED25519, x);
                key.verify(message, signature).is_ok()
            }
        })
    }
}

/// An ES256 key in memory, for `DPoP`.
#[derive(Debug)]
pub struct Es256Key {
    pair: EcdsaKeyPair,
    public: PublicKey,
}

impl Es256Key {
    /// A new key.
    pub fn generate() -> Result<Self, CryptoError> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING);
        Self::new(pair.map_err(|_| CryptoError::Unavailable)?)
    }

    /// A key from its PKCS #8 form.
    pub fn from_pkcs8(document: &[u8]) -> Result<Self, CryptoError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document);
        Self::new(pair.map_err(|_| CryptoError::BadKey)?)
    }

    fn new(pair: EcdsaKeyPair) -> Result<Self, CryptoError> {
        // An uncompressed point: 4, then both coordinates.
        let coordinates = pair
            .public_key()
            .as_ref()
            .get(1..65)
            .map(|both| both.split_at(32));
        let material = coordinates.map(|(x, y)| KeyMaterial::Ec {
            curve: Curve::P256,
            x: x.to_vec(),
            y: y.to_vec(),
        });
        let public = material
            .and_then(PublicKey::new)
            .ok_or(CryptoError::BadKey)?;
        Ok(Self { pair, public })
    }
}

impl Signer for Es256Key {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let signature = self.pair.sign(&SystemRandom::new(), message);
        signature
            .map(|signature| signature.as_ref().to_vec())
            .map_err(|_| CryptoError::Unavailable)
    }
}
