//! A front for an existing light-oauth2 install: its code and token services do the work, and this
//! closes the gaps between them and a browser client.
//!
//! - The form's credentials go to the service's GET endpoint, which binds PKCE and scope; its form
//!   endpoint reads neither.
//! - Redirect URIs are compared with the registered ones, and `state` never passes through the
//!   service, which changes some of its characters.
//! - A code leaves here sealed (`seal`): bound to client, redirect URI and challenge, none of which the
//!   services bind in every case.
//! - The token endpoint adds the client's secret, so that the browser has none. Whoever adds the secret
//!   must demand S256, or it would hand tokens to anybody who holds a code.
//!
//! It draws no page and keeps nothing but who must wait. Clock and random numbers are given.

mod authorize;
mod clients;
mod code_service;
mod credentials;
mod error;
mod metadata;
mod seal;
mod services;
mod sign_in;
mod status;
mod token;
mod token_service;
mod trust;

use std::sync::Arc;

use axum::{
    Router,
    middleware::from_fn_with_state,
    response::IntoResponse as _,
    routing::{get, post},
};
use url::Url;

use crate::{
    clock::Clock,
    engines::registration,
    entropy::{Entropy, Unavailable},
    events::{Event, Events},
    origin::Origin,
    throttle::{Limits, Peer, Throttle},
    time_limits::{TimeLimit, in_time},
};

pub use authorize::{Authorize, Refusal};
pub use clients::UnusableClient;
pub use credentials::Credentials;
pub use seal::SealKey;
pub use services::Health;
pub use sign_in::SignIn;
pub use trust::{Fingerprint, NotAFingerprint, Trust, TrustError};

use clients::Clients;
use error::OAuthError;
use seal::Seal;
use services::Services;

/// What the engine is started with.
#[derive(Debug)]
pub struct Settings {
    /// Where browsers reach the host; the issuer of the redirects.
    pub public_url: Origin,
    /// Where the services are.
    pub services: ServiceUrls,
    /// Whose certificates the services may have.
    pub trust: Trust,
    /// What codes are sealed with; without it a key is made at start, and a code that another
    /// replica or an earlier start sealed is not known.
    pub seal_key: Option<SealKey>,
    /// What `user_type` the services are told when a form has none: they fail without one.
    pub user_type: String,
    /// The registered clients, each with the secret that this adds for it.
    pub clients: Vec<registration::Client>,
    /// Who keeps account.
    pub events: Events,
    /// How many wrong attempts before one must wait.
    pub limits: Limits,
}

/// The services' addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceUrls {
    /// The code service's endpoint, `…/oauth2/code`.
    pub code: Url,
    /// Its health endpoint.
    pub code_health: Url,
    /// The token service's endpoint, `…/oauth2/token`.
    pub token: Url,
    /// Its health endpoint.
    pub token_health: Url,
    /// The key service's list of keys, `…/oauth2/keys`, if there is one.
    pub keys: Option<Url>,
}

/// Why the engine does not start.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The operator's: a client that this engine can't serve.
    #[error(transparent)]
    Client(#[from] UnusableClient),
    /// The operator's, or the system's: no trust in certificates can be set up.
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The system's.
    #[error("no key for sealing codes can be made: {0}")]
    Entropy(#[from] Unavailable),
}

/// The engine, ready.
pub struct LightOauth2 {
    issuer: Origin,
    user_type: String,
    clients: Clients,
    services: Services,
    seal: Seal,
    throttle: Throttle,
    events: Events,
    clock: Arc<dyn Clock>,
}

impl LightOauth2 {
    /// Checks the clients and prepares the calls; nothing is sent yet.
    pub fn open(
        settings: Settings,
        clock: Arc<dyn Clock>,
        entropy: &dyn Entropy,
    ) -> Result<Self, OpenError> {
        let key = match settings.seal_key {
            Some(key) => key,
            None => SealKey::generate(entropy)?,
        };
        Ok(Self {
            clients: Clients::new(settings.clients, &settings.public_url)?,
            services: Services::new(settings.services, &settings.trust)?,
            seal: Seal::new(&key),
            throttle: Throttle::new(settings.limits, &clock),
            events: settings.events,
            clock,
            issuer: settings.public_url,
            user_type: settings.user_type,
        })
    }

    /// The issuer identifier.
    pub fn issuer(&self) -> &Origin {
        &self.issuer
    }

    /// What a client calls itself, for the login page; nothing for an unknown one.
    pub fn client_name(&self, client_id: &str) -> Option<&str> {
        self.clients
            .find(client_id)
            .map(|client| client.name.as_str())
    }

    /// Where the service's own form endpoint is, for a page that posts there by itself.
    pub fn code_url(&self) -> &Url {
        self.services.code_url()
    }

    /// The `user_type` of a form that has none.
    pub fn user_type(&self) -> &str {
        &self.user_type
    }

    /// Tells who keeps account what has happened.
    fn tell(&self, event: Event<'_>, peer: Peer) {
        self.events.tell(&*self.clock, event, peer.0);
    }

    /// Whether both services answer.
    pub async fn health(&self) -> Health {
        self.services.health().await
    }

    /// The machine endpoints.
    pub fn routes(self: Arc<Self>) -> Router {
        let public = Router::new()
            .route(
                "/.well-known/oauth-authorization-server",
                get(metadata::get),
            )
            .route("/.well-known/openid-configuration", get(metadata::get))
            .route("/.well-known/jwks.json", get(metadata::keys))
            .layer(metadata::open_to_all());
        let token = Router::new()
            .route("/oauth2/token", post(token::post))
            .layer(from_fn_with_state(
                TimeLimit::of_request(|| OAuthError::Unreachable.into_response()),
                in_time,
            ))
            // Outermost, so that a page can read also that there was no time.
            .layer(self.clients.cors());
        public.merge(token).with_state(self)
    }
}

impl std::fmt::Debug for LightOauth2 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LightOauth2")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}
