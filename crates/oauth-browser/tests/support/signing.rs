//! A server's signing key: this browser's own, since it can sign.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_browser::dpop_key::DpopKey;
use oauth_proto::crypto::Signer;

pub(crate) struct SigningKey(DpopKey);

impl SigningKey {
    pub(crate) async fn new() -> Self {
        Self(DpopKey::load_or_create("a server's").await.unwrap())
    }

    /// The key set, as JSON.
    pub(crate) fn jwks(&self) -> String {
        format!(r#"{{"keys":[{}]}}"#, self.0.public_key().to_jwk())
    }

    /// A token with these claims, as JSON.
    pub(crate) async fn sign(&self, claims: &str) -> String {
        let [header, payload] =
            [r#"{"alg":"ES256"}"#, claims].map(|part| URL_SAFE_NO_PAD.encode(part));
        let message = [header, payload].join(".");
        let signature = self.0.sign(message.as_bytes()).await.unwrap();
        [message, URL_SAFE_NO_PAD.encode(signature)].join(".")
    }
}
