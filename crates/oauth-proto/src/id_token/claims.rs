//! The rule for each claim of an ID token. All are judged and leave a row; the first that failed ends the flow.
//!
//! The signature held before anything here runs; nothing here looks at it.

use serde_json::Value;

use super::{Expectations, IdTokenBinding, IdTokenPolicy};
use crate::check::{CheckId, Trace};
use crate::error::{ClockFault, Error, Violation};
use crate::json::{Object, numeric_date};
use crate::judge::{Judge, Verdict, audiences, text};
use crate::secret::Nonce;
use crate::secret::same_bytes;
use crate::time::Timestamp;

/// Longest subject (OIDC Core §2).
const MAX_SUB: usize = 255;
/// Seconds after which a token that was issued just now looks strange.
const FRESH: i64 = 300;

/// What `at_hash` and `c_hash` must be, when there is something to hash.
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
    judge.note(CheckId::IdTokenIss, iss(claims, expected));
    judge.note(CheckId::IdTokenSub, sub(claims));
    judge.note(CheckId::IdTokenAud, aud(claims, expected, policy));
    judge.note(CheckId::IdTokenAzp, azp(claims, expected));
    judge.note(CheckId::IdTokenExp, exp(claims, leeway, now));
    judge.note(CheckId::IdTokenIat, iat(claims, leeway, now));
    judge.note(CheckId::IdTokenNbf, nbf(claims, leeway, now));
    judge.note(CheckId::IdTokenNonce, nonce(claims, expected, policy));
    judge.note(
        CheckId::IdTokenAuthTime,
        auth_time(claims, expected, leeway, now),
    );
    judge.note(CheckId::IdTokenAcr, acr(claims, expected));
    judge.note(
        CheckId::IdTokenAtHash,
        hash(claims, "at_hash", hashes.access_token.as_deref()),
    );
    judge.note(
        CheckId::IdTokenCHash,
        hash(claims, "c_hash", hashes.code.as_deref()),
    );
    if let Some(previous) = &expected.previous {
        judge.note(CheckId::RefreshIdToken, same_session(claims, previous));
    }
    judge.end()?;
    Ok(IdTokenBinding {
        iss: text(claims, "iss").unwrap_or_default().to_owned(),
        sub: text(claims, "sub").unwrap_or_default().to_owned(),
        aud: claims.get("aud").and_then(audiences).unwrap_or_default(),
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
fn iss(claims: &Object, expected: &Expectations) -> Verdict {
    let wanted = expected
        .issuer
        .as_ref()
        .map_or("", |issuer| issuer.as_str());
    match text(claims, "iss") {
        None => Verdict::unusable("iss", wanted, claims.get("iss")),
        Some(found) if found == wanted => Verdict::pass(wanted, found),
        Some(found) => Verdict::fail(wanted, found, Violation::Mismatch("iss")),
    }
}

/// §2: present, at most 255 ASCII characters.
fn sub(claims: &Object) -> Verdict {
    const EXPECTED: &str = "1 to 255 ASCII characters";
    match text(claims, "sub") {
        None => Verdict::unusable("sub", EXPECTED, claims.get("sub")),
        Some(sub) if sub.is_empty() || sub.len() > MAX_SUB || !sub.is_ascii() => {
            Verdict::fail(EXPECTED, sub, Violation::Malformed("sub"))
        }
        Some(sub) => Verdict::pass(EXPECTED, sub),
    }
}

/// Step 3: our client is in it, and nobody whom the caller does not trust.
fn aud(claims: &Object, expected: &Expectations, policy: &IdTokenPolicy) -> Verdict {
    let client_id = &expected.client_id;
    let Some(found) = claims.get("aud").and_then(audiences) else {
        return Verdict::unusable("aud", client_id, claims.get("aud"));
    };
    let shown = found.join(" ");
    let trusted = |one: &String| one == client_id || policy.trusted_audiences.contains(one);
    if !found.contains(client_id) {
        Verdict::fail(client_id, &shown, Violation::Mismatch("aud"))
    } else if !found.iter().all(trusted) {
        let wanted = [client_id, " and trusted audiences only"].concat();
        Verdict::fail(&wanted, &shown, Violation::Refused("aud"))
    } else {
        Verdict::pass(client_id, &shown)
    }
}

/// Steps 4 and 5: with several audiences `azp` must be there; where it is, it is our client.
fn azp(claims: &Object, expected: &Expectations) -> Verdict {
    let client_id = &expected.client_id;
    let several = matches!(claims.get("aud"), Some(Value::Array(many)) if many.len() > 1);
    match (claims.get("azp"), text(claims, "azp")) {
        (None, _) if several => Verdict::unusable("azp", client_id, None),
        (None, _) => Verdict::Skip("no azp; one audience needs none"),
        (value, None) => Verdict::unusable("azp", client_id, value),
        (_, Some(found)) if found == client_id => Verdict::pass(client_id, found),
        (_, Some(found)) => Verdict::fail(client_id, found, Violation::Mismatch("azp")),
    }
}

/// Step 9: "the current time MUST be before" it. When the whole life of a token that was just made is past, a clock is
/// wrong rather than the token old.
fn exp(claims: &Object, leeway: i64, now: Timestamp) -> Verdict {
    let wanted = ["after ", &now.as_unix().to_string()].concat();
    let Some(exp) = claims.get("exp").and_then(numeric_date) else {
        return Verdict::unusable("exp", &wanted, claims.get("exp"));
    };
    let found = exp.as_unix().to_string();
    let late_by = now.since(exp);
    if late_by < leeway {
        return Verdict::pass(&wanted, &found);
    }
    let issued = claims.get("iat").and_then(numeric_date);
    if issued.is_some_and(|iat| iat < exp && now.since(iat) > leeway) {
        Verdict::fail(&wanted, &found, ClockFault::ExpiredOnArrival(late_by))
    } else {
        Verdict::fail(&wanted, &found, Violation::Expired)
    }
}

/// Step 10: not from the future; long ago is strange for a token that has just been asked for.
fn iat(claims: &Object, leeway: i64, now: Timestamp) -> Verdict {
    let wanted = ["about ", &now.as_unix().to_string()].concat();
    let Some(iat) = claims.get("iat").and_then(numeric_date) else {
        return Verdict::unusable("iat", &wanted, claims.get("iat"));
    };
    let found = iat.as_unix().to_string();
    let age = now.since(iat);
    if age < -leeway {
        Verdict::fail(&wanted, &found, ClockFault::IssuedInFuture(-age))
    } else if age > FRESH + leeway {
        Verdict::Warn(wanted, found)
    } else {
        Verdict::pass(&wanted, &found)
    }
}

/// RFC 7519 §4.1.5.
fn nbf(claims: &Object, leeway: i64, now: Timestamp) -> Verdict {
    let wanted = ["not after ", &now.as_unix().to_string()].concat();
    match claims.get("nbf") {
        None => Verdict::Skip("no nbf; it is optional"),
        Some(value) => match numeric_date(value) {
            None => Verdict::unusable("nbf", &wanted, Some(value)),
            Some(nbf) if nbf.since(now) > leeway => {
                let cause = ClockFault::IssuedInFuture(nbf.since(now));
                Verdict::fail(&wanted, &nbf.as_unix().to_string(), cause)
            }
            Some(nbf) => Verdict::pass(&wanted, &nbf.as_unix().to_string()),
        },
    }
}

/// Step 11: "a nonce Claim MUST be present and its value checked". After a refresh it may be absent (§12.2).
fn nonce(claims: &Object, expected: &Expectations, policy: &IdTokenPolicy) -> Verdict {
    const EXPECTED: &str = "the nonce that was sent";
    let Some(sent) = &expected.nonce else {
        return match (claims.get("nonce"), &expected.previous) {
            (None, _) => Verdict::Skip("none was sent"),
            (Some(_), Some(_)) => Verdict::Skip("compared with the first ID token's"),
            (Some(_), None) => {
                Verdict::Warn("none, for none was sent".to_owned(), "one".to_owned())
            }
        };
    };
    match (claims.get("nonce"), text(claims, "nonce")) {
        (None, _) if policy.danger_accept_missing_nonce => {
            Verdict::Warn(EXPECTED.to_owned(), "none; taken all the same".to_owned())
        }
        (value, None) => Verdict::unusable("nonce", EXPECTED, value),
        (_, Some(found)) if sent.matches(found) => Verdict::pass(EXPECTED, "the same"),
        _ => Verdict::fail(EXPECTED, "another", Violation::Mismatch("nonce")),
    }
}

/// Step 13: with `max_age`, the sign-in is no older than that.
fn auth_time(claims: &Object, expected: &Expectations, leeway: i64, now: Timestamp) -> Verdict {
    let value = claims.get("auth_time");
    let time = value.and_then(numeric_date);
    let Some(max_age) = expected.max_age else {
        return match (value, time) {
            (None, _) => Verdict::Skip("max_age was not sent"),
            (_, None) => Verdict::unusable("auth_time", "a time", value),
            (_, Some(time)) => Verdict::pass("a time", &time.as_unix().to_string()),
        };
    };
    let oldest = now.as_unix().saturating_sub(i64::from(max_age));
    let wanted = ["not before ", &oldest.to_string()].concat();
    match time {
        None => Verdict::unusable("auth_time", &wanted, value),
        Some(time) => {
            let found = time.as_unix().to_string();
            if time.as_unix().saturating_add(leeway) < oldest {
                Verdict::fail(&wanted, &found, Violation::Refused("auth_time"))
            } else if time.since(now) > leeway {
                Verdict::fail(&wanted, &found, ClockFault::IssuedInFuture(time.since(now)))
            } else {
                Verdict::pass(&wanted, &found)
            }
        }
    }
}

/// Step 12: one of the classes asked for. The server may answer otherwise unless the caller requires it (§5.5.1.1).
fn acr(claims: &Object, expected: &Expectations) -> Verdict {
    let value = claims.get("acr");
    let found = text(claims, "acr");
    if value.is_some() && found.is_none() {
        return Verdict::unusable("acr", "text", value);
    }
    let wanted = expected.acr_values.join(" ");
    match found {
        _ if expected.acr_values.is_empty() => Verdict::Skip("acr_values was not sent"),
        Some(found) if expected.acr_values.iter().any(|acr| acr == found) => {
            Verdict::pass(&wanted, found)
        }
        None if expected.require_acr => Verdict::unusable("acr", &wanted, None),
        Some(found) if expected.require_acr => {
            Verdict::fail(&wanted, found, Violation::Refused("acr"))
        }
        found => Verdict::Warn(wanted, found.unwrap_or("none").to_owned()),
    }
}

/// §3.1.3.8 and §3.3.2.10: optional in the code flow; where present, it holds.
fn hash(claims: &Object, name: &'static str, wanted: Option<&str>) -> Verdict {
    let value = claims.get(name);
    let (Some(wanted), Some(_)) = (wanted, value) else {
        return Verdict::Skip("not there; it is optional in this flow");
    };
    match text(claims, name) {
        None => Verdict::unusable(name, wanted, value),
        Some(found) if same_bytes(found.as_bytes(), wanted.as_bytes()) => {
            Verdict::pass(wanted, found)
        }
        Some(found) => Verdict::fail(wanted, found, Violation::Mismatch(name)),
    }
}

/// §12.2: a refreshed token keeps `iss`, `sub`, `aud`, `auth_time`; its nonce, if there, is the first one's.
fn same_session(claims: &Object, previous: &IdTokenBinding) -> Verdict {
    const EXPECTED: &str = "iss, sub, aud, auth_time and nonce of the first ID token";
    let audience = claims.get("aud").and_then(audiences).unwrap_or_default();
    let within = |some: &[String], all: &[String]| some.iter().all(|one| all.contains(one));
    let same_audience = within(&audience, &previous.aud) && within(&previous.aud, &audience);
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
        return Verdict::pass(EXPECTED, "the same");
    };
    let found = ["another ", differing].concat();
    Verdict::fail(EXPECTED, &found, Violation::Mismatch(differing))
}
