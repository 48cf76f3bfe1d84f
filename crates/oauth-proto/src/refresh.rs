//! Refreshing tokens (RFC 6749 §6, RFC 9700 §4.14, OIDC Core §12). One refresh at a time, and storing the rotated token
//! before use, are for the holder of the session; this file says what must be stored.

use http::{Request, Response};

use crate::check::{CheckId, Trace};
use crate::client::{Client, TokenBody};
use crate::endpoint::Issuer;
use crate::error::Error;
use crate::exchange::{self, Ids};
use crate::id_token::{self, Expectations, IdTokenBinding};
use crate::metadata::{EndpointName, List, ServerMetadata};
use crate::scope::Scope;
use crate::secret::{AccessToken, RefreshToken};
use crate::time::Timestamp;
use crate::token::{self, Asked, TokenResponse, TokenType};

/// What a session keeps between refreshes.
#[derive(Clone, Debug)]
pub struct RefreshGrant {
    /// The latest refresh token.
    pub refresh_token: RefreshToken,
    /// What was granted last.
    pub scope: Scope,
    /// The type of the access token before, which the next must have too.
    pub token_type: TokenType,
    /// What a new ID token must repeat; `None` when there never was one.
    pub binding: Option<IdTokenBinding>,
}

/// A refresh under way: what its response will be held against.
#[derive(Debug)]
pub struct Refresh {
    asked: Asked,
    used: RefreshToken,
    expectations: Option<Expectations>,
}

/// What a refresh brought.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RefreshResponse {
    /// The new tokens. `tokens.refresh_token` is the one to use next, new or as before: store it before anything else.
    pub tokens: TokenResponse,
    /// Whether the refresh token was rotated, so that the one used is void.
    pub rotated: bool,
}

/// The request for new tokens, of the scope granted before.
pub fn refresh_request(
    grant: &RefreshGrant,
    server: &ServerMetadata,
    client: &Client,
    body: TokenBody,
    trace: &mut Trace,
) -> Result<(Request<Vec<u8>>, Refresh), Error> {
    let endpoint = server.require(EndpointName::Token, CheckId::RefreshHttp, trace)?;
    let parameters = [
        ("grant_type", "refresh_token"),
        ("refresh_token", grant.refresh_token.expose_secret()),
    ];
    let request = client.post(endpoint, &parameters, body);
    let issuer = server.issuer().cloned();
    let expectations = grant.binding.as_ref().map(|binding| {
        let algorithms = server.list(List::IdTokenAlgorithms);
        expectations(binding, issuer, client, algorithms.map(<[_]>::to_vec))
    });
    let refresh = Refresh {
        asked: Asked {
            scope: grant.scope.clone(),
            dpop: grant.token_type == TokenType::Dpop,
        },
        used: grant.refresh_token.clone(),
        expectations,
    };
    Ok((request, refresh))
}

/// Checks the response to [`refresh_request`]. When it holds an ID token, verify that too: it leaves the row
/// `refresh.id_token`.
pub fn process_refresh_response(
    refresh: Refresh,
    response: &Response<Vec<u8>>,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<RefreshResponse, Error> {
    let body = exchange::json_object(response, Ids::both(CheckId::RefreshHttp), trace)?;
    let mut tokens = token::read(
        response.status(),
        &body,
        &refresh.asked,
        CheckId::RefreshScope,
        now,
        trace,
    )?;
    let rotated = note_rotation(&mut tokens, refresh.used, trace);
    let sent = body.get("id_token").is_some_and(|value| !value.is_null());
    match refresh.expectations {
        Some(expectations) if sent => tokens.read_id_token(&body, true, expectations, trace)?,
        Some(_) => trace.skip(
            CheckId::RefreshIdToken,
            "no new ID token; the first stays in force",
        ),
        None => {
            trace.skip(CheckId::RefreshIdToken, "the session has no ID token");
            id_token::skip_all(trace, "the session has no ID token");
        }
    }
    Ok(RefreshResponse { tokens, rotated })
}

/// RFC 9700 §4.14.2: for public clients, refresh tokens are bound to the client or rotated.
fn note_rotation(tokens: &mut TokenResponse, used: RefreshToken, trace: &mut Trace) -> bool {
    const EXPECTED: &str = "a new refresh token, or tokens bound to a key";
    let id = CheckId::RefreshRotation;
    let rotated = tokens
        .refresh_token
        .as_ref()
        .is_some_and(|token| *token != used);
    if rotated {
        trace.pass(id, EXPECTED, "a new one");
    } else if tokens.token_type == TokenType::Dpop {
        trace.pass(id, EXPECTED, "the old one, bound to the key");
    } else {
        trace.warn(id, EXPECTED, "the old one stays in force");
    }
    tokens.refresh_token.get_or_insert(used);
    rotated
}

fn expectations(
    binding: &IdTokenBinding,
    issuer: Option<Issuer>,
    client: &Client,
    algorithms: Option<Vec<String>>,
) -> Expectations {
    Expectations {
        issuer,
        client_id: client.id().to_owned(),
        algorithms,
        nonce: None,
        max_age: None,
        acr_values: Vec::new(),
        require_acr: false,
        code: None,
        access_token: None::<AccessToken>,
        previous: Some(binding.clone()),
    }
}
