//! The embedded engine: a small authorization server for trying things out, tests and small sites.
//!
//! `/oauth2/code` as light-oauth2 has it, and the standard endpoints beside it, one file for each.
//! It draws no page: it tells the host where to send the browser or what to refuse. It reads
//! neither the clock nor the random number generator; both are given to `open`.

mod authorize;
mod basic;
mod bearer;
mod checked;
mod client_authentication;
mod clients;
mod code;
mod consent;
mod cors;
mod decision;
mod demo_password;
mod device;
mod device_authorization;
mod device_token;
mod discovery;
mod error;
mod failure;
mod form;
mod id_token_hint;
mod issue;
mod jwks;
mod jwt;
mod key_set;
mod keys;
mod logout;
mod pkce;
mod prompt;
mod redirect;
mod refresh;
mod refusal;
mod request;
mod reset;
mod revoke;
mod rotate_key;
mod secret;
mod session;
mod sign_in;
mod status;
mod store;
mod token;
mod tokens;
mod user_code;
mod userinfo;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use tokio::sync::Semaphore;

use super::{json, parameters, registration};
use crate::clock::{self, Clock};
use crate::entropy::Entropy;
use crate::events::{Event, Events};
use crate::mail::Mail;
use crate::origin::Origin;
use crate::throttle::{Limits, Peer, Throttle};
use crate::time_limits::{TimeLimit, in_time};
use crate::users::database::{DatabaseUrl, UserDatabase};
use crate::users::verifier::Verifier;
use crate::users::{User, Users};

pub use super::parameters::{BadParameters, Parameters};
pub use super::retry::Retry;
pub use authorize::{Authorize, LONGEST_QUERY};
pub use consent::{Asked, Consent, ConsentDecision};
pub use decision::Decision;
pub use demo_password::{ChoiceToken, DemoPassword};
pub use device::{BadUserCode, Device, Waiting};
pub use logout::{Logout, LogoutAsked};
pub use refusal::Refusal;
pub use reset::{Forgot, LetterWords, Reset, SHORTEST_PASSWORD};
pub use rotate_key::{Others, rotate_key};
pub use session::{Browser, FormToken, Remember, Session};
pub use sign_in::{Credentials, Entry, SignIn};
pub use store::OpenError;
pub use user_code::UserCode;

use clients::Clients;
use error::OAuthError;
use failure::Failure;
use keys::Keys;
use store::{Opener, Store};

/// How many letters may be under way at the same time.
const LETTERS: u32 = 16;

/// How long a stop waits for them: people were told that they are on their way.
const LAST_LETTERS: Duration = Duration::from_secs(5);

/// Where the host asks for consent.
pub const CONSENT_PATH: &str = "/consent";

/// What the engine is started with.
#[derive(Debug)]
pub struct Settings {
    /// Where browsers reach the host; the issuer.
    pub public_url: Origin,
    /// The folder of the database.
    pub data_dir: PathBuf,
    /// Whether a missing folder is created.
    pub create_data_dir: bool,
    /// How long codes and tokens are good for.
    pub lifetimes: Lifetimes,
    /// How old a signing key gets before there is a new one; never, if not given.
    pub key_period: Option<Duration>,
    /// The registered clients.
    pub clients: Vec<registration::Client>,
    /// The users.
    pub users: Vec<User>,
    /// The database that has them instead.
    pub user_database: Option<DatabaseUrl>,
    /// How many passwords may be checked at the same time.
    pub password_workers: usize,
    /// What the demonstration's password does.
    pub demo_password: DemoPassword,
    /// How many wrong attempts are let pass.
    pub throttle: Limits,
    /// Who is told what happens.
    pub events: Events,
    /// How letters leave.
    pub mail: Option<Mail>,
}

/// How long what the engine issues is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// From the redirect to its exchange.
    pub code: Duration,
    /// Access tokens and ID tokens.
    pub access_token: Duration,
    /// From the sign-in to the last refresh; rotation does not extend it.
    pub refresh_token: Duration,
    /// A device's code, until a person has decided.
    pub device_code: Duration,
    /// How long a sign-in is good for in the same browser.
    pub session: Duration,
    /// The same, where the person asked to stay signed in.
    pub remembered_session: Duration,
}

