//! Arbitrary input: nothing panics, and what is taken is what was meant.
//!
//! Two kinds of input: bytes of any sort, and honest documents with a few members replaced by arbitrary values.
//! `PROPTEST_CASES` says how many of each, 256 when it is not set.

use http::Response;
use oauth_proto::callback::{CallbackParams, process_callback, reject_callback};
use oauth_proto::check::{MAX_TEXT, Trace};
use oauth_proto::discovery::Discovery;
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::jose::{KeyStore, UnverifiedJws};
use oauth_proto::json::parse_object;
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::oauth_error::OAuthError;
use oauth_proto::scope::Scope;
use oauth_proto::transaction::Transaction;
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::backend::run_here;
use crate::support::document::Document;
use crate::support::server::Server;
use crate::support::{ISSUER, NOW, base64url, secret};

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~]{0,40}".prop_map(Value::from),
        Just(Value::from(ISSUER)),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// What is read to the last bit.
fn without_fractions(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::Null,
        Value::Array(items) => items.into_iter().map(without_fractions).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            members
                .map(|(name, member)| (name, without_fractions(member)))
                .collect()
        }
        other => other,
    }
}

/// Replaces one of these members.
fn member(names: &'static [&'static str]) -> impl Strategy<Value = (&'static str, Value)> {
    (prop::sample::select(names), json())
}

fn response(status: u16, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    response
}

fn server() -> ServerMetadata {
    let endpoint = Endpoint::parse("https://as.example/x").unwrap();
    ServerMetadata::by_hand(Some(Issuer::parse(ISSUER).unwrap()))
        .with_endpoint(EndpointName::Token, endpoint.clone())
        .with_endpoint(EndpointName::Jwks, endpoint)
}

fn transaction() -> Transaction {
    let kept = format!(
        r#"{{"acr_values":[],"client_id":"spa","created_at":7,"dpop":false,"fixed_state":false,
        "issuer":"{ISSUER}","max_age":null,"nonce":"n","redirect_uri":"https://app.example/?a=b",
        "require_acr":false,"scope":"openid","state":"{}","verifier":"v",
        "token_endpoint":"https://as.example/x"}}"#,
        secret(0)
    );
    Transaction::from_stored_json(&kept).unwrap()
}

