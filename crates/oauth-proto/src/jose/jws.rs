//! Compact JWS, read strictly (RFC 7515 §5.2) and written (for `DPoP` proofs).
//!
//! Key material in the header (`jwk`, `jku`, `x5c`, `x5u`) is never looked at when verifying: whoever wrote the token
//! wrote that too.

use serde_json::Value;

use super::{Algorithm, decode, encode};
use crate::crypto::{CryptoError, Signer};
use crate::json::{self, JsonError, Object};

/// Longest token that is read, in bytes.
pub const MAX_TOKEN: usize = 64 * 1024;

/// Why a text is not a JWS that can be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwsError {
    /// Over [`MAX_TOKEN`].
    TooLarge,
    /// Five parts: a JWE.
    Encrypted,
    /// Not three parts.
    Parts,
    /// A part is not unpadded base64url.
    Base64,
    /// The header is not a strict JSON object.
    Header(JsonError),
    /// The payload is not a strict JSON object.
    Payload(JsonError),
    /// No `alg`, or it is no string.
    NoAlgorithm,
    /// `kid` or `typ` is no string.
    HeaderType,
    /// `crit` names extensions, and none is understood here.
    Critical,
}

impl JwsError {
    /// What is wrong, in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "a token that is too long",
            Self::Encrypted => "five parts: an encrypted token",
            Self::Parts => "not three parts",
            Self::Base64 => "a part that is not base64url without padding",
            Self::Header(error) | Self::Payload(error) => error.as_str(),
            Self::NoAlgorithm => "no alg in the header",
            Self::HeaderType => "a header member of the wrong type",
            Self::Critical => "critical extensions in the header",
        }
    }
}

/// A JWS (RFC 7515 §7.1) whose signature nobody has looked at yet: whatever it says, anybody may have written.
#[derive(Clone, PartialEq, Eq)]
pub struct UnverifiedJws<'a> {
    signing_input: &'a str,
    header: Object,
    payload: Object,
    signature: Vec<u8>,
}

/// Shows nothing: the token may be good.
impl std::fmt::Debug for UnverifiedJws<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UnverifiedJws(…)")
    }
}

impl<'a> UnverifiedJws<'a> {
    /// Takes the token apart.
    pub fn parse(token: &'a str) -> Result<Self, JwsError> {
        if token.len() > MAX_TOKEN {
            return Err(JwsError::TooLarge);
        }
        match token.bytes().filter(|byte| *byte == b'.').count() {
            2 => {}
            4 => return Err(JwsError::Encrypted),
            _ => return Err(JwsError::Parts),
        }
        let (signing_input, signature) = token.rsplit_once('.').ok_or(JwsError::Parts)?;
        let (header, payload) = signing_input.split_once('.').ok_or(JwsError::Parts)?;
        let part = |text| decode(text).ok_or(JwsError::Base64);
        let (header, payload, signature) = (part(header)?, part(payload)?, part(signature)?);
        let header = json::parse_object(&header).map_err(JwsError::Header)?;
        let payload = json::parse_object(&payload).map_err(JwsError::Payload)?;
        if !header.get("alg").is_some_and(Value::is_string) {
            return Err(JwsError::NoAlgorithm);
        }
        if ["kid", "typ"]
            .iter()
            .any(|name| header.get(*name).is_some_and(|value| !value.is_string()))
        {
            return Err(JwsError::HeaderType);
        }
        if header.contains_key("crit") {
            return Err(JwsError::Critical);
        }
        Ok(Self {
            signing_input,
            header,
            payload,
            signature,
        })
    }

    /// `alg` as it is written.
    pub fn alg(&self) -> &str {
        self.header_text("alg").unwrap_or_default()
    }

    /// `kid`.
    pub fn kid(&self) -> Option<&str> {
        self.header_text("kid")
    }

    /// `typ`, in lower case and without `application/` (RFC 7515 §4.1.9).
    pub fn typ(&self) -> Option<String> {
        self.short_typ().map(str::to_ascii_lowercase)
    }

