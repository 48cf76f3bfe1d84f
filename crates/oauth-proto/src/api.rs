//! Calling the caller's API with the access token (RFC 6750 §2.1, §3; RFC 9449 §7).

use http::header::WWW_AUTHENTICATE;
use http::{Method, Request, Response};

use crate::check::{CheckId, Trace};
use crate::endpoint::Endpoint;
use crate::error::{Error, Violation};
use crate::exchange;
use crate::json;
use crate::oauth_error::OAuthError;
use crate::secret::AccessToken;
use crate::token::TokenType;

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
    let Some(error) = refusal(response) else {
        let cause = Violation::Status(status.as_u16());
        return Err(trace.fail(id, EXPECTED, &shown, cause));
    };
    let found = [shown.as_str(), " ", &error.to_string()].concat();
    Err(trace.fail(id, EXPECTED, &found, error))
}

/// The error that the challenge names, else the body's.
fn refusal(response: &Response<Vec<u8>>) -> Option<OAuthError> {
    let status = response.status().as_u16();
    let challenges = response.headers().get_all(WWW_AUTHENTICATE).into_iter();
    let named = challenges
        .filter_map(|value| value.to_str().ok())
        .find_map(|challenge| {
            let code = auth_param(challenge, "error")?;
            let description = auth_param(challenge, "error_description");
            let uri = auth_param(challenge, "error_uri");
            Some(OAuthError::new(code, description, uri, Some(status)))
        });
    named.or_else(|| {
        let body = json::parse_object(response.body()).ok()?;
        OAuthError::from_json(&body, status)
    })
}

/// `name="value"` in a challenge (RFC 9110 §11.2). Escapes are left as they are: the value is only shown.
fn auth_param<'a>(challenge: &'a str, name: &str) -> Option<&'a str> {
    let mut from = 0;
    while let Some(found) = challenge.get(from..)?.find(name) {
        let start = from + found;
        from = start + name.len();
        let begins = start == 0 || challenge.get(..start)?.ends_with([' ', ',', '\t']);
        if let Some(rest) = challenge
            .get(from..)?
            .strip_prefix("=\"")
            .filter(|_| begins)
        {
            return rest.split('"').next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn challenge_parameters() {
        let challenge =
            r#"DPoP realm="x", xerror="no", error="invalid_token", error_description="too old""#;
        assert_eq!(auth_param(challenge, "error"), Some("invalid_token"));
        assert_eq!(auth_param(challenge, "error_description"), Some("too old"));
        assert_eq!(auth_param(challenge, "error_uri"), None);
        assert_eq!(auth_param("error=", "error"), None);
        assert_eq!(auth_param("error", "error"), None);
    }
}
