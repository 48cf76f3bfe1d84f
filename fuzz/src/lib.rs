//! One client in the middle of one flow, the same in every target: what a server's answer is held against.
//!
//! Time and secrets are fixed, so that a finding repeats. What must hold is said by the targets.
#![expect(
    clippy::expect_used,
    reason = "the client's own side is sound; if it is not, no target means anything"
)]

use http::{Response, StatusCode};
use oauth_proto::callback::{CallbackParams, process_callback};
use oauth_proto::check::{MAX_TEXT, Trace};
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::error::Error;
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::time::Timestamp;
use oauth_proto::token::{CodeExchange, TokenBody, authorization_code_request};
use oauth_proto::transaction::Transaction;

pub const NOW: Timestamp = Timestamp::from_unix(1_800_000_000);
pub const ISSUER: &str = "https://as.example";
pub const CLIENT_ID: &str = "spa";
/// The flow's own secrets: no target's input can guess them, so none may ever be shown.
pub const CODE: &str = "code-7Xn3Kq9wVb";
pub const STATE: &str = "state-2Hf8Lp4zRm";
pub const NONCE: &str = "nonce-6Tj1Wc5yQd";
pub const VERIFIER: &str = "verifier-9Gs4Nv7xEk";

/// The issuer that was asked for.
pub fn issuer() -> Issuer {
    Issuer::parse(ISSUER).expect("sound")
}

/// The server as it was found.
pub fn server() -> ServerMetadata {
    let endpoint = |name: &str| Endpoint::parse(&[ISSUER, name].concat()).expect("sound");
    ServerMetadata::by_hand(Some(issuer()))
        .with_endpoint(EndpointName::Token, endpoint("/token"))
        .with_endpoint(EndpointName::Jwks, endpoint("/jwks"))
}

/// The request that a callback answers.
pub fn transaction() -> Transaction {
    let kept = serde_json::json!({
        "state": STATE, "fixed_state": false, "nonce": NONCE, "verifier": VERIFIER,
        "issuer": ISSUER, "token_endpoint": "https://as.example/token", "client_id": CLIENT_ID,
        "redirect_uri": "https://app.example/callback", "scope": "openid api",
        "max_age": null, "acr_values": [], "require_acr": false, "dpop": false, "created_at": 0,
    });
    Transaction::from_stored_json(&kept.to_string()).expect("sound")
}

/// The exchange that a token response answers.
pub fn exchange() -> CodeExchange {
    let trace = &mut Trace::new();
    let query = ["code=", CODE, "&state=", STATE].concat();
    let params = CallbackParams::parse(&query, "");
    let callback = process_callback(transaction(), &params, &server(), trace).expect("sound");
    let client = Client::new(CLIENT_ID, ClientAuth::None).expect("sound");
    let (_, exchange) =
        authorization_code_request(callback, &client, TokenBody::Form, trace).expect("sound");
    exchange
}

/// An answer as the network gives it.
pub fn response(status: StatusCode, body: impl Into<Vec<u8>>) -> Response<Vec<u8>> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response
}

/// A failed flow names its check and what to do, caps what it shows, and shows none of these values, nor its own.
pub fn assert_sound_failure(error: &Error, trace: &Trace, secrets: &[&str]) {
    let rows = trace.checks();
    assert!(rows.iter().any(|row| row.id == error.check()), "no row");
    assert!(!error.help().is_empty(), "no help");
    for text in rows.iter().flat_map(|row| [&row.expected, &row.found]) {
        assert!(text.chars().count() <= MAX_TEXT + 1, "not capped");
        assert!(!text.chars().any(char::is_control), "a control character");
    }
    let shown = format!("{error} {error:?} {trace:?}");
    for secret in [CODE, STATE, NONCE, VERIFIER].iter().chain(secrets) {
        assert!(!shown.contains(secret), "a secret is shown: {shown}");
    }
}
