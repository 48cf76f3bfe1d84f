//! The registered clients, each with the secret that is added for it.

use std::{collections::HashMap, time::Duration};

use http::{
    HeaderName, HeaderValue, Method,
    header::{CONTENT_TYPE, DATE, RETRY_AFTER},
};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::engines::{
    registration::{self, ClientAuthentication, ClientSecret},
    scope::Scope,
};
use crate::origin::Origin;

/// What a browser hides from a page unless it is named: the clock, and when to come back.
const EXPOSED: [HeaderName; 2] = [DATE, RETRY_AFTER];

/// All clients, by id.
#[derive(Debug)]
pub(super) struct Clients(HashMap<String, Client>);

/// One client.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) scope: Scope,
    pub(super) secret: ClientSecret,
    redirect_uris: Vec<Vec<String>>,
    cors_origins: Vec<Origin>,
}

/// The operator's: a client that this engine can't serve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "client {0}: light-oauth2's token service knows no client without a secret; write `secret` (the \
     text that was registered there, not its hash) instead of `public` or `secret_hash`"
)]
pub struct UnusableClient(String);

impl Clients {
    pub(super) fn new(
        clients: Vec<registration::Client>,
        public: &Origin,
    ) -> Result<Self, UnusableClient> {
        clients
            .into_iter()
            .map(|client| {
                let ClientAuthentication::Secret(secret) = client.authentication else {
                    return Err(UnusableClient(client.id));
                };
                let uris = client.redirect_uris.iter();
                let client = Client {
                    redirect_uris: uris.map(|uri| uri.resolve(public)).collect(),
                    id: client.id,
                    name: client.name,
                    scope: client.scope,
                    secret,
                    cors_origins: client.cors_origins,
                };
                Ok((client.id.clone(), client))
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    pub(super) fn find(&self, id: &str) -> Option<&Client> {
        self.0.get(id)
    }

    /// Lets the pages of registered clients call the token endpoint.
    pub(super) fn cors(&self) -> CorsLayer {
        let origins: Vec<String> = self
            .0
            .values()
            .flat_map(|client| {
                let uris = client.redirect_uris.iter().flatten();
                uris.filter_map(|uri| Origin::of(uri))
                    .chain(client.cors_origins.iter().cloned())
            })
            .map(|origin| origin.as_str().to_owned())
            .collect();
        let known = move |origin: &HeaderValue, _: &http::request::Parts| {
            origin
                .to_str()
                .is_ok_and(|origin| origins.iter().any(|known| known == origin))
        };
        CorsLayer::new()
            .allow_origin(AllowOrigin::predicate(known))
            .allow_methods([Method::POST])
            .allow_headers([CONTENT_TYPE])
            .expose_headers(EXPOSED)
            .max_age(Duration::from_mins(10))
    }
}

impl Client {
    /// The registered URI that equals `sent` character for character (RFC 9700 §2.1).
    pub(super) fn redirect_uri(&self, sent: &str) -> Option<&str> {
        self.redirect_uris
            .iter()
            .flatten()
            .find(|uri| *uri == sent)
            .map(String::as_str)
    }

    /// The registered URI, if there is exactly one.
    pub(super) fn only_redirect_uri(&self) -> Option<&str> {
        match self.redirect_uris.as_slice() {
            [only] => only.first().map(String::as_str),
            _ => None,
        }
    }
}
