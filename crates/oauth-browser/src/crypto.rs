//! The core's cryptography by WebCrypto: digests, and signatures under public keys. Implements no
//! algorithm itself.

use js_sys::{Array, JSON, Object, Promise, Reflect, Uint8Array};
use oauth_proto::crypto::{Crypto, CryptoError, Hash};
use oauth_proto::jose::{Algorithm, PublicKey};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::browser::{exception_name, window};

/// `crypto.subtle`. Where there is none, every operation answers [`CryptoError::Unavailable`].
#[derive(Clone, Copy, Debug, Default)]
pub struct WebCrypto;

impl Crypto for WebCrypto {
    async fn digest(&self, hash: Hash, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let digest = settled(subtle()?.digest_with_str_and_u8_array(hash_name(hash), data)).await?;
        Ok(Uint8Array::new(&digest).to_vec())
    }

    async fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, CryptoError> {
        let subtle = subtle()?;
        let parameters = parameters(algorithm)?;
        let jwk = JSON::parse(&key.to_jwk())
            .map_err(|_| CryptoError::BadKey)?
            .unchecked_into();
        let usages = Array::of1(&"verify".into());
        let key = subtle.import_key_with_object("jwk", &jwk, &parameters, false, &usages);
        let key: CryptoKey = settled(key)
            .await?
            .dyn_into()
            .map_err(|_| CryptoError::BadKey)?;
        let verified = subtle.verify_with_object_and_u8_array_and_u8_array(
            &parameters,
            &key,
            signature,
            message,
        );
        settled(verified)
            .await?
            .as_bool()
            .ok_or(CryptoError::Unsupported)
    }
}

pub(crate) fn subtle() -> Result<SubtleCrypto, CryptoError> {
    let crypto = window().ok().and_then(|window| window.crypto().ok());
    // The binding takes `subtle` for granted; an insecure context has none.
    let subtle = crypto
        .map(|crypto| JsValue::from(crypto.subtle()))
        .filter(JsValue::is_object);
    subtle
        .map(JsCast::unchecked_into)
        .ok_or(CryptoError::Unavailable)
}

/// The parameters of import, sign and verify alike: each operation ignores the members that are not
/// its own.
pub(crate) fn parameters(algorithm: Algorithm) -> Result<Object, CryptoError> {
    let (name, hash, rest) = match algorithm {
        Algorithm::Rs256 => ("RSASSA-PKCS1-v1_5", Some(Hash::Sha256), None),
        Algorithm::Rs384 => ("RSASSA-PKCS1-v1_5", Some(Hash::Sha384), None),
        Algorithm::Rs512 => ("RSASSA-PKCS1-v1_5", Some(Hash::Sha512), None),
        // RFC 7518 §3.5: the salt is as long as the digest.
        Algorithm::Ps256 => (
            "RSA-PSS",
            Some(Hash::Sha256),
            Some(("saltLength", JsValue::from(32))),
        ),
        Algorithm::Ps384 => (
            "RSA-PSS",
            Some(Hash::Sha384),
            Some(("saltLength", JsValue::from(48))),
        ),
        Algorithm::Ps512 => (
            "RSA-PSS",
            Some(Hash::Sha512),
            Some(("saltLength", JsValue::from(64))),
        ),
        Algorithm::Es256 => (
            "ECDSA",
            Some(Hash::Sha256),
            Some(("namedCurve", "P-256".into())),
        ),
        Algorithm::Es384 => (
            "ECDSA",
            Some(Hash::Sha384),
            Some(("namedCurve", "P-384".into())),
        ),
        Algorithm::Es512 => (
            "ECDSA",
            Some(Hash::Sha512),
            Some(("namedCurve", "P-521".into())),
        ),
        Algorithm::EdDsa => ("Ed25519", None, None),
    };
    let parameters = Object::new();
    let hash = hash.map(|hash| ("hash", hash_name(hash).into()));
    for (member, value) in [Some(("name", name.into())), hash, rest]
        .into_iter()
        .flatten()
    {
        Reflect::set(&parameters, &member.into(), &value).map_err(|_| CryptoError::Unavailable)?;
    }
    Ok(parameters)
}

pub(crate) async fn settled(promise: Result<Promise, JsValue>) -> Result<JsValue, CryptoError> {
    let fault = |exception: JsValue| match exception_name(&exception).as_str() {
        "NotSupportedError" => CryptoError::Unsupported,
        _ => CryptoError::BadKey,
    };
    JsFuture::from(promise.map_err(fault)?).await.map_err(fault)
}

fn hash_name(hash: Hash) -> &'static str {
    match hash {
        Hash::Sha256 => "SHA-256",
        Hash::Sha384 => "SHA-384",
        Hash::Sha512 => "SHA-512",
    }
}
