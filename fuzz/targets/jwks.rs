//! Key sets: a key that is found fits, bears the name asked for, and was published as a public key.
#![no_main]

use http::StatusCode;
use libfuzzer_sys::fuzz_target;
use oauth_proto::check::Trace;
use oauth_proto::jose::{Algorithm, KeyLookup, KeyStore, PublicKey};
use oauth_proto::json::parse_object;
use serde_json::Value;
use vestibule_fuzz::{NOW, assert_sound_failure, response, server};

const ALGORITHMS: [Algorithm; 10] = [
    Algorithm::Rs256,
    Algorithm::Rs384,
    Algorithm::Rs512,
    Algorithm::Ps256,
    Algorithm::Ps384,
    Algorithm::Ps512,
    Algorithm::Es256,
    Algorithm::Es384,
    Algorithm::Es512,
    Algorithm::EdDsa,
];

fuzz_target!(|body: &[u8]| {
    let mut keys = KeyStore::new(&server());
    let trace = &mut Trace::new();
    if let Err(error) = keys.process_response(&response(StatusCode::OK, body), NOW, trace) {
        return assert_sound_failure(&error, trace, &[]);
    }
    let document: Value = serde_json::from_slice(body).expect("taken, so JSON");
    let published = document["keys"].as_array().expect("taken, so an array");
    let names = published.iter().map(|key| key["kid"].as_str());
    for kid in names.chain([None]).take(10) {
        for algorithm in ALGORITHMS {
            let KeyLookup::Found(found) = keys.lookup(algorithm, kid, NOW) else {
                continue;
            };
            assert!((1..=10).contains(&found.len()));
            for key in found {
                assert!(key.fits(algorithm) && key.key().fits(algorithm));
                assert!(kid.is_none() || key.kid() == kid);
                let again = parse_object(key.key().to_jwk().as_bytes()).expect("written by us");
                assert_eq!(PublicKey::from_jwk(&again).as_ref(), Some(key.key()));
                assert!(published.iter().any(|it| may_be(it, key.key())), "made up");
            }
        }
    }
});

/// Whether this published member can be where the key is from.
fn may_be(published: &Value, key: &PublicKey) -> bool {
    let public = published.get("d").is_none() && published.get("k").is_none();
    let own = published.as_object().and_then(PublicKey::from_jwk);
    public && own.as_ref() == Some(key)
}
