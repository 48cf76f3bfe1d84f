//! The registered clients, with their redirect URIs as they are under this host's address.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use crate::engines::redirect_uri::{RedirectUri, without_loopback_port};
use crate::engines::registration::{self, ClientAuthentication, GrantType};
use crate::engines::scope::Scope;
use crate::origin::Origin;

use super::error::OAuthError;

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
    /// If not as long as others'.
    pub(super) access_token: Option<Duration>,
    pub(super) refresh_token: Option<Duration>,
    grant_types: Vec<GrantType>,
    /// One entry for each registered URI; a path of this host has several texts on loopback.
    redirect_uris: Vec<Vec<String>>,
    /// Those on loopback, where a native app takes any port; a path of this host is none of them.
    native_redirect_uris: Vec<String>,
    post_logout_redirect_uris: Vec<Vec<String>>,
    /// Whether people are asked before it gets what it asks for.
    pub(super) ask_consent: bool,
    cors_origins: Vec<Origin>,
}

impl Clients {
    pub(super) fn new(clients: Vec<registration::Client>, public: &Origin) -> Self {
        let resolved = |uris: &[RedirectUri]| uris.iter().map(|uri| uri.resolve(public)).collect();
        let clients = clients.into_iter().map(|client| Client {
            redirect_uris: resolved(&client.redirect_uris),
            native_redirect_uris: native(&client.redirect_uris),
            post_logout_redirect_uris: resolved(&client.post_logout_redirect_uris),
            ask_consent: client.ask_consent,
            id: client.id,
            name: client.name,
            scope: client.scope,
            authentication: client.authentication,
            require_pkce: client.require_pkce,
            always_refresh: client.always_refresh,
            access_token: client.access_token,
            refresh_token: client.refresh_token,
            grant_types: client.grant_types,
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
    /// Whether it is registered for this way to get tokens.
    pub(super) fn uses(&self, grant_type: GrantType) -> bool {
        self.grant_types.contains(&grant_type)
    }

    /// Refuses a way to get tokens that the client is not registered for.
    pub(super) fn may_use(&self, grant_type: GrantType) -> Result<(), OAuthError> {
        if self.uses(grant_type) {
            Ok(())
        } else {
            Err(OAuthError::GrantTypeNotAllowed)
        }
    }

    /// `sent`, if it equals a registered URI character for character, or in all but the port of a native
    /// app on loopback (RFC 9700 §2.1).
    pub(super) fn redirect_uri<'a>(&'a self, sent: &'a str) -> Option<&'a str> {
        equal(&self.redirect_uris, sent).or_else(|| {
            let wanted = without_loopback_port(sent)?;
            self.native_redirect_uris
                .iter()
                .any(|uri| without_loopback_port(uri) == Some(wanted))
                .then_some(sent)
        })
    }

    /// The same for the address after a logout.
    pub(super) fn post_logout_redirect_uri(&self, sent: &str) -> Option<&str> {
        equal(&self.post_logout_redirect_uris, sent)
    }

    /// The registered URI, if there is exactly one.
    pub(super) fn only_redirect_uri(&self) -> Option<&str> {
        match self.redirect_uris.as_slice() {
            [only] => only.first().map(String::as_str),
            _ => None,
        }
    }
}

fn native(uris: &[RedirectUri]) -> Vec<String> {
    uris.iter()
        .filter_map(|uri| match uri {
            RedirectUri::Absolute(uri) => without_loopback_port(uri).and(Some(uri.clone())),
            RedirectUri::OwnPath(_) => None,
        })
        .collect()
}

fn equal<'a>(registered: &'a [Vec<String>], sent: &str) -> Option<&'a str> {
    registered
        .iter()
        .flatten()
        .find(|uri| *uri == sent)
        .map(String::as_str)
}
