//! One flow as a client would run it on the core: what each step keeps for the next. Sends nothing, checks nothing.

use http::{Request, Response, StatusCode};
use oauth_proto::Verification;
use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
use oauth_proto::callback::{CallbackParams, process_callback};
use oauth_proto::check::Trace;
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::discovery::{Discovery, DiscoveryStep};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::error::Error;
use oauth_proto::id_token::{IdTokenPolicy, UnverifiedIdToken, VerifiedIdToken};
use oauth_proto::jose::KeyStore;
use oauth_proto::metadata::ServerMetadata;
use oauth_proto::refresh::{Refresh, process_refresh_response, refresh_request};
use oauth_proto::scope::Scope;
use oauth_proto::time::Timestamp;
use oauth_proto::token::{
    CodeExchange, TokenBody, TokenResponse, authorization_code_request, process_token_response,
};
use oauth_proto::transaction::Transaction;

use crate::adapter::{Host, answered};

#[derive(Clone, Copy)]
pub(crate) enum Step {
    Start,
    Metadata,
    Callback,
    Tokens,
    Keys,
    Refresh,
    Refreshed,
}

/// What is known so far. Steps out of order find nothing and fail.
#[derive(Default)]
pub(crate) struct Flow {
    asked: Option<(Client, AuthorizationParams)>,
    discovery: Option<Discovery>,
    server: Option<ServerMetadata>,
    keys: Option<KeyStore>,
    transaction: Option<Transaction>,
    exchange: Option<CodeExchange>,
    tokens: Option<TokenResponse>,
    id_token: Option<VerifiedIdToken>,
    refresh: Option<Refresh>,
    trace: Trace,
}

/// Why a step did not happen.
enum Stop {
    /// A check failed.
    Check(Error),
    /// The host called out of order, or gave an input that is none.
    Host,
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Check(error)
    }
}

impl Flow {
    /// Makes one step; gives the flow afterwards, the output, and whether all went well.
    pub(crate) fn take(
        mut self,
        step: Step,
        input: Vec<u8>,
        status: u32,
        now: i64,
    ) -> (Self, String, bool) {
        let now = Timestamp::from_unix(now);
        let result = match step {
            Step::Start => self.start(&input),
            Step::Metadata => response(input, status).and_then(|it| self.metadata(&it, now)),
            Step::Callback => self.callback(&input),
            Step::Tokens => response(input, status).and_then(|it| self.tokens(&it, now)),
            Step::Keys => response(input, status).and_then(|it| self.keys(&it, now)),
            Step::Refresh => self.refresh(),
            Step::Refreshed => response(input, status).and_then(|it| self.refreshed(&it, now)),
        };
        let (output, went_well) = match result {
            Ok(output) => (output, true),
            Err(Stop::Check(error)) => (told(&error), false),
            Err(Stop::Host) => (String::new(), false),
        };
        (self, output, went_well)
    }

    fn start(&mut self, input: &[u8]) -> Result<String, Stop> {
        let text = std::str::from_utf8(input).map_err(|_| Stop::Host)?;
        let [issuer, client, redirect_uri, scope] = text.lines().collect::<Vec<_>>()[..] else {
            return Err(Stop::Host);
        };
        let issuer = Issuer::parse(issuer).map_err(|_| Stop::Host)?;
        let client = Client::new(client, ClientAuth::None).map_err(|_| Stop::Host)?;
        let redirect_uri = Endpoint::parse(redirect_uri).map_err(|_| Stop::Host)?;
        let scope = Scope::parse(scope).ok_or(Stop::Host)?;
        let discovery = Discovery::new(issuer, &mut self.trace)?;
        let address = address(&discovery.request());
        self.asked = Some((client, AuthorizationParams::new(redirect_uri, scope)));
        self.discovery = Some(discovery);
        Ok(address)
    }

    fn metadata(&mut self, response: &Response<Vec<u8>>, now: Timestamp) -> Result<String, Stop> {
        let discovery = self.discovery.take().ok_or(Stop::Host)?;
        let server = match discovery.process_response(response, &mut self.trace)? {
            DiscoveryStep::Found(server) => *server,
            DiscoveryStep::TryNext(next) => {
                let address = address(&next.request());
                self.discovery = Some(next);
                return Ok(address);
            }
        };
        let (client, params) = self.asked.as_ref().ok_or(Stop::Host)?;
        let (trace, mut entropy) = (&mut self.trace, Host);
        let request = AuthorizationRequest::new(
            &server,
            client,
            params.clone(),
            &Host,
            &mut entropy,
            now,
            trace,
        );
        let redirect = answered(request).ok_or(Stop::Host)??.redirect(trace)?;
        self.transaction = Some(redirect.transaction);
        self.server = Some(server);
        Ok(redirect.url)
    }

