//! RP-Initiated Logout 1.0: sending the browser to the server's logout, and knowing it when it comes back. Auth0's own
//! `/v2/logout` too, which has other parameters and sends the browser to the address as given, its query included.

use crate::callback::CallbackParams;
use crate::check::{CheckId, Trace};
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::entropy::{Entropy, random_text};
use crate::error::{Error, Misuse, Violation};
use crate::metadata::{EndpointName, ServerMetadata};
use crate::secret::{RawIdToken, State, opaque_debug};

const ID: CheckId = CheckId::LogoutState;

/// Where to send the browser, and the state that it brings back.
pub struct Logout {
    /// The address to go to.
    pub url: String,
    /// To be kept until the browser is back; absent when it is not asked back.
    pub state: Option<State>,
}

// The address carries the ID token.
opaque_debug!(Logout);

/// Whether this server's session can be ended from here.
pub fn is_possible(server: &ServerMetadata) -> bool {
    dialect(server).is_some()
}

/// The logout request (§2). With `post_logout_redirect_uri` the browser comes back there, with the state.
pub fn logout_request(
    server: &ServerMetadata,
    client: &Client,
    id_token_hint: Option<&RawIdToken>,
    post_logout_redirect_uri: Option<&Endpoint>,
    entropy: &mut impl Entropy,
    trace: &mut Trace,
) -> Result<Logout, Error> {
    let Some(dialect) = dialect(server) else {
        let cause = Misuse::NoEndpoint(EndpointName::EndSession.as_str());
        return Err(trace.fail(ID, EndpointName::EndSession.as_str(), "none", cause));
    };
    let state = if post_logout_redirect_uri.is_some() {
        let text = random_text(entropy);
        State::parse(text.map_err(|cause| trace.fail(ID, "randomness", "none", cause))?)
    } else {
        None
    };
    let sent_state = state.as_ref().map(|state| ("state", state.expose_secret()));
    let back_to = post_logout_redirect_uri;
    let mut parameters = vec![("client_id", client.id())];
    let url = match dialect {
        Dialect::Standard(endpoint) => {
            parameters.extend(id_token_hint.map(|hint| ("id_token_hint", hint.expose_secret())));
            parameters.extend(back_to.map(|uri| ("post_logout_redirect_uri", uri.as_str())));
            parameters.extend(sent_state);
            endpoint.with_query(parameters)
        }
        Dialect::Auth0(endpoint) => {
            let return_to = back_to.map(|uri| uri.with_query(sent_state));
            parameters.extend(return_to.as_ref().map(|uri| ("returnTo", uri.as_str())));
            endpoint.with_query(parameters)
        }
    };
    Ok(Logout { url, state })
}

/// What the server's logout understands, and where it is.
enum Dialect {
    Standard(Endpoint),
    Auth0(Endpoint),
}

/// Auth0 is known by the path, or, where its metadata name no logout, by the issuer's host.
fn dialect(server: &ServerMetadata) -> Option<Dialect> {
    const PATH: &str = "/v2/logout";
    if let Some(endpoint) = server.endpoint(EndpointName::EndSession) {
        return Some(if endpoint.uri().path() == PATH {
            Dialect::Auth0(endpoint.clone())
        } else {
            Dialect::Standard(endpoint.clone())
        });
    }
    let issuer = server.issuer()?.as_str();
    let host = issuer.strip_prefix("https://")?.trim_end_matches('/');
    if !host.ends_with(".auth0.com") {
        return None;
    }
    let address = ["https://", host, PATH].concat();
    Some(Dialect::Auth0(Endpoint::parse(&address).ok()?))
}

/// Checks that the browser comes back from the logout that `state` was made for (§3).
pub fn process_logout_callback(
    state: &State,
    params: &CallbackParams,
    trace: &mut Trace,
) -> Result<(), Error> {
    const EXPECTED: &str = "the state that was sent";
    match params.only("state") {
        Some(found) if state.matches(found) => {
            trace.pass(ID, EXPECTED, "the same");
            Ok(())
        }
        Some(_) => Err(trace.fail(ID, EXPECTED, "another", Violation::Mismatch("state"))),
        None => Err(trace.fail(
            ID,
            EXPECTED,
            "none, or several",
            Violation::Missing("state"),
        )),
    }
}
