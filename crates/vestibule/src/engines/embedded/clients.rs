//! The registered clients, with their redirect URIs as they are under this host's address.

use std::collections::{BTreeSet, HashMap};

use crate::config::origin::Origin;
use crate::config::scope::Scope;
use crate::config::{self, ClientAuthentication};

/// All clients, by id.
#[derive(Debug)]
pub(super) struct Clients(HashMap<String, Client>);

/// One client.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) scope: Scope,
    pub(super) authentication: ClientAuthentication,
    pub(super) require_pkce: bool,
    pub(super) always_refresh: bool,
    /// One entry for each registered URI; a path of this host has several texts on loopback.
    redirect_uris: Vec<Vec<String>>,
    cors_origins: Vec<Origin>,
}

impl Clients {
    pub(super) fn new(clients: Vec<config::Client>, public: &Origin) -> Self {
        let clients = clients.into_iter().map(|client| Client {
            redirect_uris: client
                .redirect_uris
                .iter()
                .map(|uri| uri.resolve(public))
                .collect(),
            id: client.id,
            name: client.name,
            scope: client.scope,
            authentication: client.authentication,
            require_pkce: client.require_pkce,
            always_refresh: client.always_refresh,
            cors_origins: client.cors_origins,
        });
        Self(clients.map(|client| (client.id.clone(), client)).collect())
    }

    pub(super) fn find(&self, id: &str) -> Option<&Client> {
        self.0.get(id)
    }

    /// Every origin that a client's pages come from.
    pub(super) fn origins(&self) -> BTreeSet<Origin> {
        self.0
            .values()
            .flat_map(|client| {
                let redirects = client.redirect_uris.iter().flatten();
                redirects
                    .filter_map(|uri| Origin::of(uri))
                    .chain(client.cors_origins.iter().cloned())
            })
            .collect()
    }

    /// Every scope token that a client may ask for.
    pub(super) fn scopes(&self) -> BTreeSet<&str> {
        self.0
            .values()
            .flat_map(|client| client.scope.iter())
            .collect()
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
