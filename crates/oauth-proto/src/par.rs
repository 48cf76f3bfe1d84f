//! Pushed authorization requests (RFC 9126): the parameters go to the server first, the browser carries a handle.

use http::{Request, Response};
use serde_json::Value;

use crate::authorize::{AuthorizationRequest, Redirect};
use crate::check::{CheckId, Trace};
use crate::client::{Client, TokenBody};
use crate::error::{Error, Violation};
use crate::exchange::{self, Ids};
use crate::metadata::{EndpointName, ServerMetadata};
use crate::secret::opaque_debug;

const ID: CheckId = CheckId::ParResponse;

/// A request that is being pushed.
pub struct PushedRequest(AuthorizationRequest);

opaque_debug!(PushedRequest);

/// The request that pushes `request` (RFC 9126 §2.1) to the server that it was made for.
pub fn par_request(
    request: AuthorizationRequest,
    server: &ServerMetadata,
    client: &Client,
    trace: &mut Trace,
) -> Result<(Request<Vec<u8>>, PushedRequest), Error> {
    let endpoint = server.require(EndpointName::Par, ID, trace)?;
    let parties = &request.transaction.parties;
    parties.require(server, client, ID, trace)?;
    // The client says who it is by its own means of authentication.
    let parameters: Vec<_> = request
        .parameters()
        .filter(|(name, _)| *name != "client_id")
        .collect();
    let push = client.post(endpoint, &parameters, TokenBody::Form);
    Ok((push, PushedRequest(request)))
}

/// Takes the handle and makes the redirect of it (RFC 9126 §2.2, §4).
pub fn process_par_response(
    PushedRequest(request): PushedRequest,
    response: &Response<Vec<u8>>,
    trace: &mut Trace,
) -> Result<Redirect, Error> {
    const EXPECTED: &str = "a request_uri";
    let mut fetched = Trace::new();
    let body = exchange::json_object(response, Ids::both(ID), &mut fetched)
        .inspect_err(|_| trace.extend(fetched))?;
    let request_uri = match body.get("request_uri") {
        None => return Err(trace.fail(ID, EXPECTED, "none", Violation::Missing("request_uri"))),
        Some(value) => value.as_str().filter(|uri| is_request_uri(uri)),
    };
    let Some(request_uri) = request_uri else {
        let cause = Violation::Malformed("request_uri");
        return Err(trace.fail(ID, EXPECTED, "something else", cause));
    };
    let lives = body
        .get("expires_in")
        .and_then(Value::as_f64)
        .is_some_and(|seconds| seconds > 0.0);
    if !lives {
        let cause = Violation::Malformed("expires_in");
        return Err(trace.fail(ID, "expires_in, a positive number", "something else", cause));
    }
    trace.pass(ID, EXPECTED, "as expected");
    let parameters = [
        ("client_id", request.transaction.parties.client_id.as_str()),
        ("request_uri", request_uri),
    ];
    Ok(Redirect {
        url: request.endpoint.with_query(parameters),
        transaction: request.transaction,
    })
}

fn is_request_uri(uri: &str) -> bool {
    let sized = (1..=2048).contains(&uri.len());
    sized && uri.contains(':') && uri.bytes().all(|byte| byte.is_ascii_graphic())
}
