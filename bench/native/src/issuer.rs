//! An issuer for one run: a key made now, its key set, and ID tokens signed with it. Knows no client library.

use std::error::Error;
use std::time::SystemTime;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// How tokens are signed.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Es256,
    Rs256,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }
}

pub(crate) struct Issuer {
    pub(crate) kind: Kind,
    pub(crate) url: &'static str,
    pub(crate) client_id: &'static str,
    pub(crate) access_token: &'static str,
    /// What the client's randomness makes the nonce.
    pub(crate) nonce: String,
    pub(crate) now: i64,
    key: Key,
}

enum Key {
    Ec(EcdsaKeyPair),
    Rsa(RsaKeyPair),
}

impl Issuer {
    pub(crate) fn new(kind: Kind) -> Result<Self, Box<dyn Error>> {
        let key = match kind {
            Kind::Es256 => Key::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)?),
            Kind::Rs256 => Key::Rsa(RsaKeyPair::generate(KeySize::Rsa2048)?),
        };
        Ok(Self {
            kind,
            url: "https://as.example",
            client_id: "demo",
            access_token: "b0v9T8uOr5tNqSbW3xkKzJ4hZ1mY7cXeLg2PfDaUiQs",
            nonce: encode([7; 32]),
            now: now()?,
            key,
        })
    }

    pub(crate) fn metadata(&self) -> Value {
        json!({
            "issuer": self.url,
            "authorization_endpoint": format!("{}/oauth2/auth", self.url),
            "token_endpoint": format!("{}/oauth2/token", self.url),
            "jwks_uri": format!("{}/.well-known/jwks.json", self.url),
            "id_token_signing_alg_values_supported": [self.kind.as_str()],
        })
    }

    pub(crate) fn jwks(&self) -> Value {
        let mut key = match &self.key {
            Key::Ec(pair) => {
                // An uncompressed point: 4, then both coordinates.
                let (x, y) = pair.public_key().as_ref().split_at(33);
                let x = x.strip_prefix(&[4]).unwrap_or(x);
                json!({ "kty": "EC", "crv": "P-256", "x": encode(x), "y": encode(y) })
            }
            Key::Rsa(pair) => {
                let key = pair.public_key();
                let n = key.modulus().big_endian_without_leading_zero().to_vec();
                let e = key.exponent().big_endian_without_leading_zero().to_vec();
                json!({ "kty": "RSA", "n": encode(n), "e": encode(e) })
            }
        };
        for (name, value) in [
            ("kid", "of-this-run"),
            ("use", "sig"),
            ("alg", self.kind.as_str()),
        ] {
            if let Some(key) = key.as_object_mut() {
                key.insert(name.to_owned(), value.into());
            }
        }
        json!({ "keys": [key] })
    }

    pub(crate) fn id_token(&self, subject: &str) -> Result<String, Box<dyn Error>> {
        let header = json!({ "alg": self.kind.as_str(), "kid": "of-this-run", "typ": "JWT" });
        let half = digest(&SHA256, self.access_token.as_bytes());
        let claims = json!({
            "iss": self.url,
            "sub": subject,
            "aud": self.client_id,
            "iat": self.now,
            "exp": self.now + 3600,
            "auth_time": self.now - 5,
            "nonce": self.nonce,
            "at_hash": encode(half.as_ref().get(..16).unwrap_or_default()),
            "name": "Ada Example",
            "email": "ada@example.com",
        });
        let mut token = format!(
            "{}.{}",
            encode(header.to_string()),
            encode(claims.to_string())
        );
        let signature = match &self.key {
            Key::Ec(pair) => pair
                .sign(&SystemRandom::new(), token.as_bytes())?
                .as_ref()
                .to_vec(),
            Key::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(
                    &RSA_PKCS1_SHA256,
                    &SystemRandom::new(),
                    token.as_bytes(),
                    &mut signature,
                )?;
                signature
            }
        };
        token.push('.');
        token.push_str(&encode(signature));
        Ok(token)
    }
}

pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[expect(
    clippy::disallowed_methods,
    reason = "tokens of this run are issued now; openidconnect reads the clock itself"
)]
fn now() -> Result<i64, Box<dyn Error>> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    Ok(i64::try_from(since.as_secs())?)
}
