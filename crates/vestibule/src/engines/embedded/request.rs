//! An authorization request, checked (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.2).
//!
//! Two steps, and the order is the security: until `Target` is found an error may only be shown,
//! never redirected; from then on it goes to the client. Which words and statuses an endpoint
//! uses for an error is its own affair.

use http::StatusCode;

use crate::engines::redirect::ResponseMode;
use crate::engines::registration::GrantType;
use crate::engines::scope::Scope;

use super::clients::{Client, Clients};
use super::parameters::{Parameters, Repeated};
use super::pkce::{BadChallenge, Challenge, PlainPolicy};
use super::refusal::Refusal;

/// The client, and where the answer goes: both known to be registered.
#[derive(Debug)]
pub(super) struct Target<'a> {
    pub(super) client: &'a Client,
    /// Where the answer goes.
    pub(super) redirect_uri: &'a str,
    /// Whether the request named it; then the token request must name it again.
    pub(super) redirect_uri_sent: bool,
}

/// Why there is no target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoTarget {
    Repeated(&'static str),
    ClientMissing,
    ClientUnknown(String),
    RedirectUnregistered,
    /// None was sent, and the client has several.
    RedirectAmbiguous,
}

impl<'a> Target<'a> {
    pub(super) fn find(clients: &'a Clients, parameters: &'a Parameters) -> Result<Self, NoTarget> {
        let id = parameters
            .get("client_id")?
            .ok_or(NoTarget::ClientMissing)?;
        let client = clients
            .find(id)
            .ok_or_else(|| NoTarget::ClientUnknown(id.to_owned()))?;
        let sent = parameters.get("redirect_uri")?;
        let redirect_uri = match sent {
            Some(sent) => client
                .redirect_uri(sent)
                .ok_or(NoTarget::RedirectUnregistered)?,
            None => client
                .only_redirect_uri()
                .ok_or(NoTarget::RedirectAmbiguous)?,
        };
        Ok(Self {
            client,
            redirect_uri,
            redirect_uri_sent: sent.is_some(),
        })
    }
}

impl From<Repeated> for NoTarget {
    fn from(Repeated(name): Repeated) -> Self {
        Self::Repeated(name)
    }
}

impl From<NoTarget> for Refusal {
    fn from(error: NoTarget) -> Self {
        let (code, description) = match error {
            NoTarget::Repeated(_) => (
                "invalid_request",
                "client_id or redirect_uri is there more than once. The application must send each once.",
            ),
            NoTarget::ClientMissing => (
                "invalid_request",
                "client_id is missing. Start at your application, or add client_id to the address.",
            ),
            NoTarget::ClientUnknown(_) => (
                "invalid_client",
                "No application is registered under this client_id. Correct it, or register the application in the configuration.",
            ),
            NoTarget::RedirectUnregistered => (
                "invalid_request",
                "This redirect_uri is not registered for the application. Register it, character for character, in redirect_uris.",
            ),
            NoTarget::RedirectAmbiguous => (
                "invalid_request",
                "redirect_uri is missing, and the application has several. It must say which one.",
            ),
        };
        Self {
            status: StatusCode::BAD_REQUEST,
            code,
            description,
        }
    }
}

/// What is asked of the target, checked.
#[derive(Debug)]
pub(super) struct Details {
    pub(super) scope: Scope,
    pub(super) nonce: Option<String>,
    pub(super) challenge: Option<Challenge>,
}

/// Why the request is refused although its target is good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadDetails {
    Repeated(&'static str),
    ResponseTypeMissing,
    ResponseTypeUnsupported,
    ResponseMode,
    ScopeMalformed,
    ScopeNotAllowed(String),
    GrantTypeNotAllowed,
    Challenge(BadChallenge),
    RequestObject,
    RequestUri,
    Registration,
    MaxAge,
    PromptNoneAndMore,
    IdTokenHint,
    LoginRequired,
    ConsentRequired,
    AccessDenied,
}

impl Details {
    /// Steps in the order of OpenID Connect Core §3.1.2.2; `client_id` and `redirect_uri` are the target's.
    pub(super) fn check(
        target: &Target<'_>,
        parameters: &Parameters,
        plain: PlainPolicy,
    ) -> Result<Self, BadDetails> {
        // What would change the meaning of the request and is not understood here (§6.1, §7.2.1).
        if parameters.get("request")?.is_some() {
            return Err(BadDetails::RequestObject);
        }
        if parameters.get("request_uri")?.is_some() {
            return Err(BadDetails::RequestUri);
        }
        if parameters.get("registration")?.is_some() {
            return Err(BadDetails::Registration);
        }
        if !target.client.uses(GrantType::AuthorizationCode) {
            return Err(BadDetails::GrantTypeNotAllowed);
        }
        let scope = scope(target.client, parameters.get("scope")?)?;
        let challenge = Challenge::from_request(
            parameters.get("code_challenge")?,
            parameters.get("code_challenge_method")?,
            target.client.require_pkce,
            plain,
        )
        .map_err(BadDetails::Challenge)?;
        Ok(Self {
            scope,
            nonce: parameters.get("nonce")?.map(str::to_owned),
            challenge,
        })
    }
}

