//! The compact serialization of a signed token (RFC 7515 §3.1). Knows no key: it is given the signer.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

/// What a token is for, told in its `typ` header so that none passes for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// RFC 9068 §2.1.
    AccessToken,
    IdToken,
}

#[derive(Serialize)]
struct Header<'a> {
    alg: &'a str,
    kid: &'a str,
    typ: &'a str,
}

/// Header, claims and signature, each base64url, joined by dots.
pub(super) fn compact<E: From<serde_json::Error>>(
    purpose: Purpose,
    kid: &str,
    claims: &impl Serialize,
    sign_es256: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
) -> Result<String, E> {
    let header = Header {
        alg: "ES256",
        kid,
        typ: match purpose {
            Purpose::AccessToken => "at+jwt",
            Purpose::IdToken => "JWT",
        },
    };
    let mut token = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&header)?);
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(serde_json::to_vec(claims)?, &mut token);
    let signature = sign_es256(token.as_bytes())?;
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(signature, &mut token);
    Ok(token)
}
