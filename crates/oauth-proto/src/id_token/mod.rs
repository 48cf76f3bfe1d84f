//! ID token validation, OIDC Core §3.1.3.7. This file has the order of the steps; `claims` has each claim's rule.
//!
//! Step 1, decryption, is absent: encrypted tokens are refused, for a browser cannot keep a decryption key.
//! Steps 6 to 8 (signature, algorithm, HMAC) come first, so that nothing unsigned is ever compared; they are in
//! [`crate::jose`], where `none` and HMAC do not exist. Steps 2 to 5 and 9 to 13 follow, all of them, even after one failed.

mod claims;

use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::crypto::{Crypto, CryptoError, Hash};
use crate::error::{Error, Misuse};
use crate::join::join;
use crate::jose::{self, KeyStore};
use crate::json::{self, Object};
use crate::judge::owned_audiences;
use crate::secret::{AccessToken, AuthorizationCode, Nonce, RawIdToken, opaque_debug};
use crate::signed::{self, Kind, Signing, Unproven, Verification};
use crate::time::{Leeway, Timestamp};

/// An ID token as it arrived, together with what it must say. No claim can be read from it.
#[derive(Clone, Debug)]
pub struct UnverifiedIdToken {
    pub(crate) raw: RawIdToken,
    pub(crate) expectations: Expectations,
}

/// The caller's say in validation.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct IdTokenPolicy {
    /// How far clocks may differ.
    pub leeway: Leeway,
    /// Audiences beside this client that the caller trusts. Any other makes the token refused (step 3).
    pub trusted_audiences: Vec<String>,
    /// Takes an ID token without the nonce that was sent: a stolen code can then be injected. For servers that drop it.
    pub danger_accept_missing_nonce: bool,
}

/// An ID token of which every check held.
#[derive(Clone)]
pub struct VerifiedIdToken {
    raw: RawIdToken,
    claims: Object,
    binding: IdTokenBinding,
}

/// What a later ID token of the same session must repeat (OIDC Core §12.2).
#[derive(Clone, PartialEq, Eq)]
pub struct IdTokenBinding {
    pub(crate) iss: String,
    pub(crate) sub: String,
    pub(crate) aud: Vec<String>,
    pub(crate) auth_time: Option<i64>,
    pub(crate) nonce: Option<Nonce>,
}

/// What the token must say.
#[derive(Clone, Debug)]
pub(crate) struct Expectations {
    pub(crate) signing: Signing,
    pub(crate) client_id: String,
    pub(crate) nonce: Option<Nonce>,
    pub(crate) max_age: Option<u32>,
    pub(crate) acr_values: Vec<String>,
    pub(crate) require_acr: bool,
    pub(crate) code: Option<AuthorizationCode>,
    pub(crate) access_token: Option<AccessToken>,
    pub(crate) previous: Option<IdTokenBinding>,
}

// They tell of a person, and have a nonce.
opaque_debug!(VerifiedIdToken IdTokenBinding);

impl Expectations {
    /// What any ID token of this server must say to this client.
    pub(crate) fn new(signing: Signing, client_id: &str) -> Self {
        Self {
            signing,
            client_id: client_id.to_owned(),
            nonce: None,
            max_age: None,
            acr_values: Vec::new(),
            require_acr: false,
            code: None,
            access_token: None,
            previous: None,
        }
    }
}

impl UnverifiedIdToken {
    /// The token itself, to be shown to a person; nothing in it is known to be true.
    pub fn raw(&self) -> &RawIdToken {
        &self.raw
    }

    /// Makes every check, and leaves a row for each.
    pub async fn verify(
        &self,
        policy: &IdTokenPolicy,
        keys: &KeyStore,
        crypto: &impl Crypto,
        now: Timestamp,
        trace: &mut Trace,
    ) -> Result<Verification<VerifiedIdToken>, Error> {
        let kind = Kind {
            format: CheckId::IdTokenFormat,
            alg: CheckId::IdTokenAlg,
            key: CheckId::IdTokenKey,
            signature: CheckId::IdTokenSignature,
            signing: &self.expectations.signing,
            is_type: is_id_token_type,
        };
        let token = self.raw.expose_secret();
        let unproven = match signed::read(token, &kind, keys, now, trace)? {
            Verification::Verified(unproven) => unproven,
            Verification::KeysNeeded => return Ok(Verification::KeysNeeded),
        };
        // Neither needs the other's outcome, and a browser does both at once.
        let verifying = unproven.signature_holds(crypto);
        let (verdict, hashes) = join(verifying, self.hashes(&unproven, crypto)).await;
        let signed = unproven.proven(verdict, &kind, trace)?;
        let hashes =
            hashes.map_err(|(id, error)| trace.fail(id, "a hash", error.as_str(), error))?;
        let binding = claims::check(
            &signed.payload,
            &self.expectations,
            policy,
            &hashes,
            now,
            trace,
        )?;
        Ok(Verification::Verified(VerifiedIdToken {
            raw: self.raw.clone(),
            claims: signed.payload,
            binding,
        }))
    }

