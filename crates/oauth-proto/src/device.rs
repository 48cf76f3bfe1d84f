//! The device authorization grant (RFC 8628): a code that is confirmed elsewhere, and polling for the outcome.
//!
//! Rules: a poll is due every `interval` (5 s unless the server says otherwise) after the last answer; `slow_down` adds
//! 5 s for good; a connection that fails doubles the wait, up to a limit, until one succeeds; after the code's end
//! nothing is sent. Time is an argument: a tab that slept polls once when it wakes, for only the last answer counts.

use http::{Request, Response};
use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::client::{Client, TokenBody};
use crate::endpoint::Endpoint;
use crate::error::{Denial, Error, Violation};
use crate::exchange::{self, Ids};
use crate::extra::Extra;
use crate::id_token::Expectations;
use crate::json::{self, Object, type_name};
use crate::metadata::{EndpointName, List, ServerMetadata};
use crate::oauth_error::OAuthError;
use crate::parties::Parties;
use crate::resource::Resource;
use crate::scope::Scope;
use crate::secret::{DeviceCode, opaque_debug};
use crate::signed::Signing;
use crate::time::Timestamp;
use crate::token::{self, Asked, TokenResponse};

/// Seconds between polls when the server does not say (RFC 8628 §3.2).
const DEFAULT_INTERVAL: u32 = 5;
/// Seconds that `slow_down` adds (§3.5).
const SLOW_DOWN: u32 = 5;
/// Longest wait between polls that a server or failing connections can cause, in seconds.
const MAX_WAIT: u32 = 300;
/// Longest life of a code that is believed, in seconds.
const MAX_LIFE: u32 = 24 * 60 * 60;
const MAX_USER_CODE: usize = 64;
/// What the outcome should be.
const CONFIRMED: &str = "confirmed";

/// What the device asks for (RFC 8628 §3.1).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DeviceParams {
    /// What to ask for; `openid` for an ID token.
    pub scope: Scope,
    /// Audiences of the access token, sent joined by spaces; left out when empty.
    pub audience: Vec<String>,
    /// Resource indicators (RFC 8707), each sent as a parameter of its own.
    pub resource: Vec<Resource>,
    /// Any other parameters.
    pub extra: Vec<Extra>,
    /// Whether the tokens must be bound to a `DPoP` key.
    pub dpop: bool,
}

impl DeviceParams {
    /// The usual request.
    pub fn new(scope: Scope) -> Self {
        Self {
            scope,
            audience: Vec::new(),
            resource: Vec::new(),
            extra: Vec::new(),
            dpop: false,
        }
    }
}

/// A request for device codes under way: what its response will be held against.
#[derive(Debug)]
pub struct DeviceRequest {
    asked: Asked,
    expectations: Expectations,
}

/// A device flow that waits to be confirmed.
#[derive(Clone)]
pub struct DeviceFlow {
    device_code: DeviceCode,
    user_code: String,
    verification_uri: Endpoint,
    verification_uri_complete: Option<Endpoint>,
    expires_at: Timestamp,
    interval: u32,
    wait: u32,
    next_poll: Timestamp,
    asked: Asked,
    expectations: Expectations,
}

// Whoever reads the user code can confirm it in another name.
opaque_debug!(DeviceFlow);

/// What to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextPoll {
    /// Not before this time.
    At(Timestamp),
    /// Poll now.
    Now,
    /// The code has ended: give up by [`DeviceFlow::expire`].
    Expired,
}

/// What a poll brought.
#[derive(Debug)]
pub enum PollOutcome {
    /// Nothing yet: ask [`DeviceFlow::next_poll`].
    Pending,
    /// The tokens.
    Tokens(Box<TokenResponse>),
}

