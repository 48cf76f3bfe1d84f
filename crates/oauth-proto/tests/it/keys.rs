//! Choosing among keys, rotation, and every algorithm by a real signature.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    self, ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair,
    Ed25519KeyPair, KeyPair as _,
};
use http::Response;
use oauth_proto::check::{CheckId, Status, Trace};
use oauth_proto::crypto::Crypto;
use oauth_proto::endpoint::Endpoint;
use oauth_proto::jose::{
    Algorithm, Curve, KeyLookup, KeyMaterial, KeyStore, PublicKey, REFETCH_FLOOR,
};
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::native::{Es256Key, Native};
use serde_json::{Value, json};

use crate::support::document::Reply;
use crate::support::server::{Server, public_jwk};
use crate::support::{NOW, natively};

fn store() -> KeyStore {
    let jwks_uri = Endpoint::parse("https://as.example/jwks").unwrap();
    KeyStore::new(&ServerMetadata::by_hand(None).with_endpoint(EndpointName::Jwks, jwks_uri))
}

fn key_set(keys: &[Value]) -> Response<Vec<u8>> {
    Response::new(json!({ "keys": keys }).to_string().into_bytes())
}

fn jwk(kid: &str) -> Value {
    public_jwk(&Es256Key::generate().unwrap(), kid)
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
    let other = Es256Key::generate().unwrap();
    server
        .jwks
        .body
        .set("keys", json!([public_jwk(&other, "old")]));
    server.jwks_later = Some(Reply::json(json!({ "keys": [] })));
    let (left, outcome) = natively(&server);
    assert_eq!(outcome, Ok(()));
    assert_eq!(left.key_fetches, 2);
}

#[test]
fn without_a_key_id_every_key_that_fits_is_tried() {
    let mut server = Server::honest();
    server.id_token.header.remove("kid");
    let (left, outcome) = natively(&server);
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

#[test]
fn every_algorithm_verifies_its_own_signature_and_no_other() {
    const MESSAGE: &[u8] = b"message";
    let random = SystemRandom::new();
    let mut signed = Vec::new();

    let rsa = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    // RFC 8017 A.1.1 in DER: after 9 bytes of headers and sign the modulus, at the end the exponent.
    let rsa_key = PublicKey::new(KeyMaterial::Rsa {
        n: rsa.public_key().as_ref()[9..265].to_vec(),
        e: rsa.public_key().as_ref()[267..].to_vec(),
    });
    let paddings: [(Algorithm, &'static dyn signature::RsaEncoding); 6] = [
        (Algorithm::Rs256, &signature::RSA_PKCS1_SHA256),
        (Algorithm::Rs384, &signature::RSA_PKCS1_SHA384),
        (Algorithm::Rs512, &signature::RSA_PKCS1_SHA512),
        (Algorithm::Ps256, &signature::RSA_PSS_SHA256),
        (Algorithm::Ps384, &signature::RSA_PSS_SHA384),
        (Algorithm::Ps512, &signature::RSA_PSS_SHA512),
    ];
    for (algorithm, padding) in paddings {
        let mut signature = vec![0; rsa.public_modulus_len()];
        rsa.sign(padding, &random, MESSAGE, &mut signature).unwrap();
        signed.push((algorithm, rsa_key.clone().unwrap(), signature));
    }
    for (algorithm, curve, parameters) in [
        (
            Algorithm::Es384,
            Curve::P384,
            &ECDSA_P384_SHA384_FIXED_SIGNING,
        ),
        (
            Algorithm::Es512,
            Curve::P521,
            &ECDSA_P521_SHA512_FIXED_SIGNING,
        ),
    ] {
        let pair = EcdsaKeyPair::generate(parameters).unwrap();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(curve.size());
        let (x, y) = (x.to_vec(), y.to_vec());
        let key = PublicKey::new(KeyMaterial::Ec { curve, x, y }).unwrap();
        let signature = pair.sign(&random, MESSAGE).unwrap();
        signed.push((algorithm, key, signature.as_ref().to_vec()));
    }
    let pair = Ed25519KeyPair::generate().unwrap();
    let x = pair.public_key().as_ref().to_vec();
    let key = PublicKey::new(KeyMaterial::Ed25519 { x }).unwrap();
    signed.push((Algorithm::EdDsa, key, pair.sign(MESSAGE).as_ref().to_vec()));

    for (algorithm, key, signature) in &signed {
        let holds = |message: &[u8], signature: &[u8]| {
            pollster::block_on(Native.verify(*algorithm, key, message, signature)).unwrap()
        };
        assert!(holds(MESSAGE, signature), "{algorithm:?}");
        assert!(!holds(b"another", signature), "{algorithm:?}");
        assert!(!holds(MESSAGE, &signature[1..]), "{algorithm:?}");
        assert!(!holds(MESSAGE, &[]), "{algorithm:?}");
        assert_eq!(Algorithm::parse(algorithm.as_str()), Some(*algorithm));
        for (other, other_key, other_signature) in &signed {
            if other != algorithm && key.fits(*other) {
                assert_eq!(key, other_key);
                assert!(!holds(MESSAGE, other_signature), "{algorithm:?} {other:?}");
            }
        }
    }
}
