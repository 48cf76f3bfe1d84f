//! Verifying a signed token against a server's published keys, with a row for each step. Which rows, and which
//! algorithms a token of this kind may use, the caller says; what the payload claims is the caller's affair too.

use crate::check::{CheckId, Trace};
use crate::crypto::{Crypto, CryptoError};
use crate::endpoint::{Endpoint, Issuer};
use crate::error::{Cause, Error, Misuse, Violation};
use crate::jose::{self, Algorithm, Candidates, Jwk, JwsError, KeyStore, UnverifiedJws};
use crate::json::Object;
use crate::metadata::{EndpointName, List, ServerMetadata};
use crate::time::Timestamp;

/// The outcome of a verification that did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "when keys are needed, fetch them and verify again"]
pub enum Verification<T> {
    /// Every check held.
    Verified(T),
    /// The keys are not known yet, or were rotated: send [`KeyStore::request`], give the response to
    /// [`KeyStore::process_response`], verify again.
    KeysNeeded,
}

/// Who signs tokens of a kind, and how.
#[derive(Clone, Debug)]
pub(crate) struct Signing {
    issuer: Option<Issuer>,
    jwks_uri: Option<Endpoint>,
    /// The server's list of algorithms for it, if it has one.
    algorithms: Option<Vec<String>>,
}

impl Signing {
    /// `algorithms` is the metadata's list for this kind of token, if there is one.
    pub(crate) fn new(server: &ServerMetadata, algorithms: Option<List>) -> Self {
        let algorithms = algorithms.and_then(|list| server.list(list));
        Self {
            issuer: server.issuer().cloned(),
            jwks_uri: server.endpoint(EndpointName::Jwks).cloned(),
            algorithms: algorithms.map(<[_]>::to_vec),
        }
    }

    pub(crate) fn issuer(&self) -> &str {
        self.issuer.as_ref().map_or("", Issuer::as_str)
    }
}

/// The rules for one kind of token.
pub(crate) struct Kind<'a> {
    pub(crate) format: CheckId,
    pub(crate) alg: CheckId,
    pub(crate) key: CheckId,
    pub(crate) signature: CheckId,
    pub(crate) signing: &'a Signing,
    /// Whether a token with this `typ` is of this kind, in whatever case it is written (RFC 8725 §3.11).
    pub(crate) is_type: fn(Option<&str>) -> bool,
}

/// Whether `typ` is one of these, in whatever case.
pub(crate) fn is_one_of(typ: Option<&str>, kinds: &[&str]) -> bool {
    typ.is_some_and(|typ| kinds.iter().any(|kind| typ.eq_ignore_ascii_case(kind)))
}

/// A payload whose signature holds.
pub(crate) struct Signed {
    pub(crate) payload: Object,
}

/// A token that has been read, and the keys that may have signed it. Nothing in it is known to be true.
pub(crate) struct Unproven<'a> {
    jws: UnverifiedJws<'a>,
    candidates: Vec<&'a Jwk>,
    pub(crate) algorithm: Algorithm,
}

