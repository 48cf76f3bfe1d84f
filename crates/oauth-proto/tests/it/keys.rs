//! Choosing among keys, and rotation.

use http::Response;
use oauth_proto::Verification;
use oauth_proto::access_token::{AccessTokenPolicy, verify_access_token};
use oauth_proto::check::{CheckId, Status, Trace};
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::device::{
    DeviceParams, PollOutcome, device_authorization_request, process_device_authorization_response,
};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::error::{Error, Misuse};
use oauth_proto::id_token::IdTokenPolicy;
use oauth_proto::jose::{Algorithm, KeyLookup, KeyStore, REFETCH_FLOOR};
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::scope::Scope;
use oauth_proto::userinfo::{Subject, UserinfoResponse, process_userinfo_response};
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::{Backend, Key, run_here};
use crate::support::document::{Document, Reply};
use crate::support::server::{Server, Token, public_jwk};
use crate::support::{API, ISSUER, NOW};

fn store() -> KeyStore {
    let jwks_uri = Endpoint::parse("https://as.example/jwks").unwrap();
    KeyStore::new(&ServerMetadata::by_hand(None).with_endpoint(EndpointName::Jwks, jwks_uri))
}

fn key_set(keys: &[Value]) -> Response<Vec<u8>> {
    Response::new(json!({ "keys": keys }).to_string().into_bytes())
}

fn jwk(kid: &str) -> Value {
    public_jwk(&Key::generate().unwrap(), kid)
}

#[test]
fn an_unknown_key_id_fetches_once_and_not_again_within_the_floor() {
    let mut keys = store();
    let mut trace = Trace::new();
    let ask = |keys: &KeyStore, kid, now| keys.lookup(Algorithm::Es256, Some(kid), now);
    assert_eq!(ask(&keys, "a", NOW), KeyLookup::RefetchNeeded);
    keys.process_response(&key_set(&[jwk("a")]), NOW, &mut trace)
        .unwrap();
    assert!(matches!(ask(&keys, "a", NOW), KeyLookup::Found(found) if found.len() == 1));
    // The keys may have been rotated just before the token was signed.
    assert_eq!(ask(&keys, "b", NOW), KeyLookup::RefetchNeeded);
    keys.process_response(&key_set(&[jwk("b")]), NOW, &mut trace)
        .unwrap();
    assert!(matches!(ask(&keys, "b", NOW), KeyLookup::Found(_)));
    assert_eq!(ask(&keys, "c", NOW), KeyLookup::NotFound);
    let floor = u32::try_from(REFETCH_FLOOR).unwrap();
    assert_eq!(ask(&keys, "c", NOW.plus(floor - 1)), KeyLookup::NotFound);
    assert_eq!(ask(&keys, "c", NOW.plus(floor)), KeyLookup::RefetchNeeded);
    assert_eq!(trace, Trace::new());
}

#[test]
fn rotation_just_before_signing_is_found_by_one_more_fetch() {
    let mut server = Server::honest();
    let other = Key::generate().unwrap();
    server
        .jwks
        .body
        .set("keys", json!([public_jwk(&other, "old")]));
    server.jwks_later = Some(Reply::json(json!({ "keys": [] })));
    let (left, outcome) = run_here(&server);
    assert_eq!(outcome, Ok(()));
    assert_eq!(left.key_fetches, 2);
}

#[test]
fn without_a_key_id_every_key_that_fits_is_tried() {
    let mut server = Server::honest();
    server.id_token.header.remove("kid");
    let (left, outcome) = run_here(&server);
    assert_eq!(outcome, Ok(()));
    assert_eq!(
        left.trace.last(CheckId::IdTokenSignature).unwrap().status,
        Status::Pass
    );

    let mut keys = store();
    let unusable = json!({ "kty": "oct", "k": "AAAA" });
    let set = key_set(&[jwk("a"), unusable, json!("x"), jwk("b")]);
    keys.process_response(&set, NOW, &mut Trace::new()).unwrap();
    assert!(matches!(
        keys.lookup(Algorithm::Es256, None, NOW),
        KeyLookup::Found(found) if found.iter().filter_map(|key| key.kid()).eq(["a", "b"])
    ));
}

