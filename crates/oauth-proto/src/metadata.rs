//! What is known about an authorization server: its issuer, endpoints and abilities (RFC 8414 §2, OIDC Discovery §3),
//! discovered or given by hand. This file reads members; whether a flow can run on them is decided where it begins.

use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::endpoint::{Endpoint, Issuer};
use crate::error::{Error, Misuse};
use crate::json::{self, Object};

/// An endpoint by its role (RFC 8414 §2, OIDC Discovery §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EndpointName {
    /// Authorization endpoint.
    Authorization,
    /// Token endpoint.
    Token,
    /// Pushed authorization request endpoint (RFC 9126).
    Par,
    /// Device authorization endpoint (RFC 8628).
    DeviceAuthorization,
    /// Userinfo endpoint.
    Userinfo,
    /// Key set.
    Jwks,
    /// Revocation endpoint (RFC 7009).
    Revocation,
    /// RP-initiated logout.
    EndSession,
}

impl EndpointName {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Authorization,
        Self::Token,
        Self::Par,
        Self::DeviceAuthorization,
        Self::Userinfo,
        Self::Jwks,
        Self::Revocation,
        Self::EndSession,
    ];

    /// The metadata member.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authorization => "authorization_endpoint",
            Self::Token => "token_endpoint",
            Self::Par => "pushed_authorization_request_endpoint",
            Self::DeviceAuthorization => "device_authorization_endpoint",
            Self::Userinfo => "userinfo_endpoint",
            Self::Jwks => "jwks_uri",
            Self::Revocation => "revocation_endpoint",
            Self::EndSession => "end_session_endpoint",
        }
    }

    /// Where Ory Hydra and what is shaped like it have the endpoint, below their base.
    const fn below_base(self) -> Option<&'static str> {
        match self {
            Self::Authorization => Some("/oauth2/auth"),
            Self::Token => Some("/oauth2/token"),
            Self::Par => None,
            Self::DeviceAuthorization => Some("/oauth2/device/auth"),
            Self::Userinfo => Some("/userinfo"),
            Self::Jwks => Some("/.well-known/jwks.json"),
            Self::Revocation => Some("/oauth2/revoke"),
            Self::EndSession => Some("/oauth2/sessions/logout"),
        }
    }
}

/// An authorization server as this client knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerMetadata {
    issuer: Option<Issuer>,
    endpoints: [Option<Endpoint>; EndpointName::ALL.len()],
    lists: [Option<Vec<String>>; List::ALL.len()],
    flags: [bool; Flag::ALL.len()],
    discovered: bool,
}

/// A member that lists what the server can do.
#[derive(Clone, Copy)]
pub(crate) enum List {
    CodeChallengeMethods,
    IdTokenAlgorithms,
    UserinfoAlgorithms,
    DpopAlgorithms,
}

impl List {
    const ALL: [(Self, &'static str); 4] = [
        (
            Self::CodeChallengeMethods,
            "code_challenge_methods_supported",
        ),
        (
            Self::IdTokenAlgorithms,
            "id_token_signing_alg_values_supported",
        ),
        (
            Self::UserinfoAlgorithms,
            "userinfo_signing_alg_values_supported",
        ),
        (Self::DpopAlgorithms, "dpop_signing_alg_values_supported"),
    ];
}

/// A member that is true or false, false when absent.
#[derive(Clone, Copy)]
pub(crate) enum Flag {
    IssInResponse,
    RequirePar,
}

impl Flag {
    const ALL: [(Self, &'static str); 2] = [
        (
            Self::IssInResponse,
            "authorization_response_iss_parameter_supported",
        ),
        (Self::RequirePar, "require_pushed_authorization_requests"),
    ];
}

/// A metadata member that cannot be read: its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadMember(pub(crate) &'static str);

impl ServerMetadata {
    /// A server of which nothing but the issuer is known yet. Without an issuer no ID token can be validated.
    pub fn by_hand(issuer: Option<Issuer>) -> Self {
        Self {
            issuer,
            endpoints: Default::default(),
            lists: Default::default(),
            flags: Default::default(),
            discovered: false,
        }
    }

    /// The endpoints of a server shaped like Ory Hydra at this base, such as `<base>/oauth2/token`.
    pub fn with_base(mut self, base: &Endpoint) -> Result<Self, Misuse> {
        let base = base.as_str().trim_end_matches('/');
        for name in EndpointName::ALL {
            if let Some(path) = name.below_base() {
                let endpoint = Endpoint::parse(&[base, path].concat())
                    .map_err(|error| Misuse::BadAddress(name.as_str(), error))?;
                self = self.with_endpoint(name, endpoint);
            }
        }
        Ok(self)
    }

    /// The same server with this endpoint in place of what was known.
    #[must_use]
    pub fn with_endpoint(mut self, name: EndpointName, endpoint: Endpoint) -> Self {
        if let Some(slot) = self.endpoints.get_mut(name as usize) {
            *slot = Some(endpoint);
        }
        self
    }

