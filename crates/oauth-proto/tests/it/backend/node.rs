//! [`Crypto`] and [`Signer`] by Node, whose cryptography answers at once, unlike a browser's.

use js_sys::{JSON, Object, Reflect, Uint8Array};
use oauth_proto::crypto::{Crypto, CryptoError, Hash, Signer};
use oauth_proto::jose::{Algorithm, PublicKey};
use oauth_proto::json::parse_object;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Node's `crypto`.
#[derive(Clone, Copy)]
pub(crate) struct Backend;

/// An ES256 key in memory.
pub(crate) struct Key {
    private_jwk: String,
    public: PublicKey,
}

#[wasm_bindgen(module = "node:crypto")]
extern "C" {
    fn hash(name: &str, data: &[u8], encoding: &str) -> Uint8Array;

    #[wasm_bindgen(catch, js_name = generateKeyPairSync)]
    fn generate_key_pair(kind: &str, options: &JsValue) -> Result<Object, JsValue>;

    #[wasm_bindgen(catch)]
    fn sign(hash: &str, data: &[u8], key: &JsValue) -> Result<Uint8Array, JsValue>;

    #[wasm_bindgen(catch)]
    fn verify(
        hash: Option<&str>,
        data: &[u8],
        key: &JsValue,
        signature: &[u8],
    ) -> Result<bool, JsValue>;
}

impl Crypto for Backend {
    async fn digest(&self, name: Hash, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
        Ok(hash(hash_name(name), data, "buffer").to_vec())
    }

    async fn verify(
        &self,
        algorithm: Algorithm,
        key: &PublicKey,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, CryptoError> {
        let padding = match algorithm {
            // RSA_PKCS1_PSS_PADDING, with a salt as long as the digest.
            Algorithm::Ps256 | Algorithm::Ps384 | Algorithm::Ps512 => {
                r#","padding":6,"saltLength":-1"#
            }
            _ => "",
        };
        // For Ed25519 the hash is no choice.
        let name = (algorithm != Algorithm::EdDsa).then(|| hash_name(algorithm.hash()));
        let key = input(&key.to_jwk(), padding);
        verify(name, message, &key, signature).map_err(|_| CryptoError::BadKey)
    }
}

impl Key {
    pub(crate) fn generate() -> Result<Self, CryptoError> {
        let options = r#"{"namedCurve":"P-256","publicKeyEncoding":{"format":"jwk"},
            "privateKeyEncoding":{"format":"jwk"}}"#;
        let options = JSON::parse(options).map_err(|_| CryptoError::Unavailable)?;
        let pair = generate_key_pair("ec", &options).map_err(|_| CryptoError::Unavailable)?;
        let half = |name: &str| {
            let jwk = Reflect::get(&pair, &name.into()).ok()?;
            JSON::stringify(&jwk).ok().map(String::from)
        };
        let public = half("publicKey")
            .and_then(|jwk| parse_object(jwk.as_bytes()).ok())
            .and_then(|jwk| PublicKey::from_jwk(&jwk));
        Ok(Self {
            private_jwk: half("privateKey").ok_or(CryptoError::BadKey)?,
            public: public.ok_or(CryptoError::BadKey)?,
        })
    }
}

impl Signer for Key {
    fn algorithm(&self) -> Algorithm {
        Algorithm::Es256
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let signature = sign("sha256", message, &input(&self.private_jwk, ""));
        signature
            .map(|signature| signature.to_vec())
            .map_err(|_| CryptoError::BadKey)
    }
}

/// A key in the form that Node's functions take, signatures being as in JWS.
fn input(jwk: &str, more: &str) -> JsValue {
    let text = format!(r#"{{"key":{jwk},"format":"jwk","dsaEncoding":"ieee-p1363"{more}}}"#);
    JSON::parse(&text).unwrap()
}

fn hash_name(hash: Hash) -> &'static str {
    match hash {
        Hash::Sha256 => "sha256",
        Hash::Sha384 => "sha384",
        Hash::Sha512 => "sha512",
    }
}
