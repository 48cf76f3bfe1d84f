//! light-4j's error body, which `/oauth2/code` speaks: `statusCode`, `code` (`ERR…`), `message`,
//! `description`, `severity`.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::RETRY_AFTER;
use serde::Serialize;

use super::failure::Failure;
use super::json;
use super::parameters::{BadParameters, Repeated};
use super::pkce::BadChallenge;
use super::request::{BadDetails, NoTarget};

/// What goes wrong at `/oauth2/code`.
#[derive(Debug)]
pub(super) enum Problem {
    Parameters(BadParameters),
    Repeated(&'static str),
    Missing(&'static str),
    ResponseType,
    Target(NoTarget),
    /// With the client's id.
    Details(BadDetails, String),
    Busy,
    Failed,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    status_code: u16,
    code: &'a str,
    message: &'a str,
    description: String,
    severity: &'a str,
}

impl From<Repeated> for Problem {
    fn from(Repeated(name): Repeated) -> Self {
        Self::Repeated(name)
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        if failure.is_busy() {
            return Self::Busy;
        }
        failure.log("a code by Basic authentication");
        Self::Failed
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let busy = matches!(self, Self::Busy);
        let (status, code, message, description) = self.parts();
        let body = Body {
            status_code: status.as_u16(),
            code,
            message,
            description,
            severity: "ERROR",
        };
        let mut response = json::private(status, &body);
        if busy {
            response
                .headers_mut()
                .insert(RETRY_AFTER, http::HeaderValue::from_static("2"));
        }
        response
    }
}

type Parts = (StatusCode, &'static str, &'static str, String);

impl Problem {
    fn parts(self) -> Parts {
        match self {
            Self::Parameters(error) => schema(&error.to_string()),
            Self::Repeated(name)
            | Self::Target(NoTarget::Repeated(name))
            | Self::Details(BadDetails::Repeated(name), _) => {
                schema(&format!("{name}: is there more than once"))
            }
            Self::Missing(name) => missing(name),
            Self::ResponseType | Self::Details(BadDetails::ResponseTypeUnsupported, _) => {
                schema("response_type: does not have a value in the enumeration [code]")
            }
            Self::Target(error) => target(error),
            Self::Details(error, client_id) => details(error, &client_id),
            Self::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                "ERR10010",
                "RUNTIME_EXCEPTION",
                "Too many requests at this moment; try again shortly".into(),
            ),
            Self::Failed => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "ERR10010",
                "RUNTIME_EXCEPTION",
                "Unexpected runtime exception".into(),
            ),
        }
    }
}

fn target(error: NoTarget) -> Parts {
    match error {
        NoTarget::Repeated(name) => schema(&format!("{name}: is there more than once")),
        NoTarget::ClientMissing => missing("client_id"),
        NoTarget::ClientUnknown(id) => (
            StatusCode::NOT_FOUND,
            "ERR12014",
            "CLIENT_NOT_FOUND",
            format!("Client {id} is not found."),
        ),
        NoTarget::RedirectUnregistered => (
            StatusCode::BAD_REQUEST,
            "ERR12026",
            "MISMATCH_REDIRECT_URI",
            "redirect_uri is not registered for the client.".into(),
        ),
        NoTarget::RedirectAmbiguous => (
            StatusCode::BAD_REQUEST,
            "ERR12025",
            "MISSING_REDIRECT_URI",
            "redirect_uri is missing and the client has several.".into(),
        ),
    }
}

fn details(error: BadDetails, client_id: &str) -> Parts {
    let (code, message, description) = match error {
        BadDetails::Challenge(BadChallenge::Missing) => return missing("code_challenge"),
        BadDetails::Challenge(BadChallenge::Method(method)) => (
            "ERR12033",
            "INVALID_CODE_CHALLENGE_METHOD",
            format!("Invalid PKCE code challenge method {method}."),
        ),
        BadDetails::Challenge(BadChallenge::TooShort(challenge)) => (
            "ERR12034",
            "CODE_CHALLENGE_TOO_SHORT",
            format!("PKCE codeChallenge length under lower limit, codeChallenge = {challenge}"),
        ),
        BadDetails::Challenge(BadChallenge::TooLong(challenge)) => (
            "ERR12035",
            "CODE_CHALLENGE_TOO_LONG",
            format!("PKCE codeChallenge length over upper limit, codeChallenge = {challenge}"),
        ),
        BadDetails::Challenge(BadChallenge::Characters(challenge)) => (
            "ERR12036",
            "INVALID_CODE_CHALLENGE_FORMAT",
            format!("PKCE codeChallenge format is invalid, codeChallenge = {challenge}"),
        ),
        BadDetails::ScopeNotAllowed(scope) => (
            "ERR12027",
            "MISMATCH_SCOPE",
            format!("scope {scope} does not match the defined scope for client {client_id}"),
        ),
        other => return schema(other.description()),
    };
    (StatusCode::BAD_REQUEST, code, message, description)
}

fn missing(name: &str) -> Parts {
    (
        StatusCode::BAD_REQUEST,
        "ERR11000",
        "VALIDATOR_REQUEST_PARAMETER_QUERY_MISSING",
        format!(
            "Query parameter {name} is required on path /oauth2/code but not found in request."
        ),
    )
}

fn schema(what: &str) -> Parts {
    (
        StatusCode::BAD_REQUEST,
        "ERR11004",
        "VALIDATOR_SCHEMA",
        format!("Schema Validation Error - {what}"),
    )
}