    /// The issuer.
    pub fn issuer(&self) -> Option<&Issuer> {
        self.issuer.as_ref()
    }

    /// An endpoint, if the server has it.
    pub fn endpoint(&self, name: EndpointName) -> Option<&Endpoint> {
        self.endpoints.get(name as usize)?.as_ref()
    }

    /// Whether the server takes pushed authorization requests only.
    pub fn requires_par(&self) -> bool {
        self.flag(Flag::RequirePar)
    }

    /// The algorithms of `DPoP` proofs that the server takes, if it says so (RFC 9449 §5.1).
    pub fn dpop_algorithms(&self) -> Option<&[String]> {
        self.list(List::DpopAlgorithms)
    }

    /// Whether this came from the server itself.
    pub fn is_discovered(&self) -> bool {
        self.discovered
    }

    /// As a metadata document, to be kept while the browser is away. [`ServerMetadata::from_stored_json`] reads it again.
    pub fn to_json(&self) -> String {
        let mut document = Object::new();
        let mut put = |name: &str, value: Value| document.insert(name.to_owned(), value);
        if let Some(issuer) = &self.issuer {
            put("issuer", issuer.as_str().into());
        }
        for name in EndpointName::ALL {
            if let Some(endpoint) = self.endpoint(name) {
                put(name.as_str(), endpoint.as_str().into());
            }
        }
        for (list, name) in List::ALL {
            if let Some(entries) = self.list(list) {
                put(name, entries.to_vec().into());
            }
        }
        for (flag, name) in Flag::ALL {
            put(name, self.flag(flag).into());
        }
        put(DISCOVERED, self.discovered.into());
        json::write(&Value::Object(document))
    }

    /// Reads what [`ServerMetadata::to_json`] wrote. The store is trusted: nobody asks the server whether it is so.
    pub fn from_stored_json(text: &str) -> Result<Self, Misuse> {
        let document = json::parse_object(text.as_bytes()).map_err(|_| Misuse::BadStore)?;
        let discovered = document.get(DISCOVERED) == Some(&Value::Bool(true));
        let server = Self::read(&document).map_err(|_| Misuse::BadStore)?;
        Ok(Self {
            discovered,
            ..server
        })
    }

    /// Reads a metadata document. Whether its issuer is the one asked for is for the caller to check.
    pub(crate) fn read(document: &Object) -> Result<Self, BadMember> {
        // Some servers write null for what they do not have.
        let member = |name: &str| document.get(name).filter(|value| !value.is_null());
        let issuer = match member("issuer") {
            None => None,
            Some(issuer) => {
                let issuer = issuer.as_str().and_then(|text| Issuer::parse(text).ok());
                Some(issuer.ok_or(BadMember("issuer"))?)
            }
        };
        let mut server = Self::by_hand(issuer);
        server.discovered = true;
        for name in EndpointName::ALL {
            if let Some(value) = member(name.as_str()) {
                let endpoint = value.as_str().and_then(|text| Endpoint::parse(text).ok());
                server = server.with_endpoint(name, endpoint.ok_or(BadMember(name.as_str()))?);
            }
        }
        for ((_, name), slot) in List::ALL.into_iter().zip(&mut server.lists) {
            if let Some(value) = member(name) {
                *slot = Some(strings(value).ok_or(BadMember(name))?);
            }
        }
        for ((_, name), slot) in Flag::ALL.into_iter().zip(&mut server.flags) {
            if let Some(value) = member(name) {
                *slot = value.as_bool().ok_or(BadMember(name))?;
            }
        }
        Ok(server)
    }

    pub(crate) fn list(&self, list: List) -> Option<&[String]> {
        self.lists.get(list as usize)?.as_deref()
    }

    pub(crate) fn flag(&self, flag: Flag) -> bool {
        self.flags.get(flag as usize).copied().unwrap_or_default()
    }

    /// The endpoint, or the end of the flow at `check`.
    pub(crate) fn require(
        &self,
        name: EndpointName,
        check: CheckId,
        trace: &mut Trace,
    ) -> Result<&Endpoint, Error> {
        self.endpoint(name).ok_or_else(|| {
            let cause = Misuse::NoEndpoint(name.as_str());
            trace.fail(check, name.as_str(), "none", cause)
        })
    }
}

impl ServerMetadata {
    /// What an ID token cannot be validated without, or the end of the flow.
    pub(crate) fn require_for_id_tokens(
        &self,
        check: CheckId,
        trace: &mut Trace,
    ) -> Result<(), Error> {
        self.require(EndpointName::Jwks, check, trace)?;
        if self.issuer.is_none() {
            return Err(trace.fail(check, "issuer", "none", Misuse::NoEndpoint("issuer")));
        }
        Ok(())
    }
}

/// Beside the registered members of what [`ServerMetadata::to_json`] writes.
const DISCOVERED: &str = "discovered";

fn strings(value: &Value) -> Option<Vec<String>> {
    let entries = value.as_array()?.iter();
    entries
        .map(|entry| entry.as_str().map(str::to_owned))
        .collect()
}
