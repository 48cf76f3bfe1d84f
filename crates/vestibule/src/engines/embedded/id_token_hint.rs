//! An ID token that comes back as a hint of whom a request means (OpenID Connect Core §3.1.2.1,
//! RP-Initiated Logout §2). It counts if this server signed it, however long ago it expired.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Embedded;
use super::key_set::KeySet;

/// Whose token it is and whom it was for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct IdTokenHint {
    iss: String,
    pub(super) sub: String,
    #[serde(rename = "aud")]
    pub(super) client_id: String,
}

/// Not a token of this server, or one whose key is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotOurs;

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

impl Embedded {
    /// The hint in this text.
    pub(super) fn id_token_hint(&self, text: &str) -> Result<IdTokenHint, NotOurs> {
        let hint = verified(text, &self.keys.now()).ok_or(NotOurs)?;
        if hint.iss == self.issuer.as_str() {
            Ok(hint)
        } else {
            Err(NotOurs)
        }
    }
}

fn verified(text: &str, keys: &KeySet) -> Option<IdTokenHint> {
    let (signed, signature) = text.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let header: Header = json(header)?;
    // An access token is no ID token, whoever signed it.
    if header.alg != "ES256" || header.typ != "JWT" {
        return None;
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    keys.verifies(&header.kid, signed.as_bytes(), &signature)
        .then(|| json(claims))?
}

fn json<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