    /// What `at_hash` and `c_hash` must be. None is made where no claim asks for it, since each is a
    /// call across the border to the browser.
    async fn hashes(
        &self,
        token: &Unproven<'_>,
        crypto: &impl Crypto,
    ) -> Result<claims::Hashes, (CheckId, CryptoError)> {
        let access_token = self.expectations.access_token.as_ref();
        let access_token = access_token
            .map(AccessToken::expose_secret)
            .filter(|_| token.has(claims::AT_HASH));
        let code = self.expectations.code.as_ref();
        let code = code
            .map(AuthorizationCode::expose_secret)
            .filter(|_| token.has(claims::C_HASH));
        let hash = token.algorithm.hash();
        Ok(claims::Hashes {
            access_token: half_hash(access_token, hash, crypto)
                .await
                .map_err(|error| (CheckId::IdTokenAtHash, error))?,
            code: half_hash(code, hash, crypto)
                .await
                .map_err(|error| (CheckId::IdTokenCHash, error))?,
        })
    }
}

/// The left half of the hash of what the token is bound to (OIDC Core §3.1.3.6).
async fn half_hash(
    bound: Option<&str>,
    hash: Hash,
    crypto: &impl Crypto,
) -> Result<Option<String>, CryptoError> {
    let Some(bound) = bound else { return Ok(None) };
    let digest = crypto.digest(hash, bound.as_bytes()).await?;
    Ok(digest.get(..digest.len() / 2).map(jose::encode))
}

impl VerifiedIdToken {
    /// The token itself, such as for `id_token_hint`.
    pub fn raw(&self) -> &RawIdToken {
        &self.raw
    }

    /// All claims.
    pub fn claims(&self) -> &Object {
        &self.claims
    }

    /// The issuer.
    pub fn issuer(&self) -> &str {
        &self.binding.iss
    }

    /// Who signed in: unique and stable at this issuer.
    pub fn subject(&self) -> &str {
        &self.binding.sub
    }

    /// What later ID tokens and userinfo must repeat.
    pub fn binding(&self) -> &IdTokenBinding {
        &self.binding
    }
}

impl IdTokenBinding {
    /// Who signed in.
    pub fn subject(&self) -> &str {
        &self.sub
    }

    /// As JSON, the nonce included, for the store that keeps the refresh token.
    pub fn to_json(&self) -> String {
        let mut kept = Object::new();
        kept.insert("iss".to_owned(), self.iss.as_str().into());
        kept.insert("sub".to_owned(), self.sub.as_str().into());
        kept.insert("aud".to_owned(), self.aud.clone().into());
        kept.insert("auth_time".to_owned(), self.auth_time.into());
        let nonce = self.nonce.as_ref().map(Nonce::expose_secret);
        kept.insert("nonce".to_owned(), nonce.into());
        json::write(&Value::Object(kept))
    }

    /// Reads what [`IdTokenBinding::to_json`] wrote. The store is trusted: whoever can write there says who signed in.
    pub fn from_stored_json(text: &str) -> Result<Self, Misuse> {
        let kept = json::parse_object(text.as_bytes()).map_err(|_| Misuse::BadStore)?;
        let text = |name: &str| Some(kept.get(name)?.as_str()?.to_owned());
        let read = || {
            Some(Self {
                iss: text("iss")?,
                sub: text("sub")?,
                aud: owned_audiences(kept.get("aud")?)?,
                auth_time: kept.get("auth_time").and_then(Value::as_i64),
                nonce: text("nonce").and_then(Nonce::parse),
            })
        };
        read().ok_or(Misuse::BadStore)
    }
}

/// Every row of this part as skipped.
pub(crate) fn skip_all(trace: &mut Trace, why: &str) {
    let rows = CheckId::ALL
        .iter()
        .filter(|id| id.as_str().starts_with("id_token."));
    for id in rows {
        trace.skip(*id, why);
    }
}

/// RFC 8725 §3.11: other tokens of the same signer must not pass for ID tokens. Most ID tokens have `JWT` or nothing.
fn is_id_token_type(typ: Option<&str>) -> bool {
    const OTHERS: &[&str] = &[
        "at+jwt",
        "logout+jwt",
        "dpop+jwt",
        "secevent+jwt",
        "token-introspection+jwt",
    ];
    !signed::is_one_of(typ, OTHERS)
}
