//! Verifying a signed token against a server's published keys, with a row for each step. Which rows, and which
//! algorithms a token of this kind may use, the caller says; what the payload claims is the caller's affair too.

use crate::check::{CheckId, Trace};
use crate::crypto::{Crypto, CryptoError};
use crate::error::{Cause, Error, Violation};
use crate::jose::{self, Algorithm, CompactJws, Jwk, JwsError, KeyLookup, KeyStore};
use crate::json::Object;
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

/// The rules for one kind of token.
pub(crate) struct Kind<'a> {
    pub(crate) format: CheckId,
    pub(crate) alg: CheckId,
    pub(crate) key: CheckId,
    pub(crate) signature: CheckId,
    /// The server's list of algorithms for it, if it has one.
    pub(crate) algorithms: Option<&'a [String]>,
    /// Whether a token with this `typ` is of this kind (RFC 8725 §3.11).
    pub(crate) is_type: fn(Option<&str>) -> bool,
}

/// A payload whose signature holds.
pub(crate) struct Signed {
    pub(crate) algorithm: Algorithm,
    pub(crate) payload: Object,
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
    let mut rows = Trace::new();
    let outcome = verify_with_rows(token, kind, keys, crypto, now, &mut rows).await;
    if !matches!(outcome, Ok(Verification::KeysNeeded)) {
        trace.extend(rows);
    }
    outcome
}

async fn verify_with_rows(
    token: &str,
    kind: &Kind<'_>,
    keys: &KeyStore,
    crypto: &impl Crypto,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Verification<Signed>, Error> {
    let jws = parse(token, kind, trace)?;

    let expected = kind.algorithms.map_or_else(
        || "an asymmetric algorithm of RFC 7518 or 8037".to_owned(),
        |list| list.join(" "),
    );
    let Some(algorithm) = jose::allowed_algorithm(jws.alg(), kind.algorithms) else {
        let cause = Violation::Refused("alg");
        return Err(trace.fail(kind.alg, &expected, jws.alg(), cause));
    };
    if kind.alg != kind.format {
        trace.pass(kind.alg, &expected, jws.alg());
    }

    let candidates = match keys.lookup(algorithm, jws.kid(), now) {
        KeyLookup::RefetchNeeded => return Ok(Verification::KeysNeeded),
        KeyLookup::Found(candidates) => candidates,
        KeyLookup::NotFound => {
            let expected = ["a published key for ", algorithm.as_str()].concat();
            let found = ["none with kid ", jws.kid().unwrap_or("(none)")].concat();
            return Err(trace.fail(kind.key, &expected, &found, Violation::NoKey));
        }
    };
    if kind.key != kind.signature {
        let found = jws.kid().unwrap_or("no kid: every key that fits");
        trace.pass(kind.key, "a published key that fits", found);
    }

    let expected = "a signature of that key";
    match verify_signature(&jws, algorithm, &candidates, crypto).await {
        Ok(true) => {}
        Ok(false) => {
            return Err(trace.fail(kind.signature, expected, "none", Violation::BadSignature));
        }
        Err(error) => {
            return Err(trace.fail(kind.signature, expected, error.as_str(), error));
        }
    }
    trace.pass(kind.signature, expected, algorithm.as_str());
    Ok(Verification::Verified(Signed {
        algorithm,
        payload: jws.into_payload(),
    }))
}

fn parse<'a>(token: &'a str, kind: &Kind<'_>, trace: &mut Trace) -> Result<CompactJws<'a>, Error> {
    const EXPECTED: &str = "a signed token: three parts of base64url";
    let jws = CompactJws::parse(token).map_err(|error| {
        let cause: Cause = match error {
            JwsError::Encrypted => Violation::Encrypted.into(),
            JwsError::TooLarge => Violation::TooLarge.into(),
            JwsError::Header(error) | JwsError::Payload(error) => Violation::Json(error).into(),
            _ => Violation::Malformed("the token").into(),
        };
        trace.fail(kind.format, EXPECTED, error.as_str(), cause)
    })?;
    let typ = jws.typ();
    if !(kind.is_type)(typ.as_deref()) {
        let found = typ.as_deref().unwrap_or("no typ");
        return Err(trace.fail(
            kind.format,
            "a token of its kind",
            found,
            Violation::Refused("typ"),
        ));
    }
    if kind.format != kind.signature {
        trace.pass(kind.format, EXPECTED, "one");
    }
    Ok(jws)
}

/// With a `kid` there is usually one candidate; without, each key that fits is tried.
async fn verify_signature(
    jws: &CompactJws<'_>,
    algorithm: Algorithm,
    candidates: &[Jwk],
    crypto: &impl Crypto,
) -> Result<bool, CryptoError> {
    let mut outcome = Ok(false);
    for candidate in candidates {
        let message = jws.signing_input().as_bytes();
        match crypto
            .verify(algorithm, candidate.key(), message, jws.signature())
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
