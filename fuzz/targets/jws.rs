//! Compact JWS: what is taken apart can be put together again to the same bytes, and nothing of a header is trusted.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use oauth_proto::jose::UnverifiedJws;
use oauth_proto::json::parse_object;

fuzz_target!(|token: &str| {
    let Ok(jws) = UnverifiedJws::parse(token) else {
        return;
    };
    let parts: Vec<_> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else {
        panic!("not three parts");
    };
    assert_eq!(jws.signing_input(), [header, payload].join("."));
    assert_eq!(URL_SAFE_NO_PAD.encode(jws.signature()), signature);

    let [header, payload] = [header, payload].map(|part| {
        let bytes = URL_SAFE_NO_PAD.decode(part).expect("taken, so base64url");
        assert_eq!(URL_SAFE_NO_PAD.encode(&bytes), part, "two spellings");
        parse_object(&bytes).expect("taken, so an object")
    });
    assert_eq!(jws.unverified_payload(), &payload);
    assert_eq!(
        header.get("alg").and_then(|alg| alg.as_str()),
        Some(jws.alg())
    );
    assert_eq!(header.get("kid").and_then(|kid| kid.as_str()), jws.kid());
    assert!(!header.contains_key("crit"));
});
