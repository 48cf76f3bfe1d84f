//! What stays the same over an app's sign-ins and sessions.

use oauth_proto::client::Client;
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::id_token::IdTokenPolicy;
use oauth_proto::metadata::{EndpointName, ServerMetadata};

use crate::token_storage::TokenStorage;
use crate::tokens::Generation;

/// An app: a client of a server, and its choices.
#[derive(Clone, Debug)]
#[non_exhaustive]
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

    /// Tells this app's session and key from those of other clients and other servers in this origin: two servers are one
    /// only if both their issuer and their token endpoint are. As JSON, so that no name reads as another's.
    pub(crate) fn name(&self) -> String {
        let issuer = self.server.issuer().map(Issuer::as_str);
        let token_endpoint = self.server.endpoint(EndpointName::Token);
        let name = (
            self.client.id(),
            issuer,
            token_endpoint.map(Endpoint::as_str),
        );
        serde_json::to_string(&name).unwrap_or_default()
    }

    /// Whether this session is this app's.
    pub(crate) fn owns(&self, generation: &Generation) -> bool {
        generation
            .tokens
            .grant()
            .is_between(&self.server, &self.client)
    }
}

#[cfg(test)]
mod tests {
    use oauth_proto::client::ClientAuth;

    use super::*;

    #[test]
    fn no_two_servers_or_clients_have_one_name() {
        let app = |client, issuer: Option<&str>, token: &str| {
            let issuer = issuer.map(|issuer| Issuer::parse(issuer).unwrap());
            let endpoint = Endpoint::parse(token).unwrap();
            let server =
                ServerMetadata::by_hand(issuer).with_endpoint(EndpointName::Token, endpoint);
            App::new(server, Client::new(client, ClientAuth::None).unwrap()).name()
        };
        let names = [
            app(
                "app",
                Some("https://as.example"),
                "https://as.example/token",
            ),
            app(
                "app",
                Some("https://as.example"),
                "https://as.example/other",
            ),
            app(
                "app",
                Some("https://other.example"),
                "https://as.example/token",
            ),
            app("app", None, "https://as.example/token"),
            app("other", None, "https://as.example/token"),
            app(
                "app\",null,\"https://as.example/token",
                None,
                "https://as.example/token",
            ),
        ];
        assert_eq!(
            names.first().map(String::as_str),
            Some(r#"["app","https://as.example","https://as.example/token"]"#)
        );
        let mut unique = names.to_vec();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), names.len());
    }
}
