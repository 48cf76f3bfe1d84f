//! The authorization server and the client of a run: from options and environment to checked values.
//! It must not send anything.

use oauth_proto::{
    endpoint::{Endpoint, EndpointError, Issuer},
    metadata::{EndpointName, ServerMetadata},
    secret::ClientSecret,
};

use super::options::{Common, Environment};
use crate::origin::Origin;

/// How the endpoints that are not given one by one become known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Endpoints {
    /// The server publishes them.
    DiscoveredFrom(Issuer),
    /// They are known already.
    Known(Box<ServerMetadata>),
}

/// The server of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// The base without discovery, if one was given.
    pub(super) endpoint: Option<Endpoint>,
    /// The issuer, if one was given.
    pub(super) issuer: Option<Issuer>,
    /// Where the rest is learnt from.
    pub(super) endpoints: Endpoints,
    /// Single endpoints, which win.
    pub(super) overrides: Vec<(EndpointName, Endpoint)>,
}

/// The client of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credentials {
    /// Its identifier.
    pub(super) id: String,
    /// Its secret, if it has one.
    pub(super) secret: Option<ClientSecret>,
}

/// Options that do not make a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// Nothing names the server.
    #[error(
        "which server? Give --issuer, or --endpoint (or ORY_SDK_URL), or its endpoints one by one"
    )]
    NoServer,
    /// The environment's address may not be used.
    #[error("ORY_SDK_URL: {}", .0.as_str())]
    Environment(EndpointError),
    /// The base can't be an issuer.
    #[error("--endpoint: {}; give the issuer with --issuer", .0.as_str())]
    NoIssuer(EndpointError),
    /// The base can't be the start of an address.
    #[error("--endpoint: no address can be made of it")]
    Base,
    /// Nothing names the client.
    #[error("which client? Give --client-id, or set OAUTH2_CLIENT_ID")]
    NoClientId,
}

impl Target {
    /// The server that `options` mean; `overrides` beside those that every flow has.
    pub(super) fn new(
        options: &Common,
        environment: &Environment,
        overrides: impl IntoIterator<Item = (EndpointName, Option<Endpoint>)>,
    ) -> Result<Self, TargetError> {
        let common = [
            (EndpointName::Token, options.token_url.clone()),
            (EndpointName::Jwks, options.jwks_url.clone()),
        ];
        let overrides: Vec<_> = overrides
            .into_iter()
            .chain(common)
            .filter_map(|(name, endpoint)| Some((name, endpoint?)))
            .collect();
        let endpoint = match (&options.endpoint, &environment.endpoint) {
            (Some(endpoint), _) => Some(endpoint.clone()),
            // An issuer on the command line means another server than the one in the environment.
            (None, Some(text)) if options.issuer.is_none() => {
                Some(Endpoint::parse(text).map_err(TargetError::Environment)?)
            }
            (None, _) => None,
        };
        let endpoints = match (&endpoint, &options.issuer) {
            (Some(base), issuer) => {
                let issuer = match issuer {
                    Some(issuer) => issuer.clone(),
                    None => Issuer::parse(base.as_str()).map_err(TargetError::NoIssuer)?,
                };
                let server = ServerMetadata::by_hand(Some(issuer)).with_base(base);
                Endpoints::Known(Box::new(server.map_err(|_| TargetError::Base)?))
            }
            (None, Some(issuer)) => Endpoints::DiscoveredFrom(issuer.clone()),
            (None, None) if overrides.is_empty() => return Err(TargetError::NoServer),
            (None, None) => Endpoints::Known(Box::new(ServerMetadata::by_hand(None))),
        };
        Ok(Self {
            endpoint,
            issuer: options.issuer.clone(),
            endpoints,
            overrides,
        })
    }

    /// The origins that the person named. What a server's metadata names besides may be anybody's.
    pub(super) fn named_origins(&self) -> Vec<Origin> {
        let issuer = self.issuer.as_ref().map(Issuer::as_endpoint);
        let single = self.overrides.iter().map(|(_, endpoint)| endpoint);
        let named = self.endpoint.iter().chain(issuer).chain(single);
        named
            .filter_map(|endpoint| Origin::of(endpoint.as_str()))
            .collect()
    }

    /// What is known of the server, with the single endpoints on top.
    pub(super) fn overridden(&self, known: ServerMetadata) -> ServerMetadata {
        let overrides = self.overrides.iter().cloned();
        overrides.fold(known, |known, (name, endpoint)| {
            known.with_endpoint(name, endpoint)
        })
    }
}

impl Credentials {
    /// The client that `options` mean.
    pub(super) fn new(options: &Common, environment: &Environment) -> Result<Self, TargetError> {
        let id = options
            .client_id
            .as_ref()
            .or(environment.client_id.as_ref());
        let secret = options.client_secret.as_ref();
        Ok(Self {
            id: id
                .filter(|id| !id.is_empty())
                .ok_or(TargetError::NoClientId)?
                .clone(),
            secret: secret.or(environment.client_secret.as_ref()).cloned(),
        })
    }
}
