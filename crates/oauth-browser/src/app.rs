//! What stays the same over an app's sign-ins and sessions.

use oauth_proto::client::Client;
use oauth_proto::id_token::IdTokenPolicy;
use oauth_proto::metadata::ServerMetadata;

use crate::token_storage::TokenStorage;

/// An app: a client of a server, and its choices.
#[derive(Clone, Debug)]
pub struct App {
    /// The server, discovered or by hand.
    pub server: ServerMetadata,
    /// The client, as registered there.
    pub client: Client,
    /// The app's say in validating ID tokens.
    pub policy: IdTokenPolicy,
    /// Where tokens are kept.
    pub storage: TokenStorage,
    /// Whether tokens are bound to a key of this browser (RFC 9449).
    pub dpop: bool,
}

impl App {
    /// An app with the defaults: tokens in memory, not bound to a key.
    pub fn new(server: ServerMetadata, client: Client) -> Self {
        Self {
            server,
            client,
            policy: IdTokenPolicy::default(),
            storage: TokenStorage::default(),
            dpop: false,
        }
    }

    /// Tells this app's session and key from those of other clients and other servers in this origin.
    pub(crate) fn name(&self) -> String {
        let issuer = self.server.issuer().map_or("", |issuer| issuer.as_str());
        [self.client.id(), "@", issuer].concat()
    }
}
