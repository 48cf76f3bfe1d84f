//! `vestibule perform device-code`: the device authorization flow (RFC 8628) in the terminal.
//! When to poll and what an answer means is decided by `oauth-proto`; this asks, waits and tells.

use std::{io::Write as _, time::Duration};

use oauth_proto::{
    Verification,
    check::Trace,
    client::{Client, ClientAuth, TokenBody},
    device::{
        DeviceFlow, DeviceParams, NextPoll, PollOutcome, device_authorization_request,
        process_device_authorization_response,
    },
    error::Step,
    id_token::{IdTokenPolicy, UnverifiedIdToken},
    jose::KeyStore,
    metadata::{EndpointName, ServerMetadata},
    native::Native,
    scope::Scope,
    time::Timestamp,
    token::TokenResponse,
};

use super::{
    PerformError, Terminal, UsageError,
    discovery::{self, Stop, exchange},
    format, http_client,
    http_client::HttpClient,
    options::{DeviceCode, Environment},
    qr,
    target::{Credentials, Target},
    verdict::{Tokens, Verdict},
};
use crate::{clock::unix_seconds, serve::Edge};

/// How often the countdown is written anew.
const TICK: Duration = Duration::from_secs(1);

/// Performs the flow. Gives whether every check held.
pub(super) async fn perform(
    options: DeviceCode,
    environment: &Environment,
    edge: &Edge,
    terminal: &mut Terminal<'_>,
) -> Result<bool, PerformError> {
    let common = &options.common;
    let device = (EndpointName::DeviceAuthorization, options.device_auth_url);
    let target = Target::new(common, environment, [device]).map_err(UsageError::from)?;
    let credentials = Credentials::new(common, environment).map_err(UsageError::from)?;
    let auth = credentials
        .secret
        .map_or(ClientAuth::None, ClientAuth::Post);
    let client = Client::new(&credentials.id, auth).map_err(|_| UsageError::ClientId)?;
    let scope = Scope::parse(&common.scope.join(" ")).ok_or(UsageError::Scope)?;
    let mut params = DeviceParams::new(scope);
    params.audience.clone_from(&common.audience);
    params.resource.clone_from(&common.resource);
    params.extra.clone_from(&common.extra);
    let mut run = Run {
        http: http_client(common, &target)?,
        client,
        edge,
        trace: Trace::new(),
        draws_qr: !options.no_qr,
    };
    let outcome = run.perform(&target, params, terminal).await?;
    let verdict = Verdict::new(run.trace.into_checks(), outcome.map_err(Into::into));
    let (out, err) = (&mut *terminal.out, &mut *terminal.err);
    Ok(verdict.tell(&format(common), edge.clock.now(), out, err)?)
}

struct Run<'a> {
    http: HttpClient,
    client: Client,
    edge: &'a Edge,
    trace: Trace,
    draws_qr: bool,
}

