//! The core's cryptography by WebCrypto: digests, and signatures under public keys. Implements no
//! algorithm itself.

use js_sys::{Array, JSON, Object, Promise, Uint8Array};
use oauth_proto::crypto::{Crypto, CryptoError, Hash};
use oauth_proto::jose::{Algorithm, KeyMaterial, PublicKey};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, SubtleCrypto};

use crate::browser::{exception_name, window};
use crate::settled::Settled;

/// How a point begins whose two coordinates follow (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 4;

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
        let usages = Array::of1(&"verify".into());
        let import = |form, data: &Object| {
            subtle.import_key_with_object(form, data, &parameters, false, &usages)
        };
        let key = match key.material() {
            // Spares the browser the reading of a JWK.
            KeyMaterial::Ec { x, y, .. } => {
                let point = [&[UNCOMPRESSED], x.as_slice(), y].concat();
                import("raw", &Uint8Array::from(point.as_slice()))
            }
            KeyMaterial::Ed25519 { x } => import("raw", &Uint8Array::from(x.as_slice())),
            KeyMaterial::Rsa { .. } => {
                let jwk = JSON::parse(&key.to_jwk()).map_err(|_| CryptoError::BadKey)?;
                import("jwk", &jwk.unchecked_into())
            }
            _ => return Err(CryptoError::Unsupported),
        };
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
    let text = match algorithm {
        Algorithm::Rs256 => r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-256"}"#,
        Algorithm::Rs384 => r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-384"}"#,
        Algorithm::Rs512 => r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-512"}"#,
        // RFC 7518 §3.5: the salt is as long as the digest.
        Algorithm::Ps256 => r#"{"name":"RSA-PSS","hash":"SHA-256","saltLength":32}"#,
        Algorithm::Ps384 => r#"{"name":"RSA-PSS","hash":"SHA-384","saltLength":48}"#,
        Algorithm::Ps512 => r#"{"name":"RSA-PSS","hash":"SHA-512","saltLength":64}"#,
        Algorithm::Es256 => r#"{"name":"ECDSA","hash":"SHA-256","namedCurve":"P-256"}"#,
        Algorithm::Es384 => r#"{"name":"ECDSA","hash":"SHA-384","namedCurve":"P-384"}"#,
        Algorithm::Es512 => r#"{"name":"ECDSA","hash":"SHA-512","namedCurve":"P-521"}"#,
        Algorithm::EdDsa => r#"{"name":"Ed25519"}"#,
        _ => return Err(CryptoError::Unsupported),
    };
    let parameters = JSON::parse(text).map_err(|_| CryptoError::Unavailable)?;
    Ok(parameters.unchecked_into())
}

pub(crate) async fn settled(promise: Result<Promise, JsValue>) -> Result<JsValue, CryptoError> {
    let fault = |exception: JsValue| match exception_name(&exception).as_str() {
        "NotSupportedError" => CryptoError::Unsupported,
        _ => CryptoError::BadKey,
    };
    Settled::new(&promise.map_err(fault)?).await.map_err(fault)
}

fn hash_name(hash: Hash) -> &'static str {
    match hash {
        Hash::Sha256 => "SHA-256",
        Hash::Sha384 => "SHA-384",
        Hash::Sha512 => "SHA-512",
    }
}
