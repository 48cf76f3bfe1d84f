//! What is registered of a client: what any engine is told of it when it is started. What an engine makes of it,
//! it keeps in its own `clients`.

use std::time::Duration;

use super::redirect_uri::RedirectUri;
use super::scope::Scope;
use crate::origin::Origin;
use crate::users::password::StoredPassword;

/// A registered client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its `client_id`.
    pub id: String,
    /// What the login page calls it.
    pub name: String,
    /// Where an answer may go.
    pub redirect_uris: Vec<RedirectUri>,
    /// Where a logout may lead.
    pub post_logout_redirect_uris: Vec<RedirectUri>,
    /// All that it may ask for.
    pub scope: Scope,
    /// How it proves itself at the token endpoint.
    pub authentication: ClientAuthentication,
    /// Whether an authorization request without an S256 challenge is refused. Always for public clients.
    pub require_pkce: bool,
    /// Whether people are asked before it gets what it asks for.
    pub ask_consent: bool,
    /// How it may get tokens.
    pub grant_types: Vec<GrantType>,
    /// How long its access tokens and ID tokens are good for, if not as long as others'.
    pub access_token: Option<Duration>,
    /// How long after a sign-in it may refresh, if not as long as others.
    pub refresh_token: Option<Duration>,
    /// Whether it gets a refresh token without asking for `offline_access`.
    pub always_refresh: bool,
    /// Further origins that may call the endpoints from a browser, beside those of the redirect URIs.
    pub cors_origins: Vec<Origin>,
}

/// How a client proves itself at the token endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// Not at all (a browser or native app): PKCE binds the code instead.
    Public,
    /// By a secret that is known as it is.
    Secret(ClientSecret),
    /// By a secret of which the Argon2id hash is known.
    HashedSecret(StoredPassword),
}

/// A client secret. Never shown or logged.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// The secret as it was registered.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The bytes to compare with.
    pub fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientSecret(…)")
    }
}

/// A way to get tokens (RFC 7591 §2, `grant_types`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantType {
    /// `authorization_code`
    AuthorizationCode,
    /// `refresh_token`
    RefreshToken,
    /// `urn:ietf:params:oauth:grant-type:device_code` (RFC 8628)
    DeviceCode,
}

impl GrantType {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::AuthorizationCode,
        Self::RefreshToken,
        Self::DeviceCode,
    ];

    /// As requests and metadata have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::DeviceCode => "urn:ietf:params:oauth:grant-type:device_code",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.name() == name)
    }
}
