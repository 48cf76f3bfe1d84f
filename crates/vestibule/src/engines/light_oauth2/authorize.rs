//! An authorization request for the front, checked: before its target is known an error may only be
//! shown, from then on it goes to the client (RFC 6749 §4.1.2.1).

use http::StatusCode;

use super::{LightOauth2, clients::Client, seal::Bound};
use crate::engines::{
    parameters::{BadParameters, Parameters, Repeated},
    redirect::{Reply, ResponseMode},
    scope::Scope,
};

/// An S256 challenge is the unpadded base64url of 32 bytes (RFC 7636 §4.2).
const CHALLENGE_LENGTH: usize = 43;

/// Where the browser goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorize {
    /// To the login page, with this query.
    ToLogin(String),
    /// To the client, with an error.
    Redirect(String),
    /// To an error page.
    Refused(Refusal),
}

/// An error for the person, since there is no client to send it to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The page's status.
    pub status: StatusCode,
    /// The error code, for `data-code`.
    pub code: &'static str,
    /// What is wrong and what to do about it.
    pub description: String,
}

/// A request whose every part was checked.
#[derive(Debug)]
pub(super) struct Request<'a> {
    pub(super) client: &'a Client,
    pub(super) redirect_uri: &'a str,
    /// Whether the request named it; then the token request must name it again.
    named: bool,
    pub(super) challenge: &'a str,
    pub(super) scope: Option<&'a str>,
    reply: Reply<'a>,
}

/// Why there is no such request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Rejected {
    /// For the person.
    Refused(Refusal),
    /// For the client: the address that tells it.
    Redirect(String),
}

/// What may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ResponseType {
    Required,
    /// light-oauth2's forms do not all send it.
    DefaultsToCode,
}

/// What is wrong with a request whose target is good: the client's words for it.
type Wrong = (&'static str, &'static str);

impl LightOauth2 {
    /// The standard authorization endpoint: the request in a query or a form body.
    pub fn authorize(&self, raw: &[u8]) -> Authorize {
        let parameters = match Parameters::parse(raw) {
            Ok(parameters) => parameters,
            Err(error) => return Authorize::Refused(error.into()),
        };
        match self.check(&parameters, ResponseType::Required) {
            Ok(request) if prompts_none(&parameters) => Authorize::Redirect(request.reply.with(&[
                ("error", "login_required"),
                (
                    "error_description",
                    "this server keeps no session, so each sign-in asks",
                ),
            ])),
            Ok(_) => Authorize::ToLogin(
                form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(parameters.iter())
                    .finish(),
            ),
            Err(Rejected::Refused(refusal)) => Authorize::Refused(refusal),
            Err(Rejected::Redirect(location)) => Authorize::Redirect(location),
        }
    }

    /// Checks the client, the redirect URI, then all else.
    pub(super) fn check<'a>(
        &'a self,
        parameters: &'a Parameters,
        response_type: ResponseType,
    ) -> Result<Request<'a>, Rejected> {
        let (client, redirect_uri, named) = self.target(parameters).map_err(Rejected::Refused)?;
        let state = parameters.sent("state");
        let mode = response_mode(parameters);
        let reply = Reply {
            redirect_uri,
            mode: mode.unwrap_or(ResponseMode::Query),
            // Of two states neither can be trusted to be the client's.
            state: state.unwrap_or_default(),
            issuer: Some(&self.issuer),
        };
        let wrong = |(error, description): Wrong| {
            Rejected::Redirect(reply.with(&[("error", error), ("error_description", description)]))
        };
        state.map_err(repeated).map_err(wrong)?;
        mode.map_err(wrong)?;
        check_response_type(parameters, response_type).map_err(wrong)?;
        let challenge = challenge(parameters).map_err(wrong)?;
        let scope = scope(parameters, client).map_err(wrong)?;
        Ok(Request {
            client,
            redirect_uri,
            named,
            challenge,
            scope,
            reply,
        })
    }

    fn target<'a>(
        &'a self,
        parameters: &'a Parameters,
    ) -> Result<(&'a Client, &'a str, bool), Refusal> {
        let id = parameters.get("client_id")?.ok_or_else(|| {
            Refusal::request(
                "client_id is missing. Start at your application, or add client_id to the address.",
            )
        })?;
        let client = self.clients.find(id).ok_or_else(|| Refusal {
            code: "invalid_client",
            ..Refusal::request(
                "No application is registered under this client_id. Correct it, or register the \
                 application in the configuration.",
            )
        })?;
        let sent = parameters.get("redirect_uri")?;
        let redirect_uri = match sent {
            Some(sent) => client.redirect_uri(sent).ok_or_else(|| {
                Refusal::request(
                    "This redirect_uri is not registered for the application. Register it, character \
                     for character, in redirect_uris.",
                )
            })?,
            None => client.only_redirect_uri().ok_or_else(|| {
                Refusal::request(
                    "redirect_uri is missing, and the application has several. It must say which one.",
                )
            })?,
        };
        Ok((client, redirect_uri, sent.is_some()))
    }
}

