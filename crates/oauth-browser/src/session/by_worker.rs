//! A session whose refresh token a worker has: this page builds the requests and checks the answers,
//! the worker sends them.

use oauth_proto::check::Trace;
use oauth_proto::client::TokenBody;
use oauth_proto::error::Step;
use oauth_proto::id_token::UnverifiedIdToken;
use oauth_proto::metadata::EndpointName;
use oauth_proto::refresh::{process_refresh_response, refresh_request};
use oauth_proto::revocation::{Revocable, process_revocation_response, revocation_request};

use super::{EARLY_SECONDS, Session};
use crate::app::App;
use crate::clock;
use crate::session_error::SessionError;
use crate::token_store::TokenStore;
use crate::token_worker::{TokenWorker, WorkerError, stand_in};
use crate::tokens::Generation;

/// The session of `app` that another tab has handed over.
pub(super) async fn shared(
    store: &TokenStore,
    app: &App,
) -> Result<Option<Generation>, SessionError> {
    let Some(worker) = store.worker() else {
        return Ok(None);
    };
    let shared = worker.join(&app.name()).await;
    let shared = shared.map_err(|error| failed(error, Step::Refresh))?;
    // What cannot be read is not worth more than a sign-in begun again.
    Ok(shared.and_then(|text| Generation::from_stored_json(&text).ok()))
}

/// A refresh that this page has checked.
struct Refreshed {
    generation: Generation,
    id_token: Option<UnverifiedIdToken>,
    /// Another tab had got it before.
    earlier: bool,
}

impl Session {
    /// The worker sees to it that there is one refresh, and gives its answer to every tab.
    pub(super) async fn refresh_by(
        &self,
        worker: &TokenWorker,
        held: &Generation,
        trace: &mut Trace,
    ) -> Result<Generation, SessionError> {
        let current = self.current(&held.session)?;
        if current.number > held.number {
            return Ok(current);
        }
        let mut next = self.exchange_by(worker, &current, trace).await?;
        let ended = next
            .generation
            .tokens
            .ends_within(EARLY_SECONDS, clock::now());
        if next.earlier && ended {
            // This tab slept so long that what it missed has ended too.
            next = self.exchange_by(worker, &next.generation, trace).await?;
        }
        // Who signed out meanwhile is not signed in again by it.
        self.current(&held.session)?;
        self.store.store(&next.generation)?;
        match next.id_token {
            Some(id_token) => self.verified(next.generation, &id_token, trace).await,
            None => Ok(next.generation),
        }
    }

    /// Forgets the session in every tab, then revokes its refresh token where that is possible.
    /// False when the worker has none, and nothing was done.
    pub(super) async fn sign_out_by(
        &self,
        worker: &TokenWorker,
        held: &Generation,
        trace: &mut Trace,
    ) -> Result<bool, SessionError> {
        let (server, client) = (&self.app.server, &self.app.client);
        let (Some(stand_in), Some(_)) = (stand_in(), server.endpoint(EndpointName::Revocation))
        else {
            return Ok(false);
        };
        let token = Revocable::RefreshToken(&stand_in);
        let request = revocation_request(token, server, client, trace)?;
        let revoking = worker.revoke(&held.session, &request);
        self.forget(held)?;
        let response = match revoking {
            Ok(revoking) => revoking.await,
            Err(error) => Err(error),
        };
        match response {
            Ok(response) => {
                process_revocation_response(&response, trace)?;
                Ok(true)
            }
            Err(WorkerError::NotHeld) => Ok(false),
            Err(error) => Err(noted(error, Step::Revoke, trace)),
        }
    }

    async fn exchange_by(
        &self,
        worker: &TokenWorker,
        current: &Generation,
        trace: &mut Trace,
    ) -> Result<Refreshed, SessionError> {
        let stand_in = stand_in().ok_or(SessionError::NotRefreshable)?;
        let grant = current.tokens.grant().clone();
        let grant = grant.with_refresh_token(Some(stand_in));
        let (server, client) = (&self.app.server, &self.app.client);
        let (request, refresh) = refresh_request(&grant, server, client, TokenBody::Form, trace)?;
        let (mut number, mut received_at, mut earlier) = (current.number, clock::now(), false);
        let mut by_worker = async |request, trace: &mut Trace| {
            let answer = worker.refresh(&current.session, current.number, &request);
            let answer = answer
                .await
                .map_err(|error| noted(error, Step::Refresh, trace))?;
            (number, received_at, earlier) = (answer.number, answer.received_at, answer.earlier);
            Ok(answer.response)
        };
        let response = match self.prover(trace).await? {
            Some(prover) => prover.carry_by(by_worker, request, None, trace).await?,
            None => by_worker(request, trace).await?,
        };
        let refreshed = match process_refresh_response(refresh, &response, received_at, trace) {
            Ok(refreshed) => refreshed,
            Err(error) => {
                worker.reject(&current.session)?;
                return Err(self.judged(current, error));
            }
        };
        let id_token = refreshed.tokens.id_token.clone();
        // The refresh token is the stand-in.
        let tokens = current.tokens.clone().refreshed(refreshed);
        Ok(Refreshed {
            generation: Generation {
                session: current.session.clone(),
                number,
                tokens: tokens.without_refresh_token(),
            },
            id_token,
            earlier,
        })
    }
}

fn failed(error: WorkerError, step: Step) -> SessionError {
    match error {
        WorkerError::Browser(error) => SessionError::Browser(error),
        WorkerError::Fetch(error) => SessionError::Fetch(step, error),
        WorkerError::NotHeld => SessionError::NotRefreshable,
    }
}

/// The same, with the row that a failed exchange leaves.
fn noted(error: WorkerError, step: Step, trace: &mut Trace) -> SessionError {
    if let WorkerError::Fetch(error) = &error {
        trace.record(&error.at(step));
    }
    failed(error, step)
}
