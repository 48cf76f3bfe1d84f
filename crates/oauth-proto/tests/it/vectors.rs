//! Published examples of the RFCs, byte for byte.

use oauth_proto::authorize::code_challenge;
use oauth_proto::crypto::{Crypto, Hash};
use oauth_proto::jose::{Algorithm, Jwk, KeyMaterial, PublicKey, UnverifiedJws};
use oauth_proto::json::{Object, parse_object};
use oauth_proto::secret::CodeVerifier;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::Backend;
use crate::support::base64url;

fn object(text: &str) -> Object {
    parse_object(text.as_bytes()).unwrap()
}

fn key(jwk: &str) -> PublicKey {
    PublicKey::from_jwk(&object(jwk)).unwrap()
}

fn thumbprint(key: &PublicKey) -> String {
    pollster::block_on(key.thumbprint(&Backend)).unwrap()
}

fn holds(token: &str, key: &PublicKey) -> bool {
    let jws = UnverifiedJws::parse(token).unwrap();
    let algorithm = Algorithm::parse(jws.alg()).unwrap();
    let message = jws.signing_input().as_bytes();
    pollster::block_on(Backend.verify(algorithm, key, message, jws.signature())).unwrap()
}

#[test]
fn rfc_7636_appendix_b() {
    let verifier = CodeVerifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
    assert_eq!(
        pollster::block_on(code_challenge(&verifier, &Backend)).unwrap(),
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    );
}

/// Appendix A.2: RS256.
#[test]
fn rfc_7515_a_2() {
    let key = key(RFC_7515_A_2_KEY);
    assert!(holds(RFC_7515_A_2, &key));
    let changed = RFC_7515_A_2.replace("cC4hiUPoj9", "cC4hiUPoj8");
    assert!(!holds(&changed, &key));
}

/// Appendix A.3: ES256.
#[test]
fn rfc_7515_a_3() {
    let key = key(
        r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
    );
    assert!(holds(
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt\
         cGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djx\
         La8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
        &key
    ));
}

/// Appendix A.1: of the two keys, the one is for encryption.
#[test]
fn rfc_7517_a_1() {
    let parse = |jwk| Jwk::parse(&object(jwk)).unwrap();
    let ec = parse(
        r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}"#,
    );
    let rsa = [
        "{\"kid\":\"2011-04-29\",\"alg\":\"RS256\",",
        &RFC_7638_KEY[1..],
    ]
    .concat();
    let rsa = parse(&rsa);
    assert_eq!((ec.kid(), rsa.kid()), (Some("1"), Some("2011-04-29")));
    assert!(!ec.fits(Algorithm::Es256));
    assert!(rsa.fits(Algorithm::Rs256));
    assert!(!rsa.fits(Algorithm::Ps256));
    assert!(!rsa.fits(Algorithm::Es256));
}

/// §3.1.
#[test]
fn rfc_7638() {
    let key = key(RFC_7638_KEY);
    assert_eq!(key.to_jwk(), RFC_7638_KEY);
    assert_eq!(
        thumbprint(&key),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
}

/// Appendices A.2 to A.5: Ed25519.
#[test]
fn rfc_8037() {
    let key =
        key(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
    assert_eq!(
        thumbprint(&key),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    );
    // Its payload is a sentence, not an object of claims, so it is taken apart by hand.
    let message = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    let signature =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    let KeyMaterial::Ed25519 { x } = key.material() else {
        panic!("Ed25519")
    };
    assert_eq!(x.len(), 32);
    let token = ["eyJhbGciOiJFZERTQSJ9.e30.", signature].concat();
    let signature = UnverifiedJws::parse(&token).unwrap().signature().to_vec();
    let verify = |message: &str| {
        let verified = Backend.verify(Algorithm::EdDsa, &key, message.as_bytes(), &signature);
        pollster::block_on(verified).unwrap()
    };
    assert!(verify(message));
    assert!(!verify(
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmd"
    ));
}

/// §4.1's proof and §6.1's thumbprint of its key; §7.1's hash of the access token.
#[test]
fn rfc_9449() {
    let proof = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZy\
                 aHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpi\
                 VFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0V\
                 TYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3R\
                 va2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4Pt\
                 FLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
    let key = key(
        r#"{"kty":"EC","crv":"P-256","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
            "y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"}"#,
    );
    assert!(holds(proof, &key));
    assert_eq!(
        thumbprint(&key),
        "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"
    );
    let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    let digest = pollster::block_on(Backend.digest(Hash::Sha256, token.as_bytes())).unwrap();
    assert_eq!(
        base64url(digest),
        "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"
    );
}

const RFC_7638_KEY: &str = concat!(
    r#"{"e":"AQAB","kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAt"#,
    "VT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7",
    "_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91Cb",
    r#"OpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEg"#,
    r#"U8awapJzKnqDKgw"}"#
);

const RFC_7515_A_2_KEY: &str = concat!(
    r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4"#,
    "qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0",
    "LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5",
    "ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXp",
    r#"oQ","e":"AQAB"}"#
);

const RFC_7515_A_2: &str = concat!(
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl",
    "LmNvbS9pc19yb290Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh",
    "7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyW",
    "zO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZES",
    "c6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlU",
    "PQGe77Rw",
);