impl Request<'_> {
    /// The address that takes the service's code to the client, sealed.
    pub(super) fn answer(&self, engine: &LightOauth2, code: &str) -> String {
        let bound = Bound {
            client_id: &self.client.id,
            redirect_uri: self.named.then_some(self.redirect_uri),
            challenge: self.challenge,
        };
        let sealed = engine.seal.close(code, bound);
        self.reply.with(&[("code", &sealed)])
    }
}

impl Refusal {
    fn request(description: &str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "invalid_request",
            description: description.to_owned(),
        }
    }
}

impl From<BadParameters> for Refusal {
    fn from(error: BadParameters) -> Self {
        Self::request(&error.to_string())
    }
}

impl From<Repeated> for Refusal {
    fn from(Repeated(name): Repeated) -> Self {
        Self::request(&format!(
            "{name} is there more than once. The application must send it once."
        ))
    }
}

fn repeated(_: Repeated) -> Wrong {
    ("invalid_request", "a parameter is there more than once")
}

fn prompts_none(parameters: &Parameters) -> bool {
    parameters
        .iter()
        .any(|(name, value)| name == "prompt" && value.split(' ').any(|each| each == "none"))
}

fn response_mode(parameters: &Parameters) -> Result<ResponseMode, Wrong> {
    match parameters.get("response_mode").map_err(repeated)? {
        None | Some("query") => Ok(ResponseMode::Query),
        Some("fragment") => Ok(ResponseMode::Fragment),
        Some(_) => Err(("invalid_request", "response_mode must be query or fragment")),
    }
}

fn check_response_type(parameters: &Parameters, policy: ResponseType) -> Result<(), Wrong> {
    match parameters.get("response_type").map_err(repeated)? {
        Some("code") => Ok(()),
        None if policy == ResponseType::DefaultsToCode => Ok(()),
        None => Err((
            "invalid_request",
            "response_type is missing; it must be code",
        )),
        Some(_) => Err((
            "unsupported_response_type",
            "only response_type=code is supported",
        )),
    }
}

/// This server adds the client's secret, so the challenge is all that ties a code to who asked for it.
fn challenge(parameters: &Parameters) -> Result<&str, Wrong> {
    let method = parameters.get("code_challenge_method").map_err(repeated)?;
    let challenge = parameters.get("code_challenge").map_err(repeated)?;
    let challenge = challenge.ok_or((
        "invalid_request",
        "code_challenge is missing; use PKCE with S256",
    ))?;
    if method != Some("S256") {
        return Err(("invalid_request", "code_challenge_method must be S256"));
    }
    let is_digest = challenge.len() == CHALLENGE_LENGTH
        && challenge
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if is_digest {
        Ok(challenge)
    } else {
        Err((
            "invalid_request",
            "code_challenge is not the base64url of a SHA-256",
        ))
    }
}

fn scope<'a>(parameters: &'a Parameters, client: &Client) -> Result<Option<&'a str>, Wrong> {
    let Some(text) = parameters.get("scope").map_err(repeated)? else {
        return Ok(None);
    };
    let scope: Scope = text.parse().map_err(|_| {
        (
            "invalid_scope",
            "scope has characters that no scope may have",
        )
    })?;
    if scope.within(&client.scope) {
        Ok(Some(text))
    } else {
        Err((
            "invalid_scope",
            "the client is not registered for all of this scope",
        ))
    }
}
