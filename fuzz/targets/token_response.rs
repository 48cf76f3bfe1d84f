//! Token responses: what is taken is what the document says, and no token is shown, whatever is wrong with the rest.
#![no_main]

use http::StatusCode;
use libfuzzer_sys::fuzz_target;
use oauth_proto::check::Trace;
use oauth_proto::token::{TokenResponse, TokenType, process_token_response};
use serde_json::{Map, Value};
use vestibule_fuzz::{NOW, assert_sound_failure, exchange, response};

/// Tokens that only this target knows.
const SECRETS: [(&str, &str); 3] = [
    ("access_token", "access-4Rt6Yu8iOp"),
    ("refresh_token", "refresh-3Ed5Fg7hJk"),
    ("id_token", "id-1Az2Sx.3Dc4Fv.5Gb6Hn"),
];

fuzz_target!(|body: &[u8]| {
    let trace = &mut Trace::new();
    let answer = response(StatusCode::OK, body);
    match process_token_response(exchange(), &answer, NOW, trace) {
        Ok(tokens) => {
            let document = serde_json::from_slice(body).expect("taken, so JSON");
            assert_says(&tokens, &document);
        }
        Err(error) => assert_sound_failure(&error, trace, &[]),
    }
    if let Ok(Value::Object(document)) = serde_json::from_slice(body) {
        with_secrets(document);
    }
});

fn assert_says(tokens: &TokenResponse, document: &Value) {
    let refresh_token = tokens.refresh_token.as_ref();
    let id_token = tokens.id_token.as_ref().expect("openid was asked for");
    assert_eq!(
        document["access_token"],
        tokens.access_token.expose_secret()
    );
    assert_eq!(document["id_token"], id_token.raw().expose_secret());
    assert_eq!(
        document.get("refresh_token").and_then(Value::as_str),
        refresh_token.map(|token| token.expose_secret())
    );
    let token_type = document["token_type"].as_str().expect("taken, so text");
    assert!(token_type.eq_ignore_ascii_case("Bearer"));
    assert_eq!(tokens.token_type, TokenType::Bearer);
    assert!(tokens.expires_at.is_none_or(|at| at.since(NOW) >= 0));
}

/// The same document with tokens nobody can guess, as an answer of either sort.
fn with_secrets(mut document: Map<String, Value>) {
    for (name, secret) in SECRETS {
        if let Some(value @ Value::String(_)) = document.get_mut(name) {
            *value = secret.into();
        }
    }
    let body = Value::Object(document).to_string();
    let secrets = SECRETS.map(|(_, secret)| secret);
    for status in [StatusCode::OK, StatusCode::BAD_REQUEST] {
        let trace = &mut Trace::new();
        match process_token_response(exchange(), &response(status, body.clone()), NOW, trace) {
            Ok(tokens) => {
                let shown = format!("{tokens:?} {trace:?}");
                assert!(
                    !secrets.iter().any(|secret| shown.contains(secret)),
                    "{shown}"
                );
            }
            Err(error) => assert_sound_failure(&error, trace, &secrets),
        }
    }
}
