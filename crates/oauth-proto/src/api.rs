//! Calling the caller's API with the access token (RFC 6750 §2.1, §3; RFC 9449 §7).

use http::{Method, Request, Response};

use crate::challenge;
use crate::check::{CheckId, Trace};
use crate::endpoint::Endpoint;
use crate::error::{Error, Violation};
use crate::exchange;
use crate::secret::AccessToken;
use crate::token_type::TokenType;

/// A request to the API without a body.
pub fn api_request(
    method: Method,
    url: &Endpoint,
    access_token: &AccessToken,
    token_type: TokenType,
) -> Request<Vec<u8>> {
    let mut request = exchange::get(url);
    *request.method_mut() = method;
    exchange::authorize(&mut request, access_token, token_type);
    request
}

/// Checks that the API took the token.
pub fn process_api_response(response: &Response<Vec<u8>>, trace: &mut Trace) -> Result<(), Error> {
    const EXPECTED: &str = "a status of success";
    let id = CheckId::ApiHttp;
    let status = response.status();
    let shown = exchange::status_text(status);
    if status.is_success() {
        trace.pass(id, EXPECTED, &shown);
        return Ok(());
    }
    let Some(error) = challenge::refusals(response).into_iter().next() else {
        let cause = Violation::Status(status.as_u16());
        return Err(trace.fail(id, EXPECTED, &shown, cause));
    };
    let found = [shown.as_str(), " ", &error.to_string()].concat();
    Err(trace.fail(id, EXPECTED, &found, error))
}