/// Whether a request may leave `response_type` out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResponseType {
    /// As the standard has it.
    Required,
    /// As light-oauth2's form has it.
    DefaultsToCode,
}

/// `response_type`, of which only `code` is served.
pub(super) fn check_response_type(
    parameters: &Parameters,
    response_type: ResponseType,
) -> Result<(), BadDetails> {
    match parameters.get("response_type")? {
        Some("code") => Ok(()),
        Some(_) => Err(BadDetails::ResponseTypeUnsupported),
        None if response_type == ResponseType::DefaultsToCode => Ok(()),
        None => Err(BadDetails::ResponseTypeMissing),
    }
}

/// How the answer is to travel (OAuth 2.0 Multiple Response Types §2.1).
pub(super) fn response_mode(parameters: &Parameters) -> Option<ResponseMode> {
    match parameters.get("response_mode") {
        Ok(None | Some("query")) => Some(ResponseMode::Query),
        Ok(Some("fragment")) => Some(ResponseMode::Fragment),
        Ok(Some(_)) | Err(_) => None,
    }
}

fn scope(client: &Client, asked: Option<&str>) -> Result<Scope, BadDetails> {
    let Some(asked) = asked else {
        return Ok(client.scope.unasked());
    };
    let scope: Scope = asked.parse().map_err(|_| BadDetails::ScopeMalformed)?;
    if scope.is_empty() {
        return Err(BadDetails::ScopeMalformed);
    }
    if scope.within(&client.scope) {
        Ok(scope)
    } else {
        Err(BadDetails::ScopeNotAllowed(asked.to_owned()))
    }
}

impl From<Repeated> for BadDetails {
    fn from(Repeated(name): Repeated) -> Self {
        Self::Repeated(name)
    }
}

impl BadDetails {
    /// The error code that the client gets (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6).
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::ResponseTypeUnsupported => "unsupported_response_type",
            Self::ScopeMalformed | Self::ScopeNotAllowed(_) => "invalid_scope",
            Self::RequestObject => "request_not_supported",
            Self::RequestUri => "request_uri_not_supported",
            Self::Registration => "registration_not_supported",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired => "consent_required",
            Self::AccessDenied => "access_denied",
            Self::GrantTypeNotAllowed => "unauthorized_client",
            Self::Repeated(_)
            | Self::ResponseTypeMissing
            | Self::ResponseMode
            | Self::Challenge(_)
            | Self::MaxAge
            | Self::IdTokenHint
            | Self::PromptNoneAndMore => "invalid_request",
        }
    }

    /// The words for the client's developer, in the characters that RFC 6749 allows.
    pub(super) fn description(&self) -> &'static str {
        match self {
            Self::Repeated(_) => "A parameter is there more than once; send each once",
            Self::ResponseTypeMissing => "response_type is missing; send response_type=code",
            Self::ResponseTypeUnsupported => "Only response_type=code is supported",
            Self::ResponseMode => "response_mode must be query or fragment",
            Self::ScopeMalformed => "scope is malformed; send words separated by single spaces",
            Self::ScopeNotAllowed(_) => "scope goes beyond what is registered for this client",
            Self::GrantTypeNotAllowed => {
                "The client is not registered for authorization_code; add it to its grant_types"
            }
            Self::Challenge(why) => why.description(),
            Self::RequestObject => "The request parameter is not supported",
            Self::RequestUri => "The request_uri parameter is not supported",
            Self::Registration => "The registration parameter is not supported",
            Self::MaxAge => "max_age must be a number of seconds",
            Self::PromptNoneAndMore => "prompt=none can not be combined with other values",
            Self::IdTokenHint => {
                "id_token_hint is not an ID token of this server, or its key is no longer kept"
            }
            Self::ConsentRequired => "The person must consent, and prompt=none forbids to ask",
            Self::AccessDenied => "The person has denied the request",
            Self::LoginRequired => "The person must sign in, and prompt=none forbids to ask",
        }
    }
}
