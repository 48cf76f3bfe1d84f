//! What all endpoints have in common: how a request is put together and what its response must be like before anyone
//! looks for members. This file knows statuses and media types, no endpoint's own rules.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};

use crate::check::{CheckId, Trace};
use crate::endpoint::Endpoint;
use crate::error::{Error, Violation};
use crate::json::{self, JsonError, Object};
use crate::oauth_error::OAuthError;
use crate::secret::AccessToken;
use crate::token_type::TokenType;

pub(crate) const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// The checks that fail with the exchange and with its body.
#[derive(Clone, Copy)]
pub(crate) struct Ids {
    pub(crate) http: CheckId,
    pub(crate) json: CheckId,
}

impl Ids {
    pub(crate) const fn both(id: CheckId) -> Self {
        Self { http: id, json: id }
    }
}

pub(crate) fn get(endpoint: &Endpoint) -> Request<Vec<u8>> {
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = endpoint.uri().clone();
    set(&mut request, ACCEPT, JSON);
    request
}

pub(crate) fn post(
    endpoint: &Endpoint,
    content_type: HeaderValue,
    body: String,
) -> Request<Vec<u8>> {
    let mut request = Request::new(body.into_bytes());
    *request.method_mut() = Method::POST;
    *request.uri_mut() = endpoint.uri().clone();
    set(&mut request, ACCEPT, JSON);
    set(&mut request, CONTENT_TYPE, content_type);
    request
}

pub(crate) fn set(request: &mut Request<Vec<u8>>, name: HeaderName, value: HeaderValue) {
    request.headers_mut().insert(name, value);
}

/// A header value of printable ASCII that is kept out of `Debug`.
pub(crate) fn secret_header(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Adds the access token the way its type asks for (RFC 6750 §2.1, RFC 9449 §7.1).
pub(crate) fn authorize(
    request: &mut Request<Vec<u8>>,
    token: &AccessToken,
    token_type: TokenType,
) {
    let text = [token_type.scheme(), " ", token.expose_secret()].concat();
    if let Some(value) = secret_header(&text) {
        set(request, AUTHORIZATION, value);
    }
}

/// A 2xx response with a body of bearable size; anything else ends the flow with the server's own words if it has some.
pub(crate) fn succeeded(
    response: &Response<Vec<u8>>,
    id: CheckId,
    trace: &mut Trace,
) -> Result<(), Error> {
    const EXPECTED: &str = "status 200";
    let status = response.status();
    if response.body().len() > json::MAX_BYTES {
        return Err(trace.fail(
            id,
            EXPECTED,
            "a body that is too large",
            Violation::TooLarge,
        ));
    }
    if status.is_success() {
        trace.pass(id, EXPECTED, &status_text(status));
        return Ok(());
    }
    if status.is_redirection() {
        return Err(trace.fail(id, EXPECTED, &status_text(status), Violation::Redirect));
    }
    let said = json::parse_object(response.body())
        .ok()
        .and_then(|body| OAuthError::from_json(&body, status.as_u16()));
    Err(match said {
        Some(error) => {
            let found = [status_text(status).as_str(), " ", &error.to_string()].concat();
            trace.fail(id, EXPECTED, &found, error)
        }
        None => trace.fail(
            id,
            EXPECTED,
            &status_text(status),
            Violation::Status(status.as_u16()),
        ),
    })
}

/// The JSON object that a successful response must carry.
pub(crate) fn json_object(
    response: &Response<Vec<u8>>,
    ids: Ids,
    trace: &mut Trace,
) -> Result<Object, Error> {
    const EXPECTED: &str = "a JSON object";
    succeeded(response, ids.http, trace)?;
    let object = json::parse_object(response.body())
        .map_err(|error| not_json(ids.json, EXPECTED, error, trace))?;
    match media_type(response.headers()) {
        Ok(Some(other)) if other != "application/json" && !other.ends_with("+json") => {
            trace.warn(ids.json, "Content-Type: application/json", &other);
        }
        Err(_) => trace.warn(ids.json, "Content-Type: application/json", "several"),
        _ if ids.json != ids.http => trace.pass(ids.json, EXPECTED, EXPECTED),
        _ => {}
    }
    Ok(object)
}

/// The media type of a response: in lower case, without parameters. There is one (RFC 9110 §8.3); a browser joins what is
/// repeated by commas.
pub(crate) fn media_type(headers: &HeaderMap) -> Result<Option<String>, Violation> {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let Some(value) = values.next().and_then(|value| value.to_str().ok()) else {
        return Ok(None);
    };
    if values.next().is_some() || value.contains(',') {
        return Err(Violation::Repeated("Content-Type"));
    }
    let media_type = value.split(';').next().unwrap_or_default();
    Ok(Some(media_type.trim().to_ascii_lowercase()))
}

/// Without `StatusCode::as_str`, which brings a table of all nine hundred.
pub(crate) fn status_text(status: StatusCode) -> String {
    status.as_u16().to_string()
}

fn not_json(id: CheckId, expected: &str, error: JsonError, trace: &mut Trace) -> Error {
    trace.fail(id, expected, error.as_str(), Violation::Json(error))
}