    /// `typ` as it is written but for `application/`; case makes no difference.
    pub(crate) fn short_typ(&self) -> Option<&str> {
        const LONG: &str = "application/";
        let typ = self.header_text("typ")?;
        match typ.split_at_checked(LONG.len()) {
            Some((start, rest)) if start.eq_ignore_ascii_case(LONG) => Some(rest),
            _ => Some(typ),
        }
    }

    /// What was signed.
    pub fn signing_input(&self) -> &'a str {
        self.signing_input
    }

    /// The signature.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The claims, of which nothing is known to be true.
    pub fn unverified_payload(&self) -> &Object {
        &self.payload
    }

    pub(crate) fn into_payload(self) -> Object {
        self.payload
    }

    fn header_text(&self, name: &str) -> Option<&str> {
        self.header.get(name).and_then(Value::as_str)
    }
}

/// Signs `payload` under `header`, both JSON texts.
pub(crate) async fn sign(
    signer: &impl Signer,
    header: &str,
    payload: &str,
) -> Result<String, CryptoError> {
    let mut token = [&encode(header), ".", &encode(payload)].concat();
    let signature = signer.sign(token.as_bytes()).await?;
    token.push('.');
    token.push_str(&encode(signature));
    Ok(token)
}

/// The name of an algorithm that this client accepts and the list (if there is one) allows.
pub(crate) fn allowed_algorithm(name: &str, list: Option<&[String]>) -> Option<Algorithm> {
    let listed = list.is_none_or(|list| list.iter().any(|entry| entry == name));
    Algorithm::parse(name).filter(|_| listed)
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn token(header: &str, payload: &str) -> String {
        [&encode(header), ".", &encode(payload), ".AA"].concat()
    }

    #[test]
    fn a_sound_token() {
        let text = token(
            r#"{"alg":"RS256","kid":"k","typ":"application/AT+JWT"}"#,
            r#"{"a":1}"#,
        );
        let jws = UnverifiedJws::parse(&text).unwrap();
        assert_eq!(jws.alg(), "RS256");
        assert_eq!(jws.kid(), Some("k"));
        assert_eq!(jws.typ().as_deref(), Some("at+jwt"));
        assert_eq!(jws.signature(), [0]);
        assert_eq!(jws.unverified_payload()["a"], 1);
    }

    #[test]
    fn what_is_no_token() {
        let ok = r#"{"alg":"RS256"}"#;
        for (text, error) in [
            (String::new(), JwsError::Parts),
            ("a.b".into(), JwsError::Parts),
            ("a.b.c.d".into(), JwsError::Parts),
            ("a.b.c.d.e".into(), JwsError::Encrypted),
            ("e30=.e30.AA".into(), JwsError::Base64),
            ("e30.e3 0.AA".into(), JwsError::Base64),
            ("e30.e30.+A".into(), JwsError::Base64),
            ("e30.e30.AB".into(), JwsError::Base64),
            ("e30.e30.AA\n".into(), JwsError::Base64),
            (token("[]", "{}"), JwsError::Header(JsonError::NotObject)),
            (token(ok, "[]"), JwsError::Payload(JsonError::NotObject)),
            (token(ok, "x"), JwsError::Payload(JsonError::Syntax)),
            (
                token(r#"{"alg":"RS256","alg":"none"}"#, "{}"),
                JwsError::Header(JsonError::Duplicate),
            ),
            (
                token(ok, r#"{"iss":"a","iss":"b"}"#),
                JwsError::Payload(JsonError::Duplicate),
            ),
            (token("{}", "{}"), JwsError::NoAlgorithm),
            (token(r#"{"alg":1}"#, "{}"), JwsError::NoAlgorithm),
            (
                token(r#"{"alg":"RS256","kid":7}"#, "{}"),
                JwsError::HeaderType,
            ),
            (
                token(r#"{"alg":"RS256","crit":["b64"],"b64":false}"#, "{}"),
                JwsError::Critical,
            ),
            ("a".repeat(MAX_TOKEN + 1), JwsError::TooLarge),
        ] {
            assert_eq!(UnverifiedJws::parse(&text).err(), Some(error), "{text:.80}");
        }
    }
}
