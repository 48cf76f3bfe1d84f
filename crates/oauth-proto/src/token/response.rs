//! What a token response must hold, whichever grant it answers (RFC 6749 §5.1).

use http::StatusCode;
use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::error::{Error, Violation};
use crate::id_token::{self, Expectations, UnverifiedIdToken};
use crate::json::{Object, type_name};
use crate::oauth_error::OAuthError;
use crate::parties::Parties;
use crate::scope::Scope;
use crate::secret::{AccessToken, RawIdToken, RefreshToken};
use crate::time::Timestamp;
use crate::token_type::TokenType;

/// Tokens as they arrived. The ID token is not verified yet, and shows no claim before it is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TokenResponse {
    /// The access token.
    pub access_token: AccessToken,
    /// How to present it.
    pub token_type: TokenType,
    /// When it ends, if the server says so.
    pub expires_at: Option<Timestamp>,
    /// What was granted.
    pub scope: Scope,
    /// The refresh token, if one was given.
    pub refresh_token: Option<RefreshToken>,
    /// The ID token, present exactly when `openid` was asked for (after a refresh: when one was sent).
    pub id_token: Option<UnverifiedIdToken>,
    pub(crate) parties: Parties,
}

/// What was asked for, to compare the answer with.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) parties: Parties,
    pub(crate) scope: Scope,
    pub(crate) dpop: bool,
}