    fn callback(&mut self, input: &[u8]) -> Result<String, Stop> {
        let query = std::str::from_utf8(input).map_err(|_| Stop::Host)?;
        let (client, _) = self.asked.as_ref().ok_or(Stop::Host)?;
        let server = self.server.as_ref().ok_or(Stop::Host)?;
        // As a page would: what was remembered is text, and is taken once.
        let kept = self.transaction.take().ok_or(Stop::Host)?;
        let kept =
            Transaction::from_stored_json(&kept.to_json_with_secrets()).map_err(|_| Stop::Host)?;
        let params = CallbackParams::parse(query, "");
        let trace = &mut self.trace;
        let callback = process_callback(kept, &params, server, trace)?;
        let (request, exchange) =
            authorization_code_request(callback, client, TokenBody::Form, trace)?;
        self.exchange = Some(exchange);
        Ok(body(request))
    }

    fn tokens(&mut self, response: &Response<Vec<u8>>, now: Timestamp) -> Result<String, Stop> {
        let exchange = self.exchange.take().ok_or(Stop::Host)?;
        let tokens = process_token_response(exchange, response, now, &mut self.trace)?;
        let keys = KeyStore::new(self.server.as_ref().ok_or(Stop::Host)?);
        let address = address(&keys.request(&mut self.trace)?);
        self.keys = Some(keys);
        self.tokens = Some(tokens);
        Ok(address)
    }

    fn keys(&mut self, response: &Response<Vec<u8>>, now: Timestamp) -> Result<String, Stop> {
        let keys = self.keys.as_mut().ok_or(Stop::Host)?;
        keys.process_response(response, now, &mut self.trace)?;
        let tokens = self.tokens.as_ref().ok_or(Stop::Host)?;
        let id_token = tokens.id_token.clone().ok_or(Stop::Host)?;
        self.verify(&id_token, now)
    }

    fn refresh(&mut self) -> Result<String, Stop> {
        let (client, _) = self.asked.as_ref().ok_or(Stop::Host)?;
        let server = self.server.as_ref().ok_or(Stop::Host)?;
        let tokens = self.tokens.as_ref().ok_or(Stop::Host)?;
        let grant = tokens.grant(self.id_token.as_ref());
        let trace = &mut self.trace;
        let (request, refresh) = refresh_request(&grant, server, client, TokenBody::Form, trace)?;
        self.refresh = Some(refresh);
        Ok(body(request))
    }

    fn refreshed(&mut self, response: &Response<Vec<u8>>, now: Timestamp) -> Result<String, Stop> {
        let refresh = self.refresh.take().ok_or(Stop::Host)?;
        let refreshed = process_refresh_response(refresh, response, now, &mut self.trace)?;
        match refreshed.tokens.id_token {
            Some(id_token) => self.verify(&id_token, now),
            None => Ok(rows(&self.trace)),
        }
    }

    fn verify(&mut self, id_token: &UnverifiedIdToken, now: Timestamp) -> Result<String, Stop> {
        let keys = self.keys.as_ref().ok_or(Stop::Host)?;
        let policy = IdTokenPolicy::default();
        let verification = id_token.verify(&policy, keys, &Host, now, &mut self.trace);
        match answered(verification).ok_or(Stop::Host)?? {
            Verification::Verified(token) => {
                let told = [token.subject(), "\n", &rows(&self.trace)].concat();
                self.id_token = Some(token);
                Ok(told)
            }
            Verification::KeysNeeded => Err(Stop::Host),
        }
    }
}

fn response(body: Vec<u8>, status: u32) -> Result<Response<Vec<u8>>, Stop> {
    let status = u16::try_from(status).map_err(|_| Stop::Host)?;
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).map_err(|_| Stop::Host)?;
    Ok(response)
}

fn address(request: &Request<Vec<u8>>) -> String {
    request.uri().to_string()
}

fn body(request: Request<Vec<u8>>) -> String {
    String::from_utf8(request.into_body()).unwrap_or_default()
}

/// A failure as a client shows it.
fn told(error: &Error) -> String {
    [
        error.check().as_str(),
        error.kind().as_str(),
        error.code(),
        error.help(),
    ]
    .join("\n")
}

fn rows(trace: &Trace) -> String {
    let mut text = String::new();
    for check in trace.checks() {
        let row = [
            check.id.as_str(),
            check.status.as_str(),
            check.spec(),
            &check.expected,
            &check.found,
        ];
        text.push_str(&row.join("\t"));
        text.push('\n');
    }
    text
}
