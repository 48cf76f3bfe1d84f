//! Sessions as a tab has stored them.

use oauth_browser::App;
use oauth_browser::tokens::Generation;
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::metadata::EndpointName;
use serde_json::{Value, json};

/// A session of `app` whose access token has ended, before it was ever refreshed. `change` is given its tokens and its
/// grant.
pub(crate) fn stored(
    app: &App,
    session: &str,
    change: impl FnOnce(&mut Value, &mut Value),
) -> Generation {
    let token_endpoint = app.server.endpoint(EndpointName::Token);
    let mut grant = json!({
        "client_id": app.client.id(),
        "issuer": app.server.issuer().map(Issuer::as_str),
        "token_endpoint": token_endpoint.map(Endpoint::as_str),
        "scope": "api",
        "token_type": "Bearer",
        "refresh_token": "refresh-0",
    });
    let mut tokens = json!({ "access_token": "access-0", "expires_at": 0 });
    change(&mut tokens, &mut grant);
    tokens["grant"] = grant.to_string().into();
    let kept = json!({ "session": session, "number": 0, "tokens": tokens });
    Generation::from_stored_json(&kept.to_string()).unwrap()
}