/// Reads everything but the ID token, leaving the rows `token.*`.
pub(crate) fn read(
    status: StatusCode,
    body: &Object,
    asked: &Asked,
    scope_check: CheckId,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<TokenResponse, Error> {
    Ok(TokenResponse {
        access_token: access_token(status, body, trace)?,
        token_type: token_type(body, asked.dpop, trace)?,
        expires_at: expires_in(body, trace)?.map(|seconds| now.plus(seconds)),
        scope: scope(body, &asked.scope, scope_check, trace)?,
        refresh_token: refresh_token(body, trace)?,
        id_token: None,
        parties: asked.parties.clone(),
    })
}

impl TokenResponse {
    /// Takes the ID token in, leaving the row `id_token.present`; when none is due, every row `id_token.*` is skipped.
    pub(crate) fn read_id_token(
        &mut self,
        body: &Object,
        due: bool,
        expectations: Expectations,
        trace: &mut Trace,
    ) -> Result<(), Error> {
        const EXPECTED: &str = "an ID token";
        let id = CheckId::IdTokenPresent;
        if !due {
            id_token::skip_all(trace, "scope openid was not asked for");
            return Ok(());
        }
        let Some(value) = body.get("id_token") else {
            return Err(trace.fail(id, EXPECTED, "none", Violation::Missing("id_token")));
        };
        let Some(raw) = value.as_str().and_then(RawIdToken::parse) else {
            let cause = Violation::Malformed("id_token");
            return Err(trace.fail(id, EXPECTED, type_name(Some(value)), cause));
        };
        trace.pass(id, EXPECTED, "as expected");
        self.id_token = Some(UnverifiedIdToken {
            raw,
            expectations: Expectations {
                access_token: Some(self.access_token.clone()),
                ..expectations
            },
        });
        Ok(())
    }
}

fn access_token(
    status: StatusCode,
    body: &Object,
    trace: &mut Trace,
) -> Result<AccessToken, Error> {
    const EXPECTED: &str = "an access token that fits a header";
    let id = CheckId::TokenAccessToken;
    let Some(value) = body.get("access_token") else {
        // Some servers refuse with a status of success.
        return Err(match OAuthError::from_json(body, status.as_u16()) {
            Some(error) => trace.fail(id, EXPECTED, &error.to_string(), error),
            None => trace.fail(id, EXPECTED, "none", Violation::Missing("access_token")),
        });
    };
    let Some(token) = value.as_str().and_then(AccessToken::parse) else {
        let cause = Violation::Malformed("access_token");
        return Err(trace.fail(id, EXPECTED, type_name(Some(value)), cause));
    };
    trace.pass(id, EXPECTED, "as expected");
    Ok(token)
}

fn token_type(body: &Object, dpop: bool, trace: &mut Trace) -> Result<TokenType, Error> {
    let expected = if dpop { "DPoP" } else { "Bearer" };
    let id = CheckId::TokenTokenType;
    let name = match body.get("token_type") {
        None => return Err(trace.fail(id, expected, "none", Violation::Missing("token_type"))),
        Some(value) => value.as_str().ok_or(value),
    };
    let name = name.map_err(|value| {
        let cause = Violation::Malformed("token_type");
        trace.fail(id, expected, type_name(Some(value)), cause)
    })?;
    let refused = Violation::Refused("token_type");
    match (TokenType::parse(name), dpop) {
        (Some(TokenType::Bearer), false) => {
            trace.pass(id, expected, name);
            Ok(TokenType::Bearer)
        }
        (Some(TokenType::Dpop), true) => {
            trace.pass(id, expected, name);
            trace.pass(CheckId::DpopTokenType, expected, name);
            Ok(TokenType::Dpop)
        }
        // RFC 9449 §5: a client that wants bound tokens must not take unbound ones.
        (Some(TokenType::Bearer), true) => {
            Err(trace.fail(CheckId::DpopTokenType, expected, name, refused))
        }
        _ => Err(trace.fail(id, expected, name, refused)),
    }
}

/// Absent or a numeric string is common; it is taken, and absence is worth a warning.
fn expires_in(body: &Object, trace: &mut Trace) -> Result<Option<u32>, Error> {
    const EXPECTED: &str = "a number of seconds";
    let id = CheckId::TokenExpiresIn;
    let Some(value) = body.get("expires_in").filter(|value| !value.is_null()) else {
        trace.warn(id, EXPECTED, "none");
        return Ok(None);
    };
    let Some(seconds) = seconds(value) else {
        let cause = Violation::Malformed("expires_in");
        return Err(trace.fail(id, EXPECTED, type_name(Some(value)), cause));
    };
    trace.pass(id, EXPECTED, &seconds.to_string());
    Ok(Some(seconds))
}

/// Whole seconds as a number or digits in a string; more than `u32` holds (136 years) is as good as that.
pub(crate) fn seconds(value: &Value) -> Option<u32> {
    let number = match value {
        Value::String(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.get(..20).unwrap_or(digits).parse().ok()?
        }
        value => match value.as_f64() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "not negative and whole; a float that is too large becomes the largest integer"
            )]
            Some(number) if number >= 0.0 && number.fract() == 0.0 => number as u64,
            _ => return None,
        },
    };
    Some(u32::try_from(number).unwrap_or(u32::MAX))
}

/// RFC 6749 §3.3: the server may grant less than was asked, and then says so; absence means "as asked".
fn scope(body: &Object, asked: &Scope, id: CheckId, trace: &mut Trace) -> Result<Scope, Error> {
    let expected = asked.to_string();
    let Some(value) = body.get("scope").filter(|value| !value.is_null()) else {
        trace.pass(id, &expected, "not said, so as asked");
        return Ok(asked.clone());
    };
    let Some(granted) = value.as_str().and_then(Scope::parse) else {
        let cause = Violation::Malformed("scope");
        return Err(trace.fail(id, &expected, type_name(Some(value)), cause));
    };
    if asked.missing_from(&granted).is_empty() {
        trace.pass(id, &expected, &granted.to_string());
    } else {
        trace.warn(id, &expected, &granted.to_string());
    }
    Ok(granted)
}

fn refresh_token(body: &Object, trace: &mut Trace) -> Result<Option<RefreshToken>, Error> {
    match body.get("refresh_token") {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_str().and_then(RefreshToken::parse) {
            Some(token) => Ok(Some(token)),
            None => Err(trace.fail(
                CheckId::TokenJson,
                "a refresh token that is text",
                type_name(Some(value)),
                Violation::Malformed("refresh_token"),
            )),
        },
    }
}
