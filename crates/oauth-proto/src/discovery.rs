//! Finding a server's metadata: OpenID Connect Discovery 1.0 §4 first, then RFC 8414 §3. Which flow they are for is not
//! known here.
//!
//! ```text
//! Discovery::new(issuer) → request → process_response ─┬▶ Found(metadata)
//!        ▲                                             └▶ TryNext(discovery) ─┐
//!        └────────────────────────────────────────────────────────────────────┘
//! ```

use http::{Request, Response};

use crate::check::{CheckId, Trace};
use crate::endpoint::{Endpoint, EndpointError, Issuer};
use crate::error::{Error, Misuse, Violation};
use crate::exchange::{self, Ids};
use crate::metadata::ServerMetadata;

/// A search for one issuer's metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovery {
    issuer: Issuer,
    address: Endpoint,
    fallback: bool,
}

/// What a response brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiscoveryStep {
    /// The metadata.
    Found(Box<ServerMetadata>),
    /// Nothing at the first address: send this one's request.
    TryNext(Discovery),
}

impl Discovery {
    /// Begins with the `OpenID` Connect address: `<issuer>/.well-known/openid-configuration`.
    pub fn new(issuer: Issuer, trace: &mut Trace) -> Result<Self, Error> {
        const EXPECTED: &str = "https, or http on loopback";
        match well_known(issuer.as_str(), "/.well-known/openid-configuration", "") {
            Ok(address) => {
                trace.pass(CheckId::ConfigEndpoints, EXPECTED, issuer.as_str());
                Ok(Self {
                    issuer,
                    address,
                    fallback: false,
                })
            }
            Err(error) => {
                let cause = Misuse::BadAddress("issuer", error);
                Err(trace.fail(CheckId::ConfigEndpoints, EXPECTED, issuer.as_str(), cause))
            }
        }
    }

    /// The request for the metadata.
    pub fn request(&self) -> Request<Vec<u8>> {
        exchange::get(&self.address)
    }

    /// The second address (RFC 8414: `.well-known` before the issuer's path), when the first gave nothing; also to be
    /// used when the browser kept the first response, since error pages often lack CORS headers. `None` after both.
    pub fn next(&self) -> Option<Self> {
        if self.fallback {
            return None;
        }
        let issuer = self.issuer.as_endpoint();
        let path = match issuer.path() {
            "/" => "",
            path => path,
        };
        let root = issuer
            .as_str()
            .strip_suffix(issuer.path())
            .unwrap_or(issuer.as_str());
        let address = well_known(root, "/.well-known/oauth-authorization-server", path).ok()?;
        Some(Self {
            issuer: self.issuer.clone(),
            address,
            fallback: true,
        })
    }

    /// Checks the document: a JSON object, the issuer asked for, addresses that may be used.
    pub fn process_response(
        &self,
        response: &Response<Vec<u8>>,
        trace: &mut Trace,
    ) -> Result<DiscoveryStep, Error> {
        let mut fetched = Trace::new();
        let document =
            exchange::json_object(response, Ids::both(CheckId::DiscoveryFetch), &mut fetched);
        let document = match (document, self.next()) {
            (Err(_), Some(next)) => return Ok(DiscoveryStep::TryNext(next)),
            (document, _) => {
                trace.extend(fetched);
                document?
            }
        };
        let server = ServerMetadata::read(&document).map_err(|member| {
            // An issuer that cannot even be one is not the one asked for.
            let id = match member.0 {
                "issuer" => CheckId::DiscoveryIssuer,
                _ => CheckId::DiscoveryFetch,
            };
            let cause = Violation::Malformed(member.0);
            trace.fail(id, member.0, "not usable", cause)
        })?;
        let asked = self.issuer.as_str();
        match server.issuer() {
            Some(found) if found.as_str() == asked => {
                trace.pass(CheckId::DiscoveryIssuer, asked, asked);
                Ok(DiscoveryStep::Found(Box::new(server)))
            }
            Some(found) => {
                let cause = Violation::Mismatch("issuer");
                Err(trace.fail(CheckId::DiscoveryIssuer, asked, found.as_str(), cause))
            }
            None => {
                let cause = Violation::Missing("issuer");
                Err(trace.fail(CheckId::DiscoveryIssuer, asked, "none", cause))
            }
        }
    }
}

fn well_known(root: &str, name: &str, path: &str) -> Result<Endpoint, EndpointError> {
    let path = path.trim_end_matches('/');
    Endpoint::parse(&[root.trim_end_matches('/'), name, path].concat())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn addresses(issuer: &str) -> [String; 2] {
        let first = Discovery::new(Issuer::parse(issuer).unwrap(), &mut Trace::new()).unwrap();
        let second = first.next().unwrap();
        assert_eq!(second.next(), None);
        [first, second].map(|discovery| discovery.request().uri().to_string())
    }

    #[test]
    fn both_addresses() {
        for issuer in ["https://as.example", "https://as.example/"] {
            assert_eq!(
                addresses(issuer),
                [
                    "https://as.example/.well-known/openid-configuration",
                    "https://as.example/.well-known/oauth-authorization-server",
                ]
            );
        }
        for issuer in ["https://as.example/a/b", "https://as.example/a/b/"] {
            assert_eq!(
                addresses(issuer),
                [
                    "https://as.example/a/b/.well-known/openid-configuration",
                    "https://as.example/.well-known/oauth-authorization-server/a/b",
                ]
            );
        }
    }
}
