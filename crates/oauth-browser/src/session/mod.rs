//! A session that lasts: fresh access tokens, one refresh at a time among all tabs that share it,
//! and its end. Tabs share a session when one is a copy of the other. Rules:
//!
//! - A refresh happens under a lock that all tabs of the origin share. Who gets the lock looks
//!   first whether the tokens were refreshed meanwhile.
//! - Rotated tokens are stored before anything else is done with them, then told to other tabs.
//! - A refresh token that any tab has used is never used again: its use is on record for all tabs.
//!   A tab that still holds it asks the others for its successor.
//! - A failure of the network ends nothing. A refusal by the server ends the session in every tab.
//!
//! Where a worker has the refresh token ([`TokenStorage::Worker`](crate::TokenStorage::Worker)), all
//! tabs can share a session, and the worker keeps the first three rules.

mod by_worker;
mod call;
mod message;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use oauth_proto::check::Trace;
use oauth_proto::client::TokenBody;
use oauth_proto::error::{Cause, Error, Misuse, Step};
use oauth_proto::id_token::UnverifiedIdToken;
use oauth_proto::jose::KeyStore;
use oauth_proto::metadata::EndpointName;
use oauth_proto::refresh::{process_refresh_response, refresh_request};
use oauth_proto::revocation::{Revocable, process_revocation_response, revocation_request};
use oauth_proto::secret::AccessToken;

use self::message::{Message, heard};
use crate::app::App;
use crate::browser::{BrowserError, Feature};
use crate::channel::Channel;
use crate::clock::{self, sleep};
use crate::entropy::unique_name;
use crate::lock;
use crate::prover::Prover;
use crate::session_error::SessionError;
use crate::token_store::TokenStore;
use crate::tokens::{Generation, Tokens};
use crate::used;
use crate::wire::{carry, verify};

const CHANNEL: &str = "oauth-browser.sessions";
/// An access token that ends within this time is as good as ended: requests take time, and clocks
/// differ.
const EARLY_SECONDS: u32 = 30;
/// Longer than a refresh and its look at the keys can take in another tab.
const LOCK_PATIENCE: Duration = Duration::from_secs(45);
/// How long other tabs have to answer with a successor, and how often is looked.
const SUCCESSOR_TICKS: u32 = 40;
const TICK: Duration = Duration::from_millis(50);

/// A signed-in session in this tab.
pub struct Session {
    app: App,
    store: TokenStore,
    keys: RefCell<KeyStore>,
    prover: OnceCell<Prover>,
    channel: Rc<RefCell<Option<Channel>>>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Session(…)")
    }
}

impl Session {
    /// Begins with what a sign-in brought.
    pub fn start(app: App, tokens: Tokens) -> Result<Self, SessionError> {
        let session = unique_name().map_err(|_| BrowserError::Missing(Feature::WebCrypto))?;
        Self::hold(
            app,
            &Generation {
                session,
                number: 0,
                tokens,
            },
        )
    }

    /// Goes on with a session of this app that another page of this tab began, or a tab that this one is a copy
    /// of.
    pub fn resume(app: App) -> Result<Option<Self>, SessionError> {
        let store = TokenStore::open(&app)?;
        if !store.load().is_some_and(|kept| app.owns(&kept)) {
            return Ok(None);
        }
        Self::with_store(app, store).map(Some)
    }

    /// As [`Session::resume`], or else goes on with the session that another tab shares by the worker.
    pub async fn join(app: App) -> Result<Option<Self>, SessionError> {
        let store = TokenStore::open(&app)?;
        if store.load().is_none() {
            let shared = by_worker::shared(&store, &app).await?;
            let Some(shared) = shared.filter(|shared| app.owns(shared)) else {
                return Ok(None);
            };
            store.store(&shared)?;
        }
        Self::with_store(app, store).map(Some)
    }

