//! ID tokens whose signature holds: whatever is accepted says what OIDC Core §3.1.3.7 demands. The input is a header and
//! claims, a line break between them.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::StatusCode;
use libfuzzer_sys::fuzz_target;
use oauth_proto::Verification;
use oauth_proto::check::Trace;
use oauth_proto::crypto::{Crypto, CryptoError, Hash};
use oauth_proto::id_token::IdTokenPolicy;
use oauth_proto::jose::{Algorithm, KeyStore, PublicKey};
use oauth_proto::time::Leeway;
use oauth_proto::token::process_token_response;
use serde_json::{Value, json};
use vestibule_fuzz::{
    CLIENT_ID, ISSUER, NONCE, NOW, assert_sound_failure, exchange, response, server,
};

/// What a target's input writes where the flow's nonce belongs, since it must not know the nonce itself.
const NONCE_HERE: &str = "NONCE";
/// The half hash of everything, under [`Yes`].
const HALF_HASH: &str = "AAAAAAAAAAAAAAAAAAAAAA";

/// Every signature holds, and every digest is zeros: only what a token says is left to be judged.
struct Yes;

impl Crypto for Yes {
    async fn digest(&self, hash: Hash, _: &[u8]) -> Result<Vec<u8>, CryptoError> {
        Ok(match hash {
            Hash::Sha256 => vec![0; 32],
            Hash::Sha384 => vec![0; 48],
            Hash::Sha512 => vec![0; 64],
        })
    }

    async fn verify(
        &self,
        _: Algorithm,
        _: &PublicKey,
        _: &[u8],
        _: &[u8],
    ) -> Result<bool, CryptoError> {
        Ok(true)
    }
}

fuzz_target!(|input: &str| {
    let Some((header, claims)) = input.split_once('\n') else {
        return;
    };
    let claims = claims.replace(NONCE_HERE, NONCE);
    let [header_part, claims_part] = [header, &claims].map(|part| URL_SAFE_NO_PAD.encode(part));
    let token = [&header_part, ".", &claims_part, ".AA"].concat();

    let body = json!({ "access_token": "a", "token_type": "Bearer", "id_token": token });
    let answer = response(StatusCode::OK, body.to_string());
    let tokens = process_token_response(exchange(), &answer, NOW, &mut Trace::new());
    let Some(id_token) = tokens.ok().and_then(|tokens| tokens.id_token) else {
        return;
    };
    let trace = &mut Trace::new();
    let policy = IdTokenPolicy::default();
    match pollster::block_on(id_token.verify(&policy, &keys(), &Yes, NOW, trace)) {
        Ok(Verification::KeysNeeded) => {}
        Ok(Verification::Verified(verified)) => {
            let header: Value = serde_json::from_str(header).expect("taken, so JSON");
            let alg = header["alg"].as_str().expect("taken, so text");
            assert!(Algorithm::parse(alg).is_some() && header.get("crit").is_none());
            assert_sound_claims(verified.claims());
            assert!(!format!("{verified:?}").contains(&claims_part));
        }
        // A nonce that is somewhere else in the claims is the server's own doing: it may be shown there.
        Err(error) if claims.matches(NONCE).count() > 0 => {
            assert!(!format!("{error} {error:?} {trace:?}").contains(&token));
        }
        Err(error) => assert_sound_failure(&error, trace, &[&token]),
    }
});

fn keys() -> KeyStore {
    let mut keys = KeyStore::new(&server());
    let coordinate = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let set = json!({ "keys": [
        { "kty": "EC", "crv": "P-256", "kid": "k1", "x": coordinate, "y": coordinate },
        { "kty": "OKP", "crv": "Ed25519", "x": coordinate },
    ] });
    keys.process_response(
        &response(StatusCode::OK, set.to_string()),
        NOW,
        &mut Trace::new(),
    )
    .expect("sound");
    keys
}

fn assert_sound_claims(claims: &serde_json::Map<String, Value>) {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let seconds = |name: &str| claims.get(name).and_then(Value::as_f64);
    #[expect(clippy::cast_precision_loss, reason = "exact for any date of ours")]
    let [now, leeway] = [NOW.as_unix() as f64, Leeway::default().as_seconds() as f64];

    assert_eq!(text("iss"), Some(ISSUER));
    assert!(text("sub").is_some_and(|sub| !sub.is_empty()));
    let audience = claims.get("aud").map(|aud| match aud {
        Value::Array(many) => many.iter().all(|one| one == CLIENT_ID) && !many.is_empty(),
        one => one == CLIENT_ID,
    });
    assert_eq!(audience, Some(true), "another audience");
    assert!(claims.get("azp").is_none_or(|azp| azp == CLIENT_ID));
    assert!(seconds("exp").is_some_and(|exp| exp + leeway > now));
    assert!(seconds("iat").is_some_and(|iat| iat <= now + leeway));
    assert!(claims.get("nbf").is_none() || seconds("nbf").is_some_and(|nbf| nbf <= now + leeway));
    assert_eq!(text("nonce"), Some(NONCE));
    for hash in ["at_hash", "c_hash"] {
        let length = text(hash).map_or(0, str::len);
        assert!(
            !claims.contains_key(hash) || length >= HALF_HASH.len(),
            "{hash}"
        );
    }
}