/// The request for a device code (§3.1).
pub fn device_authorization_request(
    server: &ServerMetadata,
    client: &Client,
    params: DeviceParams,
    trace: &mut Trace,
) -> Result<(Request<Vec<u8>>, DeviceRequest), Error> {
    let id = CheckId::ConfigEndpoints;
    let endpoint = server.require(EndpointName::DeviceAuthorization, id, trace)?;
    let parties = Parties::new(server, client, id, trace)?;
    if params.scope.contains("openid") {
        server.require_for_id_tokens(id, trace)?;
    }
    trace.pass(id, "the endpoints of this flow", endpoint.as_str());
    let (scope, audience) = (params.scope.to_string(), params.audience.join(" "));
    let mut parameters = vec![("scope", scope.as_str()), ("audience", audience.as_str())];
    parameters.extend(
        params
            .resource
            .iter()
            .map(|resource| ("resource", resource.as_str())),
    );
    parameters.retain(|(_, value)| !value.is_empty());
    let extra = params.extra.iter();
    parameters.extend(extra.map(|extra| (extra.name(), extra.value())));
    let request = client.post(endpoint, &parameters, TokenBody::Form);
    let signing = Signing::new(server, Some(List::IdTokenAlgorithms));
    let asked = DeviceRequest {
        expectations: Expectations::new(signing, client.id()),
        asked: Asked {
            parties,
            scope: params.scope,
            dpop: params.dpop,
        },
    };
    Ok((request, asked))
}

/// Checks the codes (§3.2).
pub fn process_device_authorization_response(
    request: DeviceRequest,
    response: &Response<Vec<u8>>,
    now: Timestamp,
    trace: &mut Trace,
) -> Result<DeviceFlow, Error> {
    let id = CheckId::DeviceAuthorization;
    let mut fetched = Trace::new();
    let body = exchange::json_object(response, Ids::both(id), &mut fetched)
        .inspect_err(|_| trace.extend(fetched))?;
    let codes = read_codes(&body).map_err(|name| {
        let value = body.get(name);
        let cause = match value {
            None => Violation::Missing(name),
            Some(_) => Violation::Malformed(name),
        };
        trace.fail(id, name, type_name(value), cause)
    })?;
    trace.pass(
        id,
        "a device code, a user code and where to enter it",
        codes.verification_uri.as_str(),
    );
    Ok(DeviceFlow {
        expires_at: now.plus(codes.expires_in),
        interval: codes.interval,
        wait: codes.interval,
        next_poll: now.plus(codes.interval),
        device_code: codes.device_code,
        user_code: codes.user_code,
        verification_uri: codes.verification_uri,
        verification_uri_complete: codes.verification_uri_complete,
        asked: request.asked,
        expectations: request.expectations,
    })
}

impl DeviceFlow {
    /// What the person enters.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// Where.
    pub fn verification_uri(&self) -> &Endpoint {
        &self.verification_uri
    }

    /// The same with the code in it.
    pub fn verification_uri_complete(&self) -> Option<&Endpoint> {
        self.verification_uri_complete.as_ref()
    }