    /// Holds a session whose tokens came from elsewhere, such as a tab that hands its session over. Another server's or
    /// another client's tokens are refused: they would go to this one's endpoints.
    pub fn hold(app: App, generation: &Generation) -> Result<Self, SessionError> {
        if !app.owns(generation) {
            return Err(Misuse::OtherServer.into());
        }
        let store = TokenStore::open(&app)?;
        store.store(generation)?;
        Self::with_store(app, store)
    }

    /// The session as it stands, or `None` when it has ended.
    pub fn generation(&self) -> Option<Generation> {
        self.store.load()
    }

    /// An access token that does not end at once, refreshed if need be.
    pub async fn access_token(&self, trace: &mut Trace) -> Result<AccessToken, SessionError> {
        let held = self.store.load().ok_or(SessionError::NotSignedIn)?;
        if !held.tokens.ends_within(EARLY_SECONDS, clock::now()) {
            return Ok(held.tokens.access_token().clone());
        }
        let next = self.refresh(&held, trace).await?;
        Ok(next.tokens.access_token().clone())
    }

    /// The tokens after `held`: refreshed now, or by another tab meanwhile. Call it when an API
    /// refuses the access token of `held`.
    pub async fn refresh(
        &self,
        held: &Generation,
        trace: &mut Trace,
    ) -> Result<Generation, SessionError> {
        if let Some(worker) = self.store.worker() {
            return self.refresh_by(worker, held, trace).await;
        }
        let lock_name = ["oauth-browser.session.", &held.session].concat();
        let _lock = lock::acquire(&lock_name, LOCK_PATIENCE).await?;
        let current = self.current(&held.session)?;
        if current.number > held.number {
            return Ok(current);
        }
        let use_name = format!("refresh:{}:{}", current.session, current.number);
        if used::was_claimed(&use_name).await? {
            return self.successor(&current).await;
        }
        let (next, id_token) = self.exchange(&current, trace).await?;
        // Who signed out meanwhile is not signed in again by it.
        self.current(&held.session)?;
        self.store.store(&next)?;
        used::claim(&use_name, &use_name).await?;
        self.tell(&Message::Refreshed {
            generation: next.to_json_with_secrets(),
        })?;
        match id_token {
            Some(id_token) => self.verified(next, &id_token, trace).await,
            None => Ok(next),
        }
    }

    /// Forgets the session in every tab, then revokes it at the server where that is possible.
    pub async fn sign_out(self, trace: &mut Trace) -> Result<(), SessionError> {
        let Some(held) = self.store.load() else {
            return Ok(());
        };
        if let Some(worker) = self.store.worker()
            && self.sign_out_by(worker, &held, trace).await?
        {
            return Ok(());
        }
        self.forget(&held)?;
        if self.app.server.endpoint(EndpointName::Revocation).is_none() {
            return Ok(());
        }
        let token = match held.tokens.refresh_token() {
            Some(token) => Revocable::RefreshToken(token),
            None => Revocable::AccessToken(held.tokens.access_token()),
        };
        let request = revocation_request(token, &self.app.server, &self.app.client, trace)?;
        let response = carry(request, Step::Revoke, trace).await?;
        Ok(process_revocation_response(&response, trace)?)
    }

    fn with_store(app: App, store: TokenStore) -> Result<Self, SessionError> {
        let keys = RefCell::new(KeyStore::new(&app.server));
        let channel = Rc::new(RefCell::new(None));
        let listening = Channel::open(CHANNEL, {
            let (store, channel) = (store.clone(), Rc::downgrade(&channel));
            move |message: Message| {
                let answer = heard(&store, message);
                if let (Some(answer), Some(channel)) = (answer, channel.upgrade())
                    && let Some(channel) = channel.borrow().as_ref()
                {
                    // Who asked is told by its own time limit when it goes unanswered.
                    let _unheard = Channel::post(channel, &answer);
                }
            }
        })?;
        *channel.borrow_mut() = Some(listening);
        Ok(Self {
            app,
            store,
            keys,
            prover: OnceCell::new(),
            channel,
        })
    }