/// Parses, chooses the key, verifies. Leaves no row when it ends in [`Verification::KeysNeeded`].
pub(crate) async fn verify(
    token: &str,
    kind: &Kind<'_>,
    keys: &KeyStore,
    crypto: &impl Crypto,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Verification<Signed>, Error> {
    match read(token, kind, keys, now, trace)? {
        Verification::Verified(unproven) => {
            let verdict = unproven.signature_holds(crypto).await;
            let signed = unproven.proven(verdict, kind, trace)?;
            Ok(Verification::Verified(signed))
        }
        Verification::KeysNeeded => Ok(Verification::KeysNeeded),
    }
}

/// Everything but the signature.
pub(crate) fn read<'a>(
    token: &'a str,
    kind: &Kind<'_>,
    keys: &'a KeyStore,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Verification<Unproven<'a>>, Error> {
    if !keys.are_of(kind.signing.issuer.as_ref(), kind.signing.jwks_uri.as_ref()) {
        let expected = "keys of the server that gave the token";
        return Err(trace.fail(kind.key, expected, "another's", Misuse::OtherServer));
    }
    let before = trace.len();
    let jws = parse(token, kind, trace)?;

    let algorithms = kind.signing.algorithms.as_deref();
    let expected = algorithms.map_or_else(
        || "an asymmetric algorithm of RFC 7518 or 8037".to_owned(),
        |list| list.join(" "),
    );
    let Some(algorithm) = jose::allowed_algorithm(jws.alg(), algorithms) else {
        let cause = Violation::Refused("alg");
        return Err(trace.fail(kind.alg, &expected, jws.alg(), cause));
    };
    if kind.alg != kind.format {
        trace.pass(kind.alg, &expected, jws.alg());
    }

    let candidates = match keys.candidates(algorithm, jws.kid(), now) {
        Candidates::RefetchNeeded => {
            trace.forget_since(before);
            return Ok(Verification::KeysNeeded);
        }
        Candidates::Found(candidates) => candidates,
        Candidates::NotFound => {
            let expected = ["a published key for ", algorithm.as_str()].concat();
            let found = ["none with kid ", jws.kid().unwrap_or("(none)")].concat();
            return Err(trace.fail(kind.key, &expected, &found, Violation::NoKey));
        }
    };
    if kind.key != kind.signature {
        let found = jws.kid().unwrap_or("no kid: every key that fits");
        trace.pass(kind.key, "a published key that fits", found);
    }
    Ok(Verification::Verified(Unproven {
        jws,
        candidates,
        algorithm,
    }))
}

impl Unproven<'_> {
    /// Whether a member is there, whatever it says.
    pub(crate) fn has(&self, member: &str) -> bool {
        self.jws.unverified_payload().contains_key(member)
    }

    /// With a `kid` there is usually one candidate; without, each key that fits is tried.
    pub(crate) async fn signature_holds(&self, crypto: &impl Crypto) -> Result<bool, CryptoError> {
        let mut outcome = Ok(false);
        let message = self.jws.signing_input().as_bytes();
        for candidate in &self.candidates {
            match crypto
                .verify(
                    self.algorithm,
                    candidate.key(),
                    message,
                    self.jws.signature(),
                )
                .await
            {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(CryptoError::BadKey) => outcome = Err(CryptoError::BadKey),
                Err(error) => return Err(error),
            }
        }
        outcome
    }

    /// Gives the payload out if the signature holds.
    pub(crate) fn proven(
        self,
        verdict: Result<bool, CryptoError>,
        kind: &Kind<'_>,
        trace: &mut Trace,
    ) -> Result<Signed, Error> {
        let expected = "a signature of that key";
        match verdict {
            Ok(true) => {}
            Ok(false) => {
                return Err(trace.fail(kind.signature, expected, "none", Violation::BadSignature));
            }
            Err(error) => {
                return Err(trace.fail(kind.signature, expected, error.as_str(), error));
            }
        }
        trace.pass(kind.signature, expected, self.algorithm.as_str());
        Ok(Signed {
            payload: self.jws.into_payload(),
        })
    }
}

fn parse<'a>(
    token: &'a str,
    kind: &Kind<'_>,
    trace: &mut Trace,
) -> Result<UnverifiedJws<'a>, Error> {
    const EXPECTED: &str = "a signed token: three parts of base64url";
    let jws = UnverifiedJws::parse(token).map_err(|error| {
        let cause: Cause = match error {
            JwsError::Encrypted => Violation::Encrypted.into(),
            JwsError::TooLarge => Violation::TooLarge.into(),
            JwsError::Header(error) | JwsError::Payload(error) => Violation::Json(error).into(),
            _ => Violation::Malformed("the token").into(),
        };
        trace.fail(kind.format, EXPECTED, error.as_str(), cause)
    })?;
    if !(kind.is_type)(jws.short_typ()) {
        let found = jws.typ().unwrap_or_else(|| "no typ".to_owned());
        let cause = Violation::Refused("typ");
        return Err(trace.fail(kind.format, "a token of its kind", &found, cause));
    }
    if kind.format != kind.signature {
        trace.pass(kind.format, EXPECTED, "as expected");
    }
    Ok(jws)
}