/// RFC 8725 §3.8: the keys must be the issuer's. These even fit the signature.
#[test]
fn keys_of_one_server_verify_no_token_of_another() {
    let endpoint = |text: &str| Endpoint::parse(text).unwrap();
    let server = |issuer: &str, jwks_uri: &str| {
        ServerMetadata::by_hand(Issuer::parse(issuer).ok())
            .with_base(&endpoint(ISSUER))
            .unwrap()
            .with_endpoint(EndpointName::Jwks, endpoint(jwks_uri))
    };
    let (own, client) = (
        server(ISSUER, "https://as.example/jwks"),
        Client::new("spa", ClientAuth::None).unwrap(),
    );
    let key = Key::generate().unwrap();
    let sign = |token: Token| pollster::block_on(token.sign(&key, &key));
    let mut honest = Server::honest();
    honest.id_token.claims.remove("nonce");
    let access_token = sign(honest.access_token);
    let trace = &mut Trace::new();
    let device = DeviceParams::new(Scope::parse("openid").unwrap());
    let (_, asked) = device_authorization_request(&own, &client, device, trace).unwrap();
    let codes = honest.device.response();
    let mut flow = process_device_authorization_response(asked, &codes, NOW, trace).unwrap();
    let answer = json!({
        "access_token": access_token, "token_type": "Bearer", "id_token": sign(honest.id_token),
    });
    let answer = Response::new(answer.to_string().into_bytes());
    let polled = flow.process_poll_response(&answer, NOW, trace).unwrap();
    let PollOutcome::Tokens(tokens) = polled else {
        panic!("{polled:?}");
    };
    let id_token = tokens.id_token.unwrap();
    let mut signed = Response::new(
        sign(Token {
            claims: Document::new(json!({ "sub": "alice" })),
            ..Server::honest().id_token
        })
        .into_bytes(),
    );
    let jwt = http::HeaderValue::from_static("application/jwt");
    signed.headers_mut().insert("content-type", jwt);
    let about = Subject::DangerAnyone;
    let userinfo = process_userinfo_response(&signed, &own, &client, about, trace).unwrap();
    let UserinfoResponse::Signed(userinfo) = userinfo else {
        panic!("{userinfo:?}");
    };

    let id_token_policy = IdTokenPolicy::default();
    let verify = |server: &ServerMetadata| {
        let mut keys = KeyStore::new(server);
        let set = key_set(&[public_jwk(&key, "k1")]);
        keys.process_response(&set, NOW, &mut Trace::new()).unwrap();
        let trace = &mut Trace::new();
        let verified = id_token.verify(&id_token_policy, &keys, &Backend, NOW, trace);
        let of_id_token =
            pollster::block_on(verified).map(|it| matches!(it, Verification::Verified(_)));
        let verified = userinfo.verify(&keys, &Backend, NOW, trace);
        let of_userinfo =
            pollster::block_on(verified).map(|it| matches!(it, Verification::Verified(_)));
        let policy = AccessTokenPolicy::new(API);
        let verified = verify_access_token(
            &tokens.access_token,
            &own,
            &client,
            &policy,
            &keys,
            &Backend,
            NOW,
            trace,
        );
        let of_access_token =
            pollster::block_on(verified).map(|it| matches!(it, Verification::Verified(_)));
        [of_id_token, of_userinfo, of_access_token]
    };
    assert_eq!(verify(&own), [Ok(true), Ok(true), Ok(true)]);
    let refused = |check| Err(Error::new(check, Misuse::OtherServer));
    for other in [
        server("https://evil.example", "https://as.example/jwks"),
        server(ISSUER, "https://evil.example/jwks"),
    ] {
        let expected = [
            CheckId::IdTokenKey,
            CheckId::UserinfoFormat,
            CheckId::AccessTokenSignature,
        ];
        assert_eq!(verify(&other), expected.map(refused));
    }
}

/// A set of a thousand keys keeps nobody busy.
#[test]
fn only_so_many_keys_are_tried() {
    let mut keys = store();
    let set = vec![jwk("a"); 1000];
    keys.process_response(&key_set(&set), NOW, &mut Trace::new())
        .unwrap();
    assert!(matches!(
        keys.lookup(Algorithm::Es256, None, NOW),
        KeyLookup::Found(found) if found.len() == 10
    ));
}
