//! Which server, and which of its endpoints are known before anything is asked.

use oauth_proto::{
    endpoint::{Endpoint, Issuer},
    metadata::{EndpointName, ServerMetadata},
};

use super::{Fault, SettingsError, address};
use crate::client::draft::Draft;

/// The authorization server as the settings name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Where the rest is learnt from.
    pub discovery: Discovery,
    overrides: Vec<(EndpointName, Endpoint)>,
}

/// How the endpoints that are not overridden become known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Discovery {
    /// The server publishes them.
    From(Issuer),
    /// They are known already.
    Known(Box<ServerMetadata>),
}

const OVERRIDES: [(&str, EndpointName); 7] = [
    ("auth_url", EndpointName::Authorization),
    ("token_url", EndpointName::Token),
    ("device_auth_url", EndpointName::DeviceAuthorization),
    ("userinfo_url", EndpointName::Userinfo),
    ("revoke_url", EndpointName::Revocation),
    ("jwks_url", EndpointName::Jwks),
    ("logout_url", EndpointName::EndSession),
];

impl Server {
    pub(super) fn parse(draft: &Draft) -> Result<Self, SettingsError> {
        let mut overrides = Vec::new();
        for (id, name) in OVERRIDES {
            if let Some(endpoint) = address(draft, id)? {
                overrides.push((name, endpoint));
            }
        }
        let named = draft
            .one("issuer")
            .map(|text| issuer("issuer", text))
            .transpose()?;
        let discovery = match (address(draft, "endpoint")?, named) {
            (Some(base), given) => {
                let issuer = match given {
                    Some(issuer) => issuer,
                    None => issuer("endpoint", base.as_str())?,
                };
                let server = ServerMetadata::by_hand(Some(issuer)).with_base(&base);
                let server =
                    server.map_err(|_| SettingsError::new("endpoint", Fault::NotSendable))?;
                Discovery::Known(Box::new(server))
            }
            (None, Some(issuer)) => Discovery::From(issuer),
            (None, None) if overrides.is_empty() => {
                return Err(SettingsError::new("issuer", Fault::Missing));
            }
            (None, None) => Discovery::Known(Box::new(ServerMetadata::by_hand(None))),
        };
        Ok(Self {
            discovery,
            overrides,
        })
    }

    /// What is known of the server, with the single overrides on top.
    #[must_use]
    pub fn overridden(&self, known: ServerMetadata) -> ServerMetadata {
        self.overrides
            .iter()
            .fold(known, |known, (name, endpoint)| {
                known.with_endpoint(*name, endpoint.clone())
            })
    }
}

fn issuer(id: &'static str, text: &str) -> Result<Issuer, SettingsError> {
    Issuer::parse(text).map_err(|error| SettingsError::new(id, Fault::Address(error)))
}
