//! Choosing among keys, and rotation.

use http::Response;
use oauth_proto::check::{CheckId, Status, Trace};
use oauth_proto::endpoint::Endpoint;
use oauth_proto::jose::{Algorithm, KeyLookup, KeyStore, REFETCH_FLOOR};
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use serde_json::{Value, json};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::{Key, run_here};
use crate::support::NOW;
use crate::support::document::Reply;
use crate::support::server::{Server, public_jwk};

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
