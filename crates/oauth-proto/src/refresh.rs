//! Refreshing tokens (RFC 6749 §6, RFC 9700 §4.14, OIDC Core §12). One refresh at a time, and storing the rotated token
//! before use, are for the holder of the session; this file says what must be stored.

use http::{Request, Response};

use crate::check::{CheckId, Trace};
use crate::client::{Client, TokenBody};
use crate::error::{Error, Misuse};
use crate::exchange::{self, Ids};
use crate::grant::Grant;
use crate::id_token::{self, Expectations, IdTokenBinding};
use crate::metadata::{EndpointName, List, ServerMetadata};
use crate::secret::RefreshToken;
use crate::signed::Signing;
use crate::time::Timestamp;
use crate::token::{self, Asked, TokenResponse};
use crate::token_type::TokenType;

/// A refresh under way: what its response will be held against.
#[derive(Debug)]
pub struct Refresh {
    asked: Asked,
    used: RefreshToken,
    signing: Signing,
    binding: Option<IdTokenBinding>,
}

/// What a refresh brought.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RefreshResponse {
    /// The new tokens. `tokens.refresh_token` is the one to use next, new or as before: store it before anything else.
    pub tokens: TokenResponse,
    /// Whether the refresh token was rotated, so that the one used is void.
    pub rotated: bool,
    binding: Option<IdTokenBinding>,
}

impl RefreshResponse {
    /// What to keep from now on. A new ID token changes nothing about what the next must repeat (OIDC Core §12.2).
    pub fn grant(&self) -> Grant {
        self.tokens.grant_bound(self.binding.clone())
    }
}

/// The request for new tokens, of the scope granted before (RFC 6749 §6). It goes to the server that gave the grant, for the
/// client that it was given to; for any other it is refused.
pub fn refresh_request(
    grant: &Grant,
    server: &ServerMetadata,
    client: &Client,
    body: TokenBody,
    trace: &mut Trace,
) -> Result<(Request<Vec<u8>>, Refresh), Error> {
    let id = CheckId::RefreshHttp;
    let endpoint = server.require(EndpointName::Token, id, trace)?;
    grant.parties.require(server, client, id, trace)?;
    let Some(used) = grant.refresh_token.clone() else {
        let cause = Misuse::NotGranted("a refresh token");
        return Err(trace.fail(id, "a refresh token", "none", cause));
    };
    let parameters = [
        ("grant_type", "refresh_token"),
        ("refresh_token", used.expose_secret()),
    ];
    let request = client.post(endpoint, &parameters, body);
    let refresh = Refresh {
        asked: Asked {
            parties: grant.parties.clone(),
            scope: grant.scope.clone(),
            dpop: grant.token_type == TokenType::Dpop,
        },
        used,
        signing: Signing::new(server, Some(List::IdTokenAlgorithms)),
        binding: grant.binding.clone(),
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
    match &refresh.binding {
        Some(binding) if sent => {
            let expectations = Expectations {
                previous: Some(binding.clone()),
                ..Expectations::new(refresh.signing, &refresh.asked.parties.client_id)
            };
            tokens.read_id_token(&body, true, expectations, trace)?;
        }
        Some(_) => trace.skip(
            CheckId::RefreshIdToken,
            "no new ID token; the first stays in force",
        ),
        None => {
            trace.skip(CheckId::RefreshIdToken, "the session has no ID token");
            id_token::skip_all(trace, "the session has no ID token");
        }
    }
    Ok(RefreshResponse {
        tokens,
        rotated,
        binding: refresh.binding,
    })
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
