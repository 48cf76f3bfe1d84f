//! The claims of a well-signed ID token.

use oauth_proto::check::CheckId::{
    IdTokenAcr, IdTokenAtHash, IdTokenAud, IdTokenAuthTime, IdTokenAzp, IdTokenCHash, IdTokenExp,
    IdTokenIat, IdTokenIss, IdTokenNbf, IdTokenNonce, IdTokenSub,
};
use oauth_proto::error::Kind::{Clock, Protocol};
use serde_json::json;

use super::Case;
use crate::support::{NOW, secret};

const NOW_UNIX: i64 = NOW.as_unix();

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    ("claims without iss", IdTokenIss, Protocol, |s| s.id_token.claims.remove("iss")),
    ("claims of another issuer", IdTokenIss, Protocol, |s| s.id_token.claims.set("iss", "https://evil.example")),
    ("iss with a slash at its end", IdTokenIss, Protocol, |s| s.id_token.claims.set("iss", "https://as.example/")),
    ("iss without a scheme", IdTokenIss, Protocol, |s| s.id_token.claims.set("iss", "as.example")),
    ("iss as an array", IdTokenIss, Protocol, |s| s.id_token.claims.set("iss", json!(["https://as.example"]))),
    ("claims without sub", IdTokenSub, Protocol, |s| s.id_token.claims.remove("sub")),
    ("an empty sub", IdTokenSub, Protocol, |s| s.id_token.claims.set("sub", "")),
    ("a sub that is a number", IdTokenSub, Protocol, |s| s.id_token.claims.set("sub", 42)),
    ("a sub of 256 characters", IdTokenSub, Protocol, |s| s.id_token.claims.set("sub", "x".repeat(256))),
    ("a sub that is not ASCII", IdTokenSub, Protocol, |s| s.id_token.claims.set("sub", "älice")),
    ("claims without aud", IdTokenAud, Protocol, |s| s.id_token.claims.remove("aud")),
    ("another audience", IdTokenAud, Protocol, |s| s.id_token.claims.set("aud", "other")),
    ("an empty list of audiences", IdTokenAud, Protocol, |s| s.id_token.claims.set("aud", json!([]))),
    ("an audience that is a number", IdTokenAud, Protocol, |s| s.id_token.claims.set("aud", 1)),
    ("a list of audiences with a number", IdTokenAud, Protocol, |s| s.id_token.claims.set("aud", json!(["spa", 1]))),
    ("an audience beside ours", IdTokenAud, Protocol, |s| { s.id_token.claims.set("aud", json!(["spa", "other"])); s.id_token.claims.set("azp", "spa"); }),
    ("the audience in other case", IdTokenAud, Protocol, |s| s.id_token.claims.set("aud", "SPA")),
    ("another authorized party", IdTokenAzp, Protocol, |s| s.id_token.claims.set("azp", "other")),
    ("an authorized party that is a number", IdTokenAzp, Protocol, |s| s.id_token.claims.set("azp", 1)),
    ("two audiences, both ours, and no azp", IdTokenAzp, Protocol, |s| s.id_token.claims.set("aud", json!(["spa", "spa"]))),
    ("claims without exp", IdTokenExp, Protocol, |s| s.id_token.claims.remove("exp")),
    ("exp as text", IdTokenExp, Protocol, |s| s.id_token.claims.set("exp", "1800000300")),
    ("exp beyond all numbers", IdTokenExp, Protocol, |s| s.id_token.claims.set("exp", 1e300)),
    ("exp is past, iat is not", IdTokenExp, Protocol, |s| s.id_token.claims.set("exp", NOW_UNIX - 60)),
    ("exp is zero", IdTokenExp, Protocol, |s| s.id_token.claims.set("exp", 0)),
    ("exp is negative", IdTokenExp, Protocol, |s| s.id_token.claims.set("exp", -1)),
    ("the whole life is past", IdTokenExp, Clock, |s| { s.id_token.claims.set("iat", NOW_UNIX - 900); s.id_token.claims.set("exp", NOW_UNIX - 600); }),
    ("claims without iat", IdTokenIat, Protocol, |s| s.id_token.claims.remove("iat")),
    ("iat as text", IdTokenIat, Protocol, |s| s.id_token.claims.set("iat", "now")),
    ("iat in the future", IdTokenIat, Clock, |s| s.id_token.claims.set("iat", NOW_UNIX + 61)),
    ("nbf in the future", IdTokenNbf, Clock, |s| s.id_token.claims.set("nbf", NOW_UNIX + 61)),
    ("nbf as text", IdTokenNbf, Protocol, |s| s.id_token.claims.set("nbf", "soon")),
    ("nbf is null", IdTokenNbf, Protocol, |s| s.id_token.claims.set("nbf", json!(null))),
    ("claims without the nonce", IdTokenNonce, Protocol, |s| s.id_token.claims.remove("nonce")),
    ("another nonce", IdTokenNonce, Protocol, |s| s.id_token.claims.set("nonce", "replayed")),
    ("the nonce with more behind", IdTokenNonce, Protocol, |s| s.id_token.claims.set("nonce", [secret(1).as_str(), "x"].concat())),
    ("the state as nonce", IdTokenNonce, Protocol, |s| s.id_token.claims.set("nonce", secret(0))),
    ("a nonce that is a number", IdTokenNonce, Protocol, |s| s.id_token.claims.set("nonce", 1)),
    ("another nonce where a missing one would do", IdTokenNonce, Protocol, |s| { s.settings.accept_missing_nonce = true; s.id_token.claims.set("nonce", "replayed"); }),
    ("max_age without auth_time", IdTokenAuthTime, Protocol, |s| { s.settings.max_age = Some(60); s.id_token.claims.remove("auth_time"); }),
    ("a sign-in that is too old", IdTokenAuthTime, Protocol, |s| { s.settings.max_age = Some(60); s.id_token.claims.set("auth_time", NOW_UNIX - 121); }),
    ("a sign-in in the future", IdTokenAuthTime, Clock, |s| { s.settings.max_age = Some(60); s.id_token.claims.set("auth_time", NOW_UNIX + 61); }),
    ("max_age 0 and an old sign-in", IdTokenAuthTime, Protocol, |s| { s.settings.max_age = Some(0); s.id_token.claims.set("auth_time", NOW_UNIX - 61); }),
    ("auth_time as text", IdTokenAuthTime, Protocol, |s| s.id_token.claims.set("auth_time", "noon")),
    ("a class other than required", IdTokenAcr, Protocol, |s| { s.settings.acr_values = vec!["gold".into()]; s.settings.require_acr = true; }),
    ("no class although required", IdTokenAcr, Protocol, |s| { s.settings.acr_values = vec!["silver".into()]; s.settings.require_acr = true; s.id_token.claims.remove("acr"); }),
    ("a class that is a number", IdTokenAcr, Protocol, |s| s.id_token.claims.set("acr", 1)),
    ("at_hash of another token", IdTokenAtHash, Protocol, |s| s.id_token.claims.set("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")),
    ("at_hash that is empty", IdTokenAtHash, Protocol, |s| s.id_token.claims.set("at_hash", "")),
    ("at_hash that is a number", IdTokenAtHash, Protocol, |s| s.id_token.claims.set("at_hash", 1)),
    ("c_hash of another code", IdTokenCHash, Protocol, |s| s.id_token.claims.set("c_hash", "LDktKdoQak3Pk0cnXxCltA")),
    ("c_hash that is null", IdTokenCHash, Protocol, |s| s.id_token.claims.set("c_hash", json!(null))),
];
