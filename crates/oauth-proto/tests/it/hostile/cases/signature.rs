//! The ID token up to its signature, and the keys.

use oauth_proto::check::CheckId::{
    IdTokenAlg, IdTokenFormat, IdTokenKey, IdTokenPresent, IdTokenSignature,
};
use oauth_proto::error::Kind::{Protocol, Server};
use serde_json::{Value, json};

use super::Case;
use crate::support::document::Reply;
use crate::support::server::SignedBy;

/// An EC point nobody has the key of: RFC 7517 appendix A.1.
fn foreign_key() -> Value {
    json!({
        "kty": "EC", "crv": "P-256", "kid": "k1",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    })
}

fn foreign_key_with(name: &str, value: Value) -> Value {
    let mut key = foreign_key();
    key[name] = value;
    json!([key])
}

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    ("no ID token", IdTokenPresent, Protocol, |s| s.token.body.remove("id_token")),
    ("an ID token that is null", IdTokenPresent, Protocol, |s| s.token.body.set("id_token", json!(null))),
    ("an ID token that is an object", IdTokenPresent, Protocol, |s| s.token.body.set("id_token", json!({}))),
    ("an empty ID token", IdTokenPresent, Protocol, |s| s.token.body.set("id_token", "")),

    ("an encrypted ID token", IdTokenFormat, Protocol, |s| s.token.body.set("id_token", "a.b.c.d.e")),
    ("two parts", IdTokenFormat, Protocol, |s| s.token.body.set("id_token", "e30.e30")),
    ("four parts", IdTokenFormat, Protocol, |s| s.token.body.set("id_token", "e30.e30.AA.AA")),
    ("padding", IdTokenFormat, Protocol, |s| s.id_token.change = |token| [&token, "="].concat()),
    ("ordinary base64", IdTokenFormat, Protocol, |s| s.id_token.change = |token| [&token[..token.len() - 1], "+"].concat()),
    ("a header that is no JSON", IdTokenFormat, Protocol, |s| s.id_token.header.raw("alg")),
    ("a header that is an array", IdTokenFormat, Protocol, |s| s.id_token.header.raw("[]")),
    ("a header with two algorithms", IdTokenFormat, Protocol, |s| s.id_token.header.repeat("alg")),
    ("a header with two key ids", IdTokenFormat, Protocol, |s| s.id_token.header.repeat("kid")),
    ("a header without an algorithm", IdTokenFormat, Protocol, |s| s.id_token.header.remove("alg")),
    ("an algorithm that is a number", IdTokenFormat, Protocol, |s| s.id_token.header.set("alg", 256)),
    ("a key id that is a number", IdTokenFormat, Protocol, |s| s.id_token.header.set("kid", 1)),
    ("a critical extension", IdTokenFormat, Protocol, |s| s.id_token.header.set("crit", json!(["exp"]))),
    ("an empty list of critical extensions", IdTokenFormat, Protocol, |s| s.id_token.header.set("crit", json!([]))),
    ("an unencoded payload", IdTokenFormat, Protocol, |s| { s.id_token.header.set("crit", json!(["b64"])); s.id_token.header.set("b64", false); }),
    ("claims that are no JSON", IdTokenFormat, Protocol, |s| s.id_token.claims.raw("sub=alice")),
    ("claims that are an array", IdTokenFormat, Protocol, |s| s.id_token.claims.raw("[]")),
    ("two subjects", IdTokenFormat, Protocol, |s| s.id_token.claims.repeat("sub")),
    ("two issuers in the claims", IdTokenFormat, Protocol, |s| s.id_token.claims.repeat("iss")),
    ("an access token in its place", IdTokenFormat, Protocol, |s| s.id_token.header.set("typ", "at+jwt")),
    ("the same in capitals and in full", IdTokenFormat, Protocol, |s| s.id_token.header.set("typ", "Application/AT+JWT")),
    ("a logout token in its place", IdTokenFormat, Protocol, |s| s.id_token.header.set("typ", "logout+jwt")),
    ("a DPoP proof in its place", IdTokenFormat, Protocol, |s| s.id_token.header.set("typ", "application/DPoP+JWT")),

    ("alg none", IdTokenAlg, Protocol, |s| { s.id_token.header.set("alg", "none"); s.id_token.by = SignedBy::Nobody; }),
    ("alg None", IdTokenAlg, Protocol, |s| s.id_token.header.set("alg", "None")),
    ("alg none although listed", IdTokenAlg, Protocol, |s| {
        s.metadata.body.set("id_token_signing_alg_values_supported", json!(["none"]));
        s.id_token.header.set("alg", "none");
        s.id_token.by = SignedBy::Nobody;
    }),
    ("alg HS256", IdTokenAlg, Protocol, |s| s.id_token.header.set("alg", "HS256")),
    ("alg HS256 although listed", IdTokenAlg, Protocol, |s| {
        s.metadata.body.set("id_token_signing_alg_values_supported", json!(["HS256"]));
        s.id_token.header.set("alg", "HS256");
    }),
    ("alg that is not listed", IdTokenAlg, Protocol, |s| s.id_token.header.set("alg", "ES384")),
    ("alg in lower case", IdTokenAlg, Protocol, |s| s.id_token.header.set("alg", "es256")),
    ("alg that nobody knows", IdTokenAlg, Protocol, |s| {
        s.metadata.body.set("id_token_signing_alg_values_supported", json!(["XS256"]));
        s.id_token.header.set("alg", "XS256");
    }),
    ("an empty list of algorithms", IdTokenAlg, Protocol, |s| s.metadata.body.set("id_token_signing_alg_values_supported", json!([]))),

    ("the key set is not there", IdTokenKey, Protocol, |s| s.jwks = Reply::status(404)),
    ("the key set is refused", IdTokenKey, Server, |s| s.jwks = Reply::refusal(403, "forbidden")),
    ("the key set is HTML", IdTokenKey, Protocol, |s| s.jwks.body.raw("<p>")),
    ("the key set is too large", IdTokenKey, Protocol, |s| s.jwks.body.raw(vec![b'['; 2_000_000])),
    ("the key set has no keys", IdTokenKey, Protocol, |s| s.jwks = Reply::json(json!({}))),
    ("the keys are an object", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", json!({}))),
    ("the key set has keys twice", IdTokenKey, Protocol, |s| s.jwks.body.repeat("keys")),
    ("an unknown key id", IdTokenKey, Protocol, |s| s.id_token.header.set("kid", "other")),
    ("a key id in other case", IdTokenKey, Protocol, |s| s.id_token.header.set("kid", "K1")),
    ("an empty key id", IdTokenKey, Protocol, |s| s.id_token.header.set("kid", "")),
    ("keys without an id for a token with one", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("kid", json!(null)))),
    ("a key for encryption", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("use", json!("enc")))),
    ("a key of strange use", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("use", json!(["sig"])))),
    ("a key that may only sign", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("key_ops", json!(["sign"])))),
    ("a key whose operations are text", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("key_ops", json!("verify")))),
    ("a key for another algorithm", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("alg", json!("ES384")))),
    ("a key on another curve", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("crv", json!("P-384")))),
    ("a key on an unknown curve", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("crv", json!("secp256k1")))),
    ("a key of another type", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("kty", json!("RSA")))),
    ("a key of an unknown type", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("kty", json!("AKP")))),
    ("a secret as a key", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", json!([{"kty": "oct", "kid": "k1", "k": "AAAA"}]))),
    ("a private key in public", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("d", json!("AAAA")))),
    ("a key without a coordinate", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("y", json!(null)))),
    ("a key with a short coordinate", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("y", json!("AAAA")))),
    ("a key with padding", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", foreign_key_with("x", json!("MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4=")))),
    ("keys that are no objects", IdTokenKey, Protocol, |s| s.jwks.body.set("keys", json!([1, "x", null, []]))),
    ("an RSA key of 1024 bits", IdTokenKey, Protocol, |s| {
        s.id_token.header.set("alg", "RS256");
        let n = crate::support::base64url([0xff; 128]);
        s.jwks.body.set("keys", json!([{"kty": "RSA", "kid": "k1", "n": n, "e": "AQAB"}]));
    }),
    ("an RSA key with exponent 1", IdTokenKey, Protocol, |s| {
        s.id_token.header.set("alg", "RS256");
        let n = crate::support::base64url([0xff; 256]);
        s.jwks.body.set("keys", json!([{"kty": "RSA", "kid": "k1", "n": n, "e": "AQ"}]));
    }),
    ("the second key set is not there", IdTokenKey, Protocol, |s| {
        s.id_token.header.set("kid", "rotated");
        s.jwks_later = Some(Reply::status(500));
    }),

    ("a stranger's signature", IdTokenSignature, Protocol, |s| s.id_token.by = SignedBy::Stranger),
    ("no signature", IdTokenSignature, Protocol, |s| s.id_token.by = SignedBy::Nobody),
    ("a signature cut short", IdTokenSignature, Protocol, |s| s.id_token.by = SignedBy::Cut),
    ("a signature of zeros", IdTokenSignature, Protocol, |s| s.id_token.change = |token| {
        let (input, _) = token.rsplit_once('.').expect("three parts");
        [input, ".", &crate::support::base64url([0; 64])].concat()
    }),
    ("claims changed afterwards", IdTokenSignature, Protocol, |s| s.id_token.change = |token| {
        let mut parts = token.split('.');
        let (header, signature) = (parts.next().expect("header"), parts.nth(1).expect("signature"));
        [header, ".", &crate::support::base64url(r#"{"sub":"mallory"}"#), ".", signature].concat()
    }),
    ("the key is in the header", IdTokenSignature, Protocol, |s| { s.id_token.header.set("jwk", foreign_key()); s.id_token.by = SignedBy::Stranger; }),
    ("the key's address is in the header", IdTokenSignature, Protocol, |s| { s.id_token.header.set("jku", "https://evil.example/jwks"); s.id_token.by = SignedBy::Stranger; }),
    ("no key id and a stranger's signature", IdTokenSignature, Protocol, |s| { s.id_token.header.remove("kid"); s.id_token.by = SignedBy::Stranger; }),
    ("the published key is another", IdTokenSignature, Protocol, |s| s.jwks.body.set("keys", json!([foreign_key()]))),
];