    /// What is held of this session, unless it has ended or another has begun.
    fn current(&self, session: &str) -> Result<Generation, SessionError> {
        let held = self.store.load().filter(|held| held.session == session);
        held.ok_or(SessionError::NotSignedIn)
    }

    async fn exchange(
        &self,
        current: &Generation,
        trace: &mut Trace,
    ) -> Result<(Generation, Option<UnverifiedIdToken>), SessionError> {
        let grant = current.tokens.grant();
        if grant.refresh_token().is_none() {
            return Err(SessionError::NotRefreshable);
        }
        let (server, client) = (&self.app.server, &self.app.client);
        let (request, refresh) = refresh_request(grant, server, client, TokenBody::Form, trace)?;
        let response = match self.prover(trace).await? {
            Some(prover) => prover.carry(request, None, Step::Refresh, trace).await?,
            None => carry(request, Step::Refresh, trace).await?,
        };
        let refreshed = process_refresh_response(refresh, &response, clock::now(), trace)
            .map_err(|error| self.judged(current, error))?;
        let id_token = refreshed.tokens.id_token.clone();
        let next = Generation {
            session: current.session.clone(),
            number: current.number.saturating_add(1),
            tokens: current.tokens.clone().refreshed(refreshed),
        };
        Ok((next, id_token))
    }

    /// A new ID token is taken when it is good. One that is bad ends the session: it may be someone
    /// else's. One whose keys cannot be had now changes nothing, since the one before stays in
    /// force.
    async fn verified(
        &self,
        mut generation: Generation,
        id_token: &UnverifiedIdToken,
        trace: &mut Trace,
    ) -> Result<Generation, SessionError> {
        let mut keys = self.keys.borrow().clone();
        let verified = verify(id_token, &self.app.policy, &mut keys, trace).await;
        self.keys.replace(keys);
        match verified {
            Ok(id_token) => {
                generation.tokens = generation.tokens.with_id_token(&id_token);
                self.store.store(&generation)?;
            }
            Err(SessionError::Fetch(..)) => {}
            Err(error) => {
                self.forget(&generation)?;
                return Err(error);
            }
        }
        Ok(generation)
    }

    /// RFC 6749 §5.2: `invalid_grant` says that the refresh token is of no use any more, whatever
    /// the reason.
    fn judged(&self, current: &Generation, error: Error) -> SessionError {
        match error.cause() {
            Cause::Server(said) if said.code() == "invalid_grant" => {
                // The server's word counts, whether or not this tab can still write its storage.
                let _forgotten = self.forget(current);
                SessionError::Ended(error)
            }
            _ => SessionError::Protocol(error),
        }
    }

    /// The key that the tokens are bound to, if they are.
    async fn prover(&self, trace: &mut Trace) -> Result<Option<&Prover>, SessionError> {
        if !self.app.dpop {
            return Ok(None);
        }
        if self.prover.get().is_none() {
            let prover = Prover::load(&self.app.name(), &self.app.server, trace).await?;
            // Loaded twice at once, either is as good.
            let _set = self.prover.set(prover);
        }
        Ok(self.prover.get())
    }

    async fn successor(&self, current: &Generation) -> Result<Generation, SessionError> {
        self.tell(&Message::Asked {
            session: current.session.clone(),
            number: current.number,
        })?;
        for _ in 0..SUCCESSOR_TICKS {
            match self.store.load() {
                None => return Err(SessionError::NotSignedIn),
                Some(held) if held.number > current.number => return Ok(held),
                Some(_) => sleep(TICK).await,
            }
        }
        Err(SessionError::Superseded)
    }

    fn forget(&self, held: &Generation) -> Result<(), BrowserError> {
        self.store.clear()?;
        if let Some(worker) = self.store.worker() {
            worker.forget(&held.session)?;
        }
        self.tell(&Message::Ended {
            session: held.session.clone(),
        })
    }

    fn tell(&self, message: &Message) -> Result<(), BrowserError> {
        match self.channel.borrow().as_ref() {
            Some(channel) => channel.post(message),
            None => Ok(()),
        }
    }
}
