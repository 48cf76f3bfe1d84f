//! Validating a JWT access token the way a resource server does (RFC 9068 §4). A client does not need this to use a
//! token, which is opaque to it; it shows whoever sets a server up what an API would say.

use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::client::Client;
use crate::crypto::Crypto;
use crate::error::{ClockFault, Error, Violation};
use crate::jose::{KeyStore, UnverifiedJws};
use crate::json::{Object, numeric_date};
use crate::judge::{Judge, Recorded, Row, audiences, text};
use crate::metadata::ServerMetadata;
use crate::scope::Scope;
use crate::secret::{AccessToken, opaque_debug};
use crate::signed::{self, Kind, Signing, Verification};
use crate::time::{Leeway, Timestamp};

/// What the API demands.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AccessTokenPolicy {
    /// Its own audience.
    pub audience: String,
    /// The scope that it needs.
    pub scope: Scope,
    /// How far clocks may differ.
    pub leeway: Leeway,
    /// Takes a JWT that does not say that it is an access token (Auth0's own profile, older servers): an ID token may
    /// then pass for one. The client may be named by `azp` then.
    pub danger_accept_plain_jwt: bool,
}

impl AccessTokenPolicy {
    /// Of an API with this audience that needs no scope. Without an audience there is no policy: any API's token would do.
    pub fn new(audience: impl Into<String>) -> Self {
        Self {
            audience: audience.into(),
            scope: Scope::default(),
            leeway: Leeway::default(),
            danger_accept_plain_jwt: false,
        }
    }
}

/// An access token that the API would take.
#[derive(Clone)]
pub struct VerifiedAccessToken {
    claims: Object,
}

opaque_debug!(VerifiedAccessToken);

impl VerifiedAccessToken {
    /// All claims.
    pub fn claims(&self) -> &Object {
        &self.claims
    }
}

/// Makes every check of §4, and leaves a row for each.
#[expect(
    clippy::too_many_arguments,
    reason = "each is of another kind, named by its type"
)]
pub async fn verify_access_token(
    token: &AccessToken,
    server: &ServerMetadata,
    client: &Client,
    policy: &AccessTokenPolicy,
    keys: &KeyStore,
    crypto: &impl Crypto,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<Verification<VerifiedAccessToken>, Error> {
    let signing = Signing::new(server, None);
    let kind = Kind {
        format: CheckId::AccessTokenFormat,
        alg: CheckId::AccessTokenFormat,
        key: CheckId::AccessTokenSignature,
        signature: CheckId::AccessTokenSignature,
        signing: &signing,
        is_type: if policy.danger_accept_plain_jwt {
            |typ| typ.is_none() || signed::is_one_of(typ, &["at+jwt", "jwt"])
        } else {
            |typ| signed::is_one_of(typ, &["at+jwt"])
        },
    };
    let token = token.expose_secret();
    let claims = match signed::verify(token, &kind, keys, crypto, now, trace).await? {
        Verification::Verified(signed) => signed.payload,
        Verification::KeysNeeded => return Ok(Verification::KeysNeeded),
    };
    warn_of_plain_jwt(token, trace);
    let mut judge = Judge::new(trace);
    iss(
        judge.row(CheckId::AccessTokenIss),
        &claims,
        signing.issuer(),
    );
    aud(
        judge.row(CheckId::AccessTokenAud),
        &claims,
        &policy.audience,
    );
    exp(
        judge.row(CheckId::AccessTokenExp),
        &claims,
        policy.leeway,
        now,
    );
    client_id(
        judge.row(CheckId::AccessTokenClientId),
        &claims,
        client,
        policy,
    );
    scope(judge.row(CheckId::AccessTokenScope), &claims, &policy.scope);
    judge.end()?;
    Ok(Verification::Verified(VerifiedAccessToken { claims }))
}

/// Says so where the policy has let a token through that does not name its kind.
fn warn_of_plain_jwt(token: &str, trace: &mut Trace) {
    let typ = UnverifiedJws::parse(token).ok().and_then(|jws| jws.typ());
    if typ.as_deref() != Some("at+jwt") {
        let found = typ.as_deref().unwrap_or("no typ");
        trace.warn(CheckId::AccessTokenFormat, "typ at+jwt (RFC 9068)", found);
    }
}

/// "The issuer identifier … MUST exactly match the value of the iss claim."
fn iss(row: Row<'_, '_>, claims: &Object, wanted: &str) -> Recorded {
    match text(claims, "iss") {
        None => row.unusable("iss", wanted, claims.get("iss")),
        Some(found) if found == wanted => row.pass(wanted, found),
        Some(found) => row.fail(wanted, found, Violation::Mismatch("iss")),
    }
}

/// "The aud claim contains a resource indicator value corresponding to an identifier the resource server expects."
fn aud(row: Row<'_, '_>, claims: &Object, wanted: &str) -> Recorded {
    let Some(found) = claims.get("aud").and_then(audiences) else {
        return row.unusable("aud", wanted, claims.get("aud"));
    };
    let shown = found.join(" ");
    if found.contains(&wanted) {
        row.pass(wanted, &shown)
    } else {
        row.fail(wanted, &shown, Violation::Mismatch("aud"))
    }
}

/// "The current time MUST be before the time represented by the exp claim"; `iat` is required and not in the future.
fn exp(row: Row<'_, '_>, claims: &Object, leeway: Leeway, now: Timestamp) -> Recorded {
    let wanted = ["after ", &now.as_unix().to_string()].concat();
    let leeway = leeway.as_seconds();
    let Some(exp) = claims.get("exp").and_then(numeric_date) else {
        return row.unusable("exp", &wanted, claims.get("exp"));
    };
    let Some(iat) = claims.get("iat").and_then(numeric_date) else {
        return row.unusable("iat", "a time of issue", claims.get("iat"));
    };
    let found = exp.as_unix().to_string();
    if now.since(exp) >= leeway {
        row.fail(&wanted, &found, Violation::Expired)
    } else if iat.since(now) > leeway {
        row.fail(&wanted, &found, ClockFault::IssuedInFuture(iat.since(now)))
    } else {
        row.pass(&wanted, &found)
    }
}

/// §2.2: required.
fn client_id(
    row: Row<'_, '_>,
    claims: &Object,
    client: &Client,
    policy: &AccessTokenPolicy,
) -> Recorded {
    let azp = || text(claims, "azp").filter(|_| policy.danger_accept_plain_jwt);
    match text(claims, "client_id").or_else(azp) {
        None => row.unusable("client_id", client.id(), claims.get("client_id")),
        Some(found) if found == client.id() => row.pass(client.id(), found),
        Some(found) => row.fail(client.id(), found, Violation::Mismatch("client_id")),
    }
}

/// §2.2.3: a string of tokens; Ory Hydra and Microsoft have an array `scp`.
fn scope(row: Row<'_, '_>, claims: &Object, wanted: &Scope) -> Recorded {
    if wanted.is_empty() {
        return row.skip("the API demands none");
    }
    let expected = wanted.to_string();
    let list = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        value => audiences(value).map(|tokens| tokens.join(" ")),
    };
    let value = claims.get("scope").or_else(|| claims.get("scp"));
    let Some(granted) = value.and_then(list).and_then(|text| Scope::parse(&text)) else {
        return row.unusable("scope", &expected, value);
    };
    if wanted.missing_from(&granted).is_empty() {
        row.pass(&expected, &granted.to_string())
    } else {
        row.fail(
            &expected,
            &granted.to_string(),
            Violation::Mismatch("scope"),
        )
    }
}