impl Run<'_> {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix(unix_seconds(&*self.edge.clock))
    }

    /// The flow up to checked tokens. The outer error is the terminal's.
    async fn perform(
        &mut self,
        target: &Target,
        params: DeviceParams,
        terminal: &mut Terminal<'_>,
    ) -> Result<Result<Tokens, Stop>, PerformError> {
        let (server, flow) = match self.begin(target, params).await {
            Ok(begun) => begun,
            Err(stop) => return Ok(Err(stop)),
        };
        self.show(&flow, terminal)?;
        let tokens = match self.wait(flow, terminal).await? {
            Ok(tokens) => tokens,
            Err(stop) => return Ok(Err(stop)),
        };
        writeln!(terminal.err, "Confirmed. Checking the tokens …")?;
        if let Some(token) = &tokens.id_token
            && let Err(stop) = self.verify(token, &server).await
        {
            return Ok(Err(stop));
        }
        Ok(Ok(Tokens::issued(&tokens, self.now())))
    }

    async fn begin(
        &mut self,
        target: &Target,
        params: DeviceParams,
    ) -> Result<(ServerMetadata, DeviceFlow), Stop> {
        let server = discovery::endpoints(&self.http, target, &mut self.trace).await?;
        let (client, trace) = (&self.client, &mut self.trace);
        let (request, asked) = device_authorization_request(&server, client, params, trace)?;
        let answer = exchange(&self.http, Step::DeviceAuthorization, request, trace).await?;
        let now = self.now();
        let trace = &mut self.trace;
        let flow = process_device_authorization_response(asked, &answer, now, trace)?;
        Ok((server, flow))
    }

    fn show(&self, flow: &DeviceFlow, terminal: &mut Terminal<'_>) -> Result<(), PerformError> {
        let address = flow.verification_uri().as_str();
        let err = &mut terminal.err;
        writeln!(err, "To sign in, open       {address}")?;
        writeln!(err, "and enter the code     {}", flow.user_code())?;
        let complete = flow.verification_uri_complete();
        if let Some(complete) = complete {
            writeln!(err, "or open                {}", complete.as_str())?;
        }
        let link = complete.unwrap_or(flow.verification_uri()).as_str();
        if self.draws_qr
            && let Some(drawn) = qr::draw(link, terminal.is_watched)
        {
            writeln!(err, "\n{drawn}")?;
        }
        let left = clock_face(flow.expires_at().since(self.now()));
        writeln!(err, "The code ends in {left}. Ctrl-C gives up.")?;
        Ok(())
    }

    /// Polls until there is an outcome.
    async fn wait(
        &mut self,
        mut flow: DeviceFlow,
        terminal: &mut Terminal<'_>,
    ) -> Result<Result<TokenResponse, Stop>, PerformError> {
        let stop = tokio::signal::ctrl_c();
        tokio::pin!(stop);
        loop {
            match flow.next_poll(self.now()) {
                NextPoll::Expired => {
                    end_line(terminal)?;
                    return Ok(Err(flow.expire(&mut self.trace).into()));
                }
                NextPoll::At(_) => {
                    if terminal.is_watched {
                        let left = clock_face(flow.expires_at().since(self.now()));
                        write!(terminal.err, "\rWaiting; {left} left. ")?;
                        terminal.err.flush()?;
                    }
                    tokio::select! {
                        () = tokio::time::sleep(TICK) => {}
                        _ = &mut stop => {
                            end_line(terminal)?;
                            return Ok(Err(flow.cancel(&mut self.trace).into()));
                        }
                    }
                }
                NextPoll::Now => match self.poll(&mut flow, terminal).await? {
                    Ok(Some(tokens)) => {
                        end_line(terminal)?;
                        return Ok(Ok(tokens));
                    }
                    Ok(None) => {}
                    Err(stop) => {
                        end_line(terminal)?;
                        return Ok(Err(stop));
                    }
                },
            }
        }
    }

    async fn poll(
        &mut self,
        flow: &mut DeviceFlow,
        terminal: &mut Terminal<'_>,
    ) -> Result<Result<Option<TokenResponse>, Stop>, PerformError> {
        let interval = flow.interval();
        let request = flow.poll_request(&self.client, TokenBody::Form);
        let answer = match self.http.send(request).await {
            Ok(answer) => answer,
            Err(fault) => {
                // No answer is no outcome: the code stays good until its end.
                flow.connection_failed(self.now());
                end_line(terminal)?;
                writeln!(terminal.err, "No answer: {} Trying again.", fault.help())?;
                return Ok(Ok(None));
            }
        };
        let now = self.now();
        let outcome = flow.process_poll_response(&answer, now, &mut self.trace);
        if flow.interval() > interval {
            end_line(terminal)?;
            let seconds = flow.interval();
            writeln!(
                terminal.err,
                "The server asks to be asked less: every {seconds} s."
            )?;
        }
        Ok(match outcome {
            Ok(PollOutcome::Pending) => Ok(None),
            Ok(PollOutcome::Tokens(tokens)) => Ok(Some(*tokens)),
            Err(error) => Err(error.into()),
        })
    }

    async fn verify(
        &mut self,
        token: &UnverifiedIdToken,
        server: &ServerMetadata,
    ) -> Result<(), Stop> {
        let mut keys = KeyStore::new(server);
        let policy = IdTokenPolicy::default();
        loop {
            let (now, trace) = (self.now(), &mut self.trace);
            match token.verify(&policy, &keys, &Native, now, trace).await? {
                Verification::Verified(_) => return Ok(()),
                Verification::KeysNeeded => {
                    let request = keys.request(&mut self.trace)?;
                    let answer = exchange(&self.http, Step::Jwks, request, &mut self.trace).await?;
                    let now = self.now();
                    keys.process_response(&answer, now, &mut self.trace)?;
                }
            }
        }
    }
}

/// Leaves the line that is written over.
fn end_line(terminal: &mut Terminal<'_>) -> Result<(), PerformError> {
    if terminal.is_watched {
        writeln!(terminal.err)?;
    }
    Ok(())
}

/// Minutes and seconds.
fn clock_face(seconds: i64) -> String {
    let seconds = seconds.max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
