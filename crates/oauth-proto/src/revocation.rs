//! Revoking tokens (RFC 7009). Sent as a plain form, so that a browser needs no CORS preflight.

use http::{Request, Response};

use crate::check::{CheckId, Trace};
use crate::client::{Client, TokenBody};
use crate::error::Error;
use crate::exchange;
use crate::metadata::{EndpointName, ServerMetadata};
use crate::secret::{AccessToken, RefreshToken};

/// What is to be revoked. Revoking a refresh token should end its access tokens as well (RFC 7009 §2.1).
#[derive(Clone, Copy, Debug)]
pub enum Revocable<'a> {
    /// An access token.
    AccessToken(&'a AccessToken),
    /// A refresh token.
    RefreshToken(&'a RefreshToken),
}

/// The request that revokes a token.
pub fn revocation_request(
    token: Revocable<'_>,
    server: &ServerMetadata,
    client: &Client,
    trace: &mut Trace,
) -> Result<Request<Vec<u8>>, Error> {
    let endpoint = server.require(EndpointName::Revocation, CheckId::RevokeHttp, trace)?;
    let (value, hint) = match token {
        Revocable::AccessToken(token) => (token.expose_secret(), "access_token"),
        Revocable::RefreshToken(token) => (token.expose_secret(), "refresh_token"),
    };
    let parameters = [("token", value), ("token_type_hint", hint)];
    Ok(client.post(endpoint, &parameters, TokenBody::Form))
}

/// Checks the response: its status only, for "the content of the response body is ignored" (RFC 7009 §2.2).
pub fn process_revocation_response(
    response: &Response<Vec<u8>>,
    trace: &mut Trace,
) -> Result<(), Error> {
    exchange::succeeded(response, CheckId::RevokeHttp, trace)
}