    /// When the codes end.
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }

    /// Seconds between polls at present.
    pub fn interval(&self) -> u32 {
        self.interval
    }

    /// Whether to poll.
    pub fn next_poll(&self, now: Timestamp) -> NextPoll {
        if now >= self.expires_at {
            NextPoll::Expired
        } else if now >= self.next_poll {
            NextPoll::Now
        } else {
            NextPoll::At(self.next_poll.min(self.expires_at))
        }
    }

    /// The poll (§3.4).
    pub fn poll_request(&self, client: &Client, body: TokenBody) -> Request<Vec<u8>> {
        let parameters = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", self.device_code.expose_secret()),
        ];
        client.post(&self.asked.parties.token_endpoint, &parameters, body)
    }

    /// Takes the answer to a poll (§3.5).
    pub fn process_poll_response(
        &mut self,
        response: &Response<Vec<u8>>,
        now: Timestamp,
        trace: &mut Trace,
    ) -> Result<PollOutcome, Error> {
        let refused = refusal(response);
        match refused.as_ref().map(OAuthError::code) {
            Some("authorization_pending") => {
                self.schedule(self.interval, now);
                return Ok(PollOutcome::Pending);
            }
            Some("slow_down") => {
                self.interval = self.interval.saturating_add(SLOW_DOWN).min(MAX_WAIT);
                self.schedule(self.interval, now);
                return Ok(PollOutcome::Pending);
            }
            _ => {}
        }
        if let Some(error) = refused {
            trace.pass(
                CheckId::DevicePoll,
                "an answer",
                &exchange::status_text(response.status()),
            );
            let found = error.to_string();
            return Err(match error.code() {
                "expired_token" => {
                    trace.fail(CheckId::DeviceOutcome, CONFIRMED, &found, Denial::Expired)
                }
                _ => trace.fail(CheckId::DeviceOutcome, CONFIRMED, &found, error),
            });
        }
        let body = exchange::json_object(response, Ids::both(CheckId::DevicePoll), trace)?;
        trace.pass(CheckId::DeviceOutcome, CONFIRMED, CONFIRMED);
        let mut tokens = token::read(
            response.status(),
            &body,
            &self.asked,
            CheckId::TokenScope,
            now,
            trace,
        )?;
        let due = self.asked.scope.contains("openid");
        tokens.read_id_token(&body, due, self.expectations.clone(), trace)?;
        Ok(PollOutcome::Tokens(Box::new(tokens)))
    }

    /// Notes that a poll got no answer: the wait doubles (§3.5, "exponential backoff").
    pub fn connection_failed(&mut self, now: Timestamp) {
        self.schedule(self.wait.saturating_mul(2).min(MAX_WAIT), now);
    }

    /// Ends the flow because the person gave up.
    pub fn cancel(self, trace: &mut Trace) -> Error {
        trace.fail(
            CheckId::DeviceOutcome,
            CONFIRMED,
            "cancelled",
            Denial::Cancelled,
        )
    }

    /// Ends the flow because the code has ended.
    pub fn expire(self, trace: &mut Trace) -> Error {
        trace.fail(
            CheckId::DeviceOutcome,
            CONFIRMED,
            "not in time",
            Denial::Expired,
        )
    }

    fn schedule(&mut self, wait: u32, now: Timestamp) {
        self.wait = wait;
        self.next_poll = now.plus(wait);
    }
}

struct Codes {
    device_code: DeviceCode,
    user_code: String,
    verification_uri: Endpoint,
    verification_uri_complete: Option<Endpoint>,
    expires_in: u32,
    interval: u32,
}

/// The codes, or the name of the member that is absent or malformed.
fn read_codes(body: &Object) -> Result<Codes, &'static str> {
    let text = |name: &'static str| body.get(name).and_then(Value::as_str).ok_or(name);
    let address = |name| Endpoint::parse(text(name)?).map_err(|_| name);
    let present = |name: &str| body.get(name).is_some_and(|value| !value.is_null());
    let seconds = |name: &'static str| body.get(name).and_then(token::seconds).ok_or(name);
    let user_code = text("user_code")?;
    let is_shown = |c: char| c.is_ascii_graphic() || c == ' ';
    if user_code.is_empty() || user_code.len() > MAX_USER_CODE || !user_code.chars().all(is_shown) {
        return Err("user_code");
    }
    // Some servers still use the draft's name.
    let uri_name = if present("verification_uri") || !present("verification_url") {
        "verification_uri"
    } else {
        "verification_url"
    };
    let complete = "verification_uri_complete";
    Ok(Codes {
        device_code: DeviceCode::parse(text("device_code")?).ok_or("device_code")?,
        user_code: user_code.to_owned(),
        verification_uri: address(uri_name)?,
        verification_uri_complete: present(complete).then(|| address(complete)).transpose()?,
        expires_in: match seconds("expires_in")? {
            0 => return Err("expires_in"),
            seconds => seconds.min(MAX_LIFE),
        },
        interval: if present("interval") {
            seconds("interval")?.clamp(1, MAX_WAIT)
        } else {
            DEFAULT_INTERVAL
        },
    })
}

fn refusal(response: &Response<Vec<u8>>) -> Option<OAuthError> {
    let status = response.status();
    if !status.is_client_error() {
        return None;
    }
    let body = json::parse_object(response.body()).ok()?;
    OAuthError::from_json(&body, status.as_u16())
}
