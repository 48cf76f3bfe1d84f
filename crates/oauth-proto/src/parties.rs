//! Between whom a flow runs: one client at one server. What the flow brings is of use between these two only
//! (RFC 9700 §4.4, RFC 6749 §10.4).

use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::client::Client;
use crate::endpoint::{Endpoint, Issuer};
use crate::error::{Error, Misuse};
use crate::json::Object;
use crate::metadata::{EndpointName, ServerMetadata};

/// A client, and the server where its codes and refresh tokens may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parties {
    pub(crate) issuer: Option<Issuer>,
    pub(crate) token_endpoint: Endpoint,
    pub(crate) client_id: String,
}

impl Parties {
    pub(crate) fn new(
        server: &ServerMetadata,
        client: &Client,
        check: CheckId,
        trace: &mut Trace,
    ) -> Result<Self, Error> {
        let token_endpoint = server.require(EndpointName::Token, check, trace)?;
        Ok(Self {
            issuer: server.issuer().cloned(),
            token_endpoint: token_endpoint.clone(),
            client_id: client.id().to_owned(),
        })
    }

    /// Whether this is the server.
    pub(crate) fn are_at(&self, server: &ServerMetadata) -> bool {
        server.issuer() == self.issuer.as_ref()
            && server.endpoint(EndpointName::Token) == Some(&self.token_endpoint)
    }

    /// Whether these are the two.
    pub(crate) fn are(&self, server: &ServerMetadata, client: &Client) -> bool {
        self.are_at(server) && self.client_id == client.id()
    }

    /// The end of a flow that goes on with others than it began with.
    pub(crate) fn require(
        &self,
        server: &ServerMetadata,
        client: &Client,
        check: CheckId,
        trace: &mut Trace,
    ) -> Result<(), Error> {
        if self.are(server, client) {
            return Ok(());
        }
        let expected = [
            self.client_id.as_str(),
            " at ",
            self.token_endpoint.as_str(),
        ]
        .concat();
        Err(trace.fail(
            check,
            &expected,
            "another server or client",
            Misuse::OtherServer,
        ))
    }

    pub(crate) fn write(&self, kept: &mut Object) {
        let mut put = |name: &str, value: Value| kept.insert(name.to_owned(), value);
        put("issuer", self.issuer.as_ref().map(Issuer::as_str).into());
        put("token_endpoint", self.token_endpoint.as_str().into());
        put("client_id", self.client_id.as_str().into());
    }

    pub(crate) fn read(kept: &Object) -> Option<Self> {
        let text = |name: &str| kept.get(name)?.as_str();
        Some(Self {
            issuer: match kept.get("issuer").filter(|issuer| !issuer.is_null()) {
                Some(issuer) => Some(Issuer::parse(issuer.as_str()?).ok()?),
                None => None,
            },
            token_endpoint: Endpoint::parse(text("token_endpoint")?).ok()?,
            client_id: text("client_id")?.to_owned(),
        })
    }
}