/// The engine, open and ready.
pub struct Embedded {
    issuer: Origin,
    lifetimes: Lifetimes,
    key_period: Option<Duration>,
    clients: Clients,
    users: Users,
    verifier: Arc<Verifier>,
    demo_password: DemoPassword,
    throttle: Throttle,
    events: Events,
    mail: Option<Arc<Mail>>,
    /// Places of letters under way.
    letters: Arc<Semaphore>,
    store: Store,
    keys: Keys,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Embedded {
    /// Opens the database, brings it to this version's schema, and loads or makes the signing key.
    pub async fn open(
        settings: Settings,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, OpenError> {
        let opener = Opener::Host {
            create: settings.create_data_dir,
        };
        let store = Store::open(&settings.data_dir, opener).await?;
        let now = clock::unix_seconds(&*clock);
        store.forget_expired(now).await?;
        let keys = Keys::load_or_create(&store, now).await?;
        let verifier = Arc::new(Verifier::new(settings.password_workers));
        let users = match &settings.user_database {
            None => Users::new(settings.users, Arc::clone(&verifier)),
            Some(url) => Users::stored(
                UserDatabase::open(url).await?,
                Arc::clone(&entropy),
                Arc::clone(&verifier),
            ),
        };
        let engine = Self {
            clients: Clients::new(settings.clients, &settings.public_url),
            users,
            issuer: settings.public_url,
            lifetimes: settings.lifetimes,
            key_period: settings.key_period,
            verifier,
            demo_password: settings.demo_password,
            throttle: Throttle::new(settings.throttle, &clock),
            events: settings.events,
            mail: settings.mail.map(Arc::new),
            letters: Arc::new(Semaphore::new(LETTERS as usize)),
            store,
            keys,
            clock,
            entropy,
        };
        engine.take_chosen().await?;
        Ok(engine)
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

    /// The demonstration accounts that are open, for the host's warning.
    pub fn demo_users(&self) -> Vec<Arc<User>> {
        self.users.demo()
    }

    /// What has to be done from time to time: keys are renewed, and what is over is forgotten.
    pub async fn keep_house(&self) {
        let now = self.now();
        if let Err(failure) = self.keys.renew(&self.store, self.key_period, now).await {
            failure.log("the renewal of keys");
        }
        if let Err(error) = self.store.forget_expired(now).await {
            Failure::from(error).log("forgetting what is over");
        }
    }

    /// Finishes the letters and writes under way and closes the database.
    pub async fn close(&self) {
        let sent = tokio::time::timeout(LAST_LETTERS, self.letters.acquire_many(LETTERS)).await;
        if sent.is_err() {
            tracing::warn!("letters under way were given up");
        }
        self.users.close().await;
        self.store.close().await;
    }

    /// The machine endpoints. Of `/oauth2/code` only GET is here: the host adds the form's POST,
    /// and `/oauth2/auth`, both of which may end in a page.
    pub fn routes(self: Arc<Self>) -> Router {
        let public = Router::new()
            .route("/.well-known/openid-configuration", get(discovery::get))
            .route(
                "/.well-known/oauth-authorization-server",
                get(discovery::get),
            )
            .route("/.well-known/jwks.json", get(jwks::get))
            .layer(cors::open());
        let registered = Router::new()
            .route("/oauth2/token", post(token::post))
            .route("/oauth2/device/auth", post(device_authorization::post))
            .route("/oauth2/revoke", post(revoke::post))
            .route("/oauth2/userinfo", get(userinfo::get).post(userinfo::post))
            .route("/userinfo", get(userinfo::get).post(userinfo::post));
        let registered = for_clients(
            registered,
            &self.clients,
            TimeLimit::of_request(|| OAuthError::Busy.into_response()),
        );
        Router::new()
            .route("/oauth2/code", get(code::get))
            .layer(from_fn_with_state(
                TimeLimit::of_request(|| status::Problem::Busy.into_response()),
                in_time,
            ))
            .merge(public)
            .merge(registered)
            .with_state(self)
    }

    /// Tells what has happened, once it is so.
    fn tell(&self, event: Event<'_>) {
        self.events.tell(&*self.clock, event, None);
    }

    /// The same, with where it came from.
    fn tell_from(&self, peer: Peer, event: Event<'_>) {
        self.events.tell(&*self.clock, event, peer.0);
    }

    /// The time, in seconds since 1970.
    fn now(&self) -> i64 {
        clock::unix_seconds(&*self.clock)
    }
}

/// What registered clients call, from browsers too. CORS is outermost, so that a page can read also
/// that there was no time.
fn for_clients<S>(routes: Router<S>, clients: &Clients, limit: TimeLimit) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    routes
        .layer(from_fn_with_state(limit, in_time))
        .layer(cors::registered(clients))
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Embedded")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use http::Request;
    use std::future::pending;
    use tower::ServiceExt as _;

    use super::*;
    use crate::engines::registration::ClientAuthentication;
    use crate::engines::scope::Scope;

    #[tokio::test]
    async fn a_page_can_read_that_there_was_no_time() {
        let base = "http://127.0.0.1:6881".parse().unwrap();
        let client = registration::Client {
            id: "app".to_owned(),
            name: "App".to_owned(),
            redirect_uris: vec!["/callback".parse().unwrap()],
            post_logout_redirect_uris: Vec::new(),
            scope: Scope::default(),
            authentication: ClientAuthentication::Public,
            require_pkce: true,
            ask_consent: false,
            grant_types: Vec::new(),
            access_token: None,
            refresh_token: None,
            always_refresh: false,
            cors_origins: Vec::new(),
        };
        let clients = Clients::new(vec![client], &base);
        let limit = TimeLimit {
            time: Duration::ZERO,
            ..TimeLimit::of_request(|| OAuthError::Busy.into_response())
        };
        let slow = Router::new().route("/", post(pending::<()>));
        let request = Request::post("/").header("origin", base.as_str());
        let answer = for_clients(slow, &clients, limit)
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        assert_eq!(answer.status(), 503);
        for (name, value) in [
            ("retry-after", "2"),
            ("access-control-allow-origin", "http://127.0.0.1:6881"),
            ("content-type", "application/json"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.headers()[name], value, "{name}");
        }
        let body = to_bytes(answer.into_body(), 1000).await.unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["error"], "temporarily_unavailable");
    }
}
