//! The rule for each claim of an ID token. All are judged and leave a row; the first that failed ends the flow.
//!
//! The signature held before anything here runs; nothing here looks at it.

use serde_json::Value;

use super::{Expectations, IdTokenBinding, IdTokenPolicy};
use crate::check::{CheckId, Trace};
use crate::error::{ClockFault, Error, Violation};
use crate::json::{Object, numeric_date};
use crate::judge::{Judge, Recorded, Row, audiences, owned_audiences, text};
use crate::secret::Nonce;
use crate::secret::same_bytes;
use crate::time::Timestamp;

/// The claim that binds the access token (OIDC Core §3.1.3.6).
pub(super) const AT_HASH: &str = "at_hash";
/// The claim that binds the code (OIDC Core §3.3.2.11).
pub(super) const C_HASH: &str = "c_hash";
/// Longest subject (OIDC Core §2).
const MAX_SUB: usize = 255;
/// Seconds after which a token that was issued just now looks strange.
const FRESH: i64 = 300;

/// What `at_hash` and `c_hash` must be, where they are and there is something to hash.
pub(super) struct Hashes {
    pub(super) access_token: Option<String>,
    pub(super) code: Option<String>,
}

/// Judges all claims in the order of the contract.
pub(super) fn check(
    claims: &Object,
    expected: &Expectations,
    policy: &IdTokenPolicy,
    hashes: &Hashes,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<IdTokenBinding, Error> {
    let leeway = policy.leeway.as_seconds();
    let mut judge = Judge::new(trace);
    iss(judge.row(CheckId::IdTokenIss), claims, expected);
    sub(judge.row(CheckId::IdTokenSub), claims);
    aud(judge.row(CheckId::IdTokenAud), claims, expected, policy);
    azp(judge.row(CheckId::IdTokenAzp), claims, expected);
    exp(judge.row(CheckId::IdTokenExp), claims, leeway, now);
    iat(judge.row(CheckId::IdTokenIat), claims, leeway, now);
    nbf(judge.row(CheckId::IdTokenNbf), claims, leeway, now);
    nonce(judge.row(CheckId::IdTokenNonce), claims, expected, policy);
    auth_time(
        judge.row(CheckId::IdTokenAuthTime),
        claims,
        expected,
        leeway,
        now,
    );
    acr(judge.row(CheckId::IdTokenAcr), claims, expected);
    hash(
        judge.row(CheckId::IdTokenAtHash),
        claims,
        AT_HASH,
        hashes.access_token.as_deref(),
    );
    hash(
        judge.row(CheckId::IdTokenCHash),
        claims,
        C_HASH,
        hashes.code.as_deref(),
    );
    if let Some(previous) = &expected.previous {
        same_session(judge.row(CheckId::RefreshIdToken), claims, previous);
    }
    judge.end()?;
    Ok(IdTokenBinding {
        iss: text(claims, "iss").unwrap_or_default().to_owned(),
        sub: text(claims, "sub").unwrap_or_default().to_owned(),
        aud: claims
            .get("aud")
            .and_then(owned_audiences)
            .unwrap_or_default(),
        // A refreshed token may leave these out; the session's own stay in force.
        auth_time: claims
            .get("auth_time")
            .and_then(numeric_date)
            .map(Timestamp::as_unix)
            .or(expected
                .previous
                .as_ref()
                .and_then(|previous| previous.auth_time)),
        nonce: expected.nonce.clone().or(expected
            .previous
            .as_ref()
            .and_then(|previous| previous.nonce.clone())),
    })
}

/// Step 2: the issuer "MUST exactly match" the one discovered.
fn iss(row: Row<'_, '_>, claims: &Object, expected: &Expectations) -> Recorded {
    let wanted = expected.signing.issuer();
    match text(claims, "iss") {
        None => row.unusable("iss", wanted, claims.get("iss")),
        Some(found) if found == wanted => row.pass(wanted, found),
        Some(found) => row.fail(wanted, found, Violation::Mismatch("iss")),
    }
}

/// §2: present, at most 255 ASCII characters.
fn sub(row: Row<'_, '_>, claims: &Object) -> Recorded {
    const EXPECTED: &str = "1 to 255 ASCII characters";
    match text(claims, "sub") {
        None => row.unusable("sub", EXPECTED, claims.get("sub")),
        Some(sub) if sub.is_empty() || sub.len() > MAX_SUB || !sub.is_ascii() => {
            row.fail(EXPECTED, sub, Violation::Malformed("sub"))
        }
        Some(sub) => row.pass(EXPECTED, sub),
    }
}

/// Step 3: our client is in it, and nobody whom the caller does not trust.
fn aud(
    row: Row<'_, '_>,
    claims: &Object,
    expected: &Expectations,
    policy: &IdTokenPolicy,
) -> Recorded {
    let client_id = expected.client_id.as_str();
    let Some(found) = claims.get("aud").and_then(audiences) else {
        return row.unusable("aud", client_id, claims.get("aud"));
    };
    let shown = found.join(" ");
    let trusted = |one: &&str| {
        *one == client_id
            || policy
                .trusted_audiences
                .iter()
                .any(|trusted| trusted == one)
    };
    if !found.contains(&client_id) {
        row.fail(client_id, &shown, Violation::Mismatch("aud"))
    } else if !found.iter().all(trusted) {
        let wanted = [client_id, " and trusted audiences only"].concat();
        row.fail(&wanted, &shown, Violation::Refused("aud"))
    } else {
        row.pass(client_id, &shown)
    }
}

/// Steps 4 and 5: with several audiences `azp` must be there; where it is, it is our client.
fn azp(row: Row<'_, '_>, claims: &Object, expected: &Expectations) -> Recorded {
    let client_id = &expected.client_id;
    let several = matches!(claims.get("aud"), Some(Value::Array(many)) if many.len() > 1);
    match (claims.get("azp"), text(claims, "azp")) {
        (None, _) if several => row.unusable("azp", client_id, None),
        (None, _) => row.skip("no azp; one audience needs none"),
        (value, None) => row.unusable("azp", client_id, value),
        (_, Some(found)) if found == client_id => row.pass(client_id, found),
        (_, Some(found)) => row.fail(client_id, found, Violation::Mismatch("azp")),
    }
}

/// Step 9: "the current time MUST be before" it. When the whole life of a token that was just made is past, a clock is
/// wrong rather than the token old.
fn exp(row: Row<'_, '_>, claims: &Object, leeway: i64, now: Timestamp) -> Recorded {
    let wanted = ["after ", &now.as_unix().to_string()].concat();
    let Some(exp) = claims.get("exp").and_then(numeric_date) else {
        return row.unusable("exp", &wanted, claims.get("exp"));
    };
    let found = exp.as_unix().to_string();
    let late_by = now.since(exp);
    if late_by < leeway {
        return row.pass(&wanted, &found);
    }
    let issued = claims.get("iat").and_then(numeric_date);
    if issued.is_some_and(|iat| iat < exp && now.since(iat) > leeway) {
        row.fail(&wanted, &found, ClockFault::ExpiredOnArrival(late_by))
    } else {
        row.fail(&wanted, &found, Violation::Expired)
    }
}

/// Step 10: not from the future; long ago is strange for a token that has just been asked for.
fn iat(row: Row<'_, '_>, claims: &Object, leeway: i64, now: Timestamp) -> Recorded {
    let wanted = ["about ", &now.as_unix().to_string()].concat();
    let Some(iat) = claims.get("iat").and_then(numeric_date) else {
        return row.unusable("iat", &wanted, claims.get("iat"));
    };
    let found = iat.as_unix().to_string();
    let age = now.since(iat);
    if age < -leeway {
        row.fail(&wanted, &found, ClockFault::IssuedInFuture(-age))
    } else if age > FRESH + leeway {
        row.warn(&wanted, &found)
    } else {
        row.pass(&wanted, &found)
    }
}

/// RFC 7519 §4.1.5.
fn nbf(row: Row<'_, '_>, claims: &Object, leeway: i64, now: Timestamp) -> Recorded {
    let Some(value) = claims.get("nbf") else {
        return row.skip("no nbf; it is optional");
    };
    let wanted = ["not after ", &now.as_unix().to_string()].concat();
    match numeric_date(value) {
        None => row.unusable("nbf", &wanted, Some(value)),
        Some(nbf) if nbf.since(now) > leeway => {
            let cause = ClockFault::IssuedInFuture(nbf.since(now));
            row.fail(&wanted, &nbf.as_unix().to_string(), cause)
        }
        Some(nbf) => row.pass(&wanted, &nbf.as_unix().to_string()),
    }
}

/// Step 11: "a nonce Claim MUST be present and its value checked". After a refresh it may be absent (§12.2).
fn nonce(
    row: Row<'_, '_>,
    claims: &Object,
    expected: &Expectations,
    policy: &IdTokenPolicy,
) -> Recorded {
    const EXPECTED: &str = "the nonce that was sent";
    let Some(sent) = &expected.nonce else {
        return match (claims.get("nonce"), &expected.previous) {
            (None, _) => row.skip("none was sent"),
            (Some(_), Some(_)) => row.skip("compared with the first ID token's"),
            (Some(_), None) => row.warn("none, for none was sent", "one"),
        };
    };
    match (claims.get("nonce"), text(claims, "nonce")) {
        (None, _) if policy.danger_accept_missing_nonce => {
            row.warn(EXPECTED, "none; taken all the same")
        }
        (value, None) => row.unusable("nonce", EXPECTED, value),
        (_, Some(found)) if sent.matches(found) => row.pass(EXPECTED, "the same"),
        _ => row.fail(EXPECTED, "another", Violation::Mismatch("nonce")),
    }
}

/// Step 13: with `max_age`, the sign-in is no older than that.
fn auth_time(
    row: Row<'_, '_>,
    claims: &Object,
    expected: &Expectations,
    leeway: i64,
    now: Timestamp,
) -> Recorded {
    let value = claims.get("auth_time");
    let time = value.and_then(numeric_date);
    let Some(max_age) = expected.max_age else {
        return match (value, time) {
            (None, _) => row.skip("max_age was not sent"),
            (_, None) => row.unusable("auth_time", "a time", value),
            (_, Some(time)) => row.pass("a time", &time.as_unix().to_string()),
        };
    };
    let oldest = now.as_unix().saturating_sub(i64::from(max_age));
    let wanted = ["not before ", &oldest.to_string()].concat();
    match time {
        None => row.unusable("auth_time", &wanted, value),
        Some(time) => {
            let found = time.as_unix().to_string();
            if time.as_unix().saturating_add(leeway) < oldest {
                row.fail(&wanted, &found, Violation::Refused("auth_time"))
            } else if time.since(now) > leeway {
                row.fail(&wanted, &found, ClockFault::IssuedInFuture(time.since(now)))
            } else {
                row.pass(&wanted, &found)
            }
        }
    }
}

/// Step 12: one of the classes asked for. The server may answer otherwise unless the caller requires it (§5.5.1.1).
fn acr(row: Row<'_, '_>, claims: &Object, expected: &Expectations) -> Recorded {
    let value = claims.get("acr");
    let found = text(claims, "acr");
    if value.is_some() && found.is_none() {
        return row.unusable("acr", "text", value);
    }
    if expected.acr_values.is_empty() {
        return row.skip("acr_values was not sent");
    }
    let wanted = expected.acr_values.join(" ");
    match found {
        Some(found) if expected.acr_values.iter().any(|acr| acr == found) => {
            row.pass(&wanted, found)
        }
        None if expected.require_acr => row.unusable("acr", &wanted, None),
        Some(found) if expected.require_acr => row.fail(&wanted, found, Violation::Refused("acr")),
        found => row.warn(&wanted, found.unwrap_or("none")),
    }
}

/// §3.1.3.8 and §3.3.2.10: optional in the code flow; where present, it holds.
fn hash(row: Row<'_, '_>, claims: &Object, name: &'static str, wanted: Option<&str>) -> Recorded {
    let value = claims.get(name);
    let (Some(wanted), Some(_)) = (wanted, value) else {
        return row.skip("not there; it is optional in this flow");
    };
    match text(claims, name) {
        None => row.unusable(name, wanted, value),
        Some(found) if same_bytes(found.as_bytes(), wanted.as_bytes()) => row.pass(wanted, found),
        Some(found) => row.fail(wanted, found, Violation::Mismatch(name)),
    }
}

/// §12.2: a refreshed token keeps `iss`, `sub`, `aud`, `auth_time`; its nonce, if there, is the first one's.
fn same_session(row: Row<'_, '_>, claims: &Object, previous: &IdTokenBinding) -> Recorded {
    const EXPECTED: &str = "iss, sub, aud, auth_time and nonce of the first ID token";
    let audience = claims.get("aud").and_then(audiences).unwrap_or_default();
    let same_audience = audience
        .iter()
        .all(|one| previous.aud.iter().any(|aud| aud == one))
        && previous
            .aud
            .iter()
            .all(|one| audience.contains(&one.as_str()));
    let time = claims
        .get("auth_time")
        .and_then(numeric_date)
        .map(Timestamp::as_unix);
    let nonce_fits = match (claims.get("nonce"), &previous.nonce) {
        (None, _) => true,
        (Some(Value::String(found)), Some(first)) => Nonce::matches(first, found),
        _ => false,
    };
    let differing = if text(claims, "iss") != Some(&previous.iss) {
        "iss"
    } else if text(claims, "sub") != Some(&previous.sub) {
        "sub"
    } else if !same_audience {
        "aud"
    } else if time.is_some() && previous.auth_time.is_some() && time != previous.auth_time {
        "auth_time"
    } else if !nonce_fits {
        "nonce"
    } else {
        return row.pass(EXPECTED, "the same");
    };
    let found = ["another ", differing].concat();
    row.fail(EXPECTED, &found, Violation::Mismatch(differing))
}
