//! RP-Initiated Logout 1.0: sending the browser to the server's logout, and knowing it when it comes back.

use crate::callback::CallbackParams;
use crate::check::{CheckId, Trace};
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::entropy::{Entropy, random_text};
use crate::error::{Error, Violation};
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

/// The logout request (§2). With `post_logout_redirect_uri` the browser comes back there, with the state.
pub fn logout_request(
    server: &ServerMetadata,
    client: &Client,
    id_token_hint: Option<&RawIdToken>,
    post_logout_redirect_uri: Option<&Endpoint>,
    entropy: &mut impl Entropy,
    trace: &mut Trace,
) -> Result<Logout, Error> {
    let endpoint = server.require(EndpointName::EndSession, ID, trace)?;
    let state = if post_logout_redirect_uri.is_some() {
        let text = random_text(entropy);
        State::parse(text.map_err(|cause| trace.fail(ID, "randomness", "none", cause))?)
    } else {
        None
    };
    let mut parameters = vec![("client_id", client.id())];
    parameters.extend(id_token_hint.map(|hint| ("id_token_hint", hint.expose_secret())));
    parameters
        .extend(post_logout_redirect_uri.map(|uri| ("post_logout_redirect_uri", uri.as_str())));
    parameters.extend(state.as_ref().map(|state| ("state", state.expose_secret())));
    Ok(Logout {
        url: endpoint.with_query(parameters),
        state,
    })
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