/// Runs a whole flow and holds the trace against what every trace must be.
fn run(server: &Server) -> Result<(), TestCaseError> {
    let (left, outcome) = run_here(server);
    for row in left.trace.checks() {
        prop_assert!(row.expected.chars().count() <= MAX_TEXT + 1);
        prop_assert!(row.found.chars().count() <= MAX_TEXT + 1);
        prop_assert!(!row.found.chars().any(char::is_control));
    }
    if let Err(error) = outcome {
        prop_assert!(
            left.trace
                .checks()
                .iter()
                .any(|row| row.id == error.check())
        );
        prop_assert!(!error.help().is_empty());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_of_any_text(text in ".{0,200}", header in json(), claims in json()) {
        let _ = UnverifiedJws::parse(&text);
        let token = [&base64url(header.to_string()), ".", &base64url(claims.to_string()), ".AA"];
        if let Ok(jws) = UnverifiedJws::parse(&token.concat()) {
            prop_assert_eq!(&Value::Object(jws.unverified_payload().clone()), &claims);
        }
    }

    #[test]
    fn documents_of_any_bytes(status in 100u16..1000, body in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut trace = Trace::new();
        let _ = parse_object(&body);
        let issuer = Issuer::parse(ISSUER).unwrap();
        let discovery = Discovery::new(issuer, &mut trace).unwrap();
        let response = response(status, body);
        let _ = discovery.process_response(&response, &mut trace);
        let _ = KeyStore::new(&server()).process_response(&response, NOW, &mut trace);
    }

    #[test]
    fn strict_json_reads_what_any_reader_does(value in json()) {
        let value = without_fractions(value);
        let text = value.to_string();
        let strict = parse_object(text.as_bytes()).ok().map(Value::Object);
        let loose = serde_json::from_str(&text).ok().filter(Value::is_object);
        prop_assert_eq!(strict, loose);
    }

    #[test]
    fn fractions_are_read_but_for_their_last_digits(number in -1e307..1e307_f64, small in any::<f32>()) {
        for number in [number, f64::from(small)].into_iter().filter(|number| number.is_finite()) {
            let text = serde_json::json!({ "a": number }).to_string();
            let read = parse_object(text.as_bytes()).unwrap()["a"].as_f64().unwrap();
            prop_assert!((read - number).abs() <= 1e-14 * number.abs(), "{read} {number}");
        }
    }

    #[test]
    fn refusals_of_any_shape(value in json()) {
        if let Value::Object(object) = value
            && let Some(error) = OAuthError::from_json(&object, 400)
        {
            prop_assert!(error.to_string().chars().count() < 2000);
        }
    }

    #[test]
    fn callbacks_of_any_text(query in ".{0,200}", fragment in ".{0,200}") {
        let params = CallbackParams::parse(&query, &fragment);
        let mut trace = Trace::new();
        prop_assert!(process_callback(transaction(), &params, &server(), &mut trace).is_err());
        reject_callback(&params, false, &mut trace);
    }

    #[test]
    fn callbacks_of_known_parameters(
        pairs in prop::collection::vec((
            prop::sample::select(vec!["code", "state", "iss", "error", "id_token", "a"]),
            prop_oneof![Just(secret(0)), Just(ISSUER.to_owned()), any::<String>()],
        ), 0..6),
    ) {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let params = CallbackParams::parse(&query, "");
        let ended = process_callback(transaction(), &params, &server(), &mut Trace::new());
        if ended.is_ok() {
            let only = |name: &str| {
                let mut values = pairs.iter().filter(|(known, _)| *known == name);
                values.next().filter(|_| values.next().is_none()).map(|(_, value)| value.as_str())
            };
            let state = secret(0);
            prop_assert_eq!(only("state"), Some(state.as_str()));
            prop_assert!(only("code").is_some_and(|code| !code.is_empty()));
            prop_assert!(only("error").is_none());
        }
    }

    #[test]
    fn addresses_of_any_text(text in "(https?://)?.{0,80}") {
        if let Ok(endpoint) = Endpoint::parse(&text) {
            prop_assert_eq!(endpoint.as_str(), text.as_str());
            prop_assert!(endpoint.is_https() || endpoint.origin().starts_with("http://"));
            prop_assert!(!endpoint.origin().contains('@'));
        }
        let _ = Scope::parse(&text);
    }

    #[test]
    fn metadata_with_any_member(change in member(&[
        "issuer", "token_endpoint", "jwks_uri", "code_challenge_methods_supported",
        "id_token_signing_alg_values_supported", "require_pushed_authorization_requests",
        "authorization_response_iss_parameter_supported", "userinfo_endpoint",
    ])) {
        let mut server = Server::honest();
        server.metadata.body.set(change.0, change.1);
        run(&server)?;
    }

    #[test]
    fn token_responses_with_any_member(change in member(&[
        "access_token", "token_type", "expires_in", "scope", "refresh_token", "id_token",
    ])) {
        let mut server = Server::honest();
        server.token.body.set(change.0, change.1);
        run(&server)?;
    }

    #[test]
    fn id_tokens_with_any_member(
        header in prop::option::of(member(&["alg", "kid", "typ", "crit", "jwk"])),
        claim in prop::option::of(member(&[
            "iss", "sub", "aud", "azp", "exp", "iat", "nbf", "nonce", "auth_time", "acr",
            "at_hash", "c_hash",
        ])),
    ) {
        let mut server = Server::honest();
        if let Some((name, value)) = header {
            server.id_token.header.set(name, value);
        }
        if let Some((name, value)) = claim {
            server.id_token.claims.set(name, value);
        }
        run(&server)?;
    }

    #[test]
    fn keys_with_any_member(keys in prop::collection::vec(json(), 0..4), change in member(&[
        "kty", "crv", "x", "y", "n", "e", "use", "key_ops", "alg", "kid", "d",
    ])) {
        let mut server = Server::honest();
        let mut key = Document::new(serde_json::json!({
            "kty": "EC", "crv": "P-256", "kid": "k1",
            "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        }));
        key.set(change.0, change.1);
        let mut keys = keys;
        keys.push(serde_json::from_slice(&key.bytes()).unwrap());
        server.jwks.body.set("keys", keys);
        run(&server)?;
    }

    #[test]
    fn device_codes_with_any_member(change in member(&[
        "device_code", "user_code", "verification_uri", "verification_uri_complete",
        "expires_in", "interval",
    ])) {
        let mut server = Server::honest();
        server.settings.flow = crate::support::server::Flow::Device;
        server.device.body.set(change.0, change.1);
        run(&server)?;
    }
}
