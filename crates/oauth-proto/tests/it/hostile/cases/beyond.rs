//! Userinfo, API, refresh, device flow, `DPoP`, revocation and logout.

use oauth_proto::check::CheckId::{
    AccessTokenAud, AccessTokenClientId, AccessTokenExp, AccessTokenFormat, AccessTokenIss,
    AccessTokenScope, AccessTokenSignature, ApiHttp, ConfigEndpoints, DeviceAuthorization,
    DeviceOutcome, DevicePoll, DpopNonce, DpopProof, DpopTokenType, LogoutState, RefreshHttp,
    RefreshIdToken, RefreshScope, RevokeHttp, TokenAccessToken, UserinfoFormat, UserinfoHttp,
    UserinfoSub,
};
use oauth_proto::error::Kind::{Config, Protocol, Server, User};
use serde_json::json;

use super::Case;
use crate::support::NOW;
use crate::support::document::{Document, Reply};
use crate::support::server::{self, Flow, SignedBy, Token};

fn device(s: &mut server::Server) {
    s.settings.flow = Flow::Device;
}

fn dpop(s: &mut server::Server) {
    s.settings.dpop = true;
    s.token.body.set("token_type", "DPoP");
    s.refresh.body.set("token_type", "DPoP");
}

/// Userinfo as a JWT of these claims.
fn signed(s: &mut server::Server, claims: serde_json::Value) -> &mut Token {
    s.signed_userinfo.insert(Token {
        header: Document::new(json!({ "alg": "ES256", "kid": "k1" })),
        claims: Document::new(claims),
        by: SignedBy::Server,
        change: |token| token,
    })
}

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    ("no userinfo endpoint", UserinfoHttp, Config, |s| s.metadata.body.remove("userinfo_endpoint")),
    ("userinfo is refused", UserinfoHttp, Server, |s| s.userinfo = Reply::refusal(401, "invalid_token")),
    ("userinfo breaks down", UserinfoHttp, Protocol, |s| s.userinfo = Reply::status(500)),
    ("userinfo redirects", UserinfoHttp, Protocol, |s| s.userinfo = Reply::status(302)),
    ("userinfo is too large", UserinfoHttp, Protocol, |s| s.userinfo.body.raw(vec![b' '; 2_000_000])),
    ("userinfo is of two kinds", UserinfoFormat, Protocol, |s| s.userinfo.headers.push(("content-type", "application/jwt".to_owned()))),
    ("userinfo is of two kinds in one", UserinfoFormat, Protocol, |s| s.userinfo.headers = vec![("content-type", "application/json, application/jwt".to_owned())]),
    ("userinfo is HTML", UserinfoFormat, Protocol, |s| s.userinfo.body.raw("<p>alice")),
    ("userinfo is an array", UserinfoFormat, Protocol, |s| s.userinfo.body.raw("[]")),
    ("userinfo has two subjects", UserinfoFormat, Protocol, |s| s.userinfo.body.repeat("sub")),
    ("userinfo is about another", UserinfoSub, Protocol, |s| s.userinfo.body.set("sub", "bob")),
    ("userinfo is about nobody", UserinfoSub, Protocol, |s| s.userinfo.body.remove("sub")),
    ("userinfo's subject is a number", UserinfoSub, Protocol, |s| s.userinfo.body.set("sub", 1)),
    ("userinfo's subject in other case", UserinfoSub, Protocol, |s| s.userinfo.body.set("sub", "Alice")),
    ("signed userinfo is no JWT", UserinfoFormat, Protocol, |s| signed(s, json!({"sub": "alice"})).change = |_| "alice".to_owned()),
    ("signed userinfo is not text", UserinfoFormat, Protocol, |s| {
        s.userinfo.headers = vec![("content-type", "application/jwt".to_owned())];
        s.userinfo.body.raw(*b"\xff\xfe");
    }),
    ("signed userinfo by a stranger", UserinfoFormat, Protocol, |s| signed(s, json!({"sub": "alice"})).by = SignedBy::Stranger),
    ("signed userinfo with alg none", UserinfoFormat, Protocol, |s| signed(s, json!({"sub": "alice"})).header.set("alg", "none")),
    ("signed userinfo with an unlisted algorithm", UserinfoFormat, Protocol, |s| {
        s.metadata.body.set("userinfo_signing_alg_values_supported", json!(["RS256"]));
        signed(s, json!({"sub": "alice"}));
    }),
    ("signed userinfo of another issuer", UserinfoFormat, Protocol, |s| { signed(s, json!({"sub": "alice", "iss": "https://evil.example"})); }),
    ("signed userinfo for another client", UserinfoFormat, Protocol, |s| { signed(s, json!({"sub": "alice", "aud": ["other"]})); }),
    ("signed userinfo about another", UserinfoSub, Protocol, |s| { signed(s, json!({"sub": "bob"})); }),

    ("the API refuses", ApiHttp, Server, |s| {
        s.api = Reply::status(403);
        s.api.headers.push(("www-authenticate", r#"Bearer error="insufficient_scope""#.to_owned()));
    }),
    ("the API refuses without a word", ApiHttp, Protocol, |s| s.api = Reply::status(401)),
    ("the API redirects", ApiHttp, Protocol, |s| s.api = Reply::status(302)),
    ("an opaque access token", AccessTokenFormat, Protocol, |s| { s.token.body.set("access_token", "opaque"); s.id_token.claims.remove("at_hash"); }),
    ("an access token that does not say so", AccessTokenFormat, Protocol, |s| s.access_token.header.set("typ", "JWT")),
    ("an access token without a type", AccessTokenFormat, Protocol, |s| s.access_token.header.remove("typ")),
    ("an access token with alg none", AccessTokenFormat, Protocol, |s| s.access_token.header.set("alg", "none")),
    ("an access token by a stranger", AccessTokenSignature, Protocol, |s| s.access_token.by = SignedBy::Stranger),
    ("an access token of another key", AccessTokenSignature, Protocol, |s| s.access_token.header.set("kid", "other")),
    ("an access token of another issuer", AccessTokenIss, Protocol, |s| s.access_token.claims.set("iss", "https://evil.example")),
    ("an access token without iss", AccessTokenIss, Protocol, |s| s.access_token.claims.remove("iss")),
    ("an access token for another API", AccessTokenAud, Protocol, |s| s.access_token.claims.set("aud", "https://other.example/")),
    ("an access token without aud", AccessTokenAud, Protocol, |s| s.access_token.claims.remove("aud")),
    ("an access token that has ended", AccessTokenExp, Protocol, |s| s.access_token.claims.set("exp", NOW.as_unix() - 60)),
    ("an access token without exp", AccessTokenExp, Protocol, |s| s.access_token.claims.remove("exp")),
    ("an access token without iat", AccessTokenExp, Protocol, |s| s.access_token.claims.remove("iat")),
    ("an access token of another client", AccessTokenClientId, Protocol, |s| s.access_token.claims.set("client_id", "other")),
    ("an access token with azp only", AccessTokenClientId, Protocol, |s| { s.access_token.claims.remove("client_id"); s.access_token.claims.set("azp", "spa"); }),
    ("an access token of less scope", AccessTokenScope, Protocol, |s| s.access_token.claims.set("scope", "openid")),
    ("an access token without scope", AccessTokenScope, Protocol, |s| s.access_token.claims.remove("scope")),

    ("the refresh token was used", RefreshHttp, Server, |s| s.refresh = Reply::refusal(400, "invalid_grant")),
    ("refreshing breaks down", RefreshHttp, Protocol, |s| s.refresh = Reply::status(503)),
    ("refreshing redirects", RefreshHttp, Protocol, |s| s.refresh = Reply::status(308)),
    ("refreshing gives HTML", RefreshHttp, Protocol, |s| s.refresh.body.raw("<p>")),
    ("refreshing gives two access tokens", RefreshHttp, Protocol, |s| s.refresh.body.repeat("access_token")),
    ("refreshing gives no access token", TokenAccessToken, Protocol, |s| s.refresh.body.remove("access_token")),
    ("refreshing gives a scope that is a number", RefreshScope, Protocol, |s| s.refresh.body.set("scope", 1)),
    ("another subject after a refresh", RefreshIdToken, Protocol, |s| s.refreshed_id_token.claims.set("sub", "bob")),
    ("another auth_time after a refresh", RefreshIdToken, Protocol, |s| s.refreshed_id_token.claims.set("auth_time", NOW.as_unix())),
    ("another nonce after a refresh", RefreshIdToken, Protocol, |s| s.refreshed_id_token.claims.set("nonce", "new")),
    ("one audience more after a refresh", RefreshIdToken, Protocol, |s| { s.settings.trusted_audiences = vec!["other".into()]; s.refreshed_id_token.claims.set("aud", json!(["spa", "other"])); s.refreshed_id_token.claims.set("azp", "spa"); }),

    ("no device endpoint", ConfigEndpoints, Config, |s| { device(s); s.metadata.body.remove("device_authorization_endpoint"); }),
    ("the device flow is refused", DeviceAuthorization, Server, |s| { device(s); s.device = Reply::refusal(400, "unauthorized_client"); }),
    ("the device endpoint breaks down", DeviceAuthorization, Protocol, |s| { device(s); s.device = Reply::status(500); }),
    ("the device endpoint redirects", DeviceAuthorization, Protocol, |s| { device(s); s.device = Reply::status(302); }),
    ("the device endpoint gives HTML", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.raw("<p>"); }),
    ("no device code", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.remove("device_code"); }),
    ("no user code", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.remove("user_code"); }),
    ("a user code with a line break", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.set("user_code", "AB\nCD"); }),
    ("a user code of a thousand letters", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.set("user_code", "A".repeat(1000)); }),
    ("no place to confirm", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.remove("verification_uri"); }),
    ("a script to confirm at", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.set("verification_uri", "javascript:alert(1)"); }),
    ("a script behind the QR code", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.set("verification_uri_complete", "data:text/html,x"); }),
    ("device codes without an end", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.remove("expires_in"); }),
    ("device codes that have ended", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.set("expires_in", 0); }),
    ("an interval in words", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.set("interval", "often"); }),
    ("two device codes", DeviceAuthorization, Protocol, |s| { device(s); s.device.body.repeat("device_code"); }),
    ("polling breaks down", DevicePoll, Protocol, |s| { device(s); s.polls = vec![Reply::status(500)]; }),
    ("polling redirects", DevicePoll, Protocol, |s| { device(s); s.polls = vec![Reply::status(302)]; }),
    ("polling gives HTML", DevicePoll, Protocol, |s| { device(s); s.token.body.raw("<p>"); }),
    ("polling gives no access token", TokenAccessToken, Protocol, |s| { device(s); s.token.body.remove("access_token"); }),
    ("the person refuses the device", DeviceOutcome, User, |s| { device(s); s.polls = vec![Reply::refusal(400, "access_denied")]; }),
    ("the device code has ended", DeviceOutcome, User, |s| { device(s); s.polls = vec![Reply::refusal(400, "expired_token")]; }),
    ("the device code is unknown", DeviceOutcome, Server, |s| { device(s); s.polls = vec![Reply::refusal(400, "invalid_grant")]; }),
    ("nobody ever confirms", DeviceOutcome, User, |s| { device(s); s.polls = vec![Reply::refusal(400, "authorization_pending"); 500]; }),

    ("a bearer token although bound ones were asked for", DpopTokenType, Protocol, |s| { dpop(s); s.token.body.set("token_type", "Bearer"); }),
    ("a server that takes no ES256 proofs", ConfigEndpoints, Config, |s| { dpop(s); s.metadata.body.set("dpop_signing_alg_values_supported", json!(["RS256"])); }),
    ("a nonce is wanted and hidden", DpopNonce, Protocol, |s| { dpop(s); s.token_first = Some(Reply::refusal(400, "use_dpop_nonce")); }),
    ("a nonce that fits no proof", DpopNonce, Protocol, |s| {
        dpop(s);
        let mut reply = Reply::refusal(400, "use_dpop_nonce");
        reply.headers.push(("dpop-nonce", "a \"b\"".to_owned()));
        s.token_first = Some(reply);
    }),
    ("a nonce is wanted again and again", DpopNonce, Protocol, |s| {
        dpop(s);
        s.token = Reply::refusal(400, "use_dpop_nonce");
        s.token.headers.push(("dpop-nonce", "n".to_owned()));
    }),
    ("the API wants a nonce and hides it", DpopNonce, Protocol, |s| {
        dpop(s);
        s.api = Reply::status(401);
        s.api.headers.push(("www-authenticate", r#"DPoP error="use_dpop_nonce""#.to_owned()));
    }),
    ("two nonces are given", DpopNonce, Protocol, |s| {
        dpop(s);
        let mut reply = Reply::refusal(400, "use_dpop_nonce");
        reply.headers.extend([("dpop-nonce", "n-1".to_owned()), ("dpop-nonce", "n-2".to_owned())]);
        s.token_first = Some(reply);
    }),
    ("two nonces in one", DpopNonce, Protocol, |s| {
        dpop(s);
        let mut reply = Reply::refusal(400, "use_dpop_nonce");
        reply.headers.push(("dpop-nonce", "n-1, n-2".to_owned()));
        s.token_first = Some(reply);
    }),
    ("the proof is refused", DpopProof, Server, |s| { dpop(s); s.token = Reply::refusal(400, "invalid_dpop_proof"); }),
    ("the API refuses the proof", DpopProof, Server, |s| {
        dpop(s);
        s.api = Reply::status(401);
        s.api.headers.push(("www-authenticate", "Bearer".to_owned()));
        s.api.headers.push(("www-authenticate", r#"DPoP algs="ES256", error="invalid_dpop_proof""#.to_owned()));
    }),
    ("the proof of a refresh is refused", DpopProof, Server, |s| { dpop(s); s.refresh = Reply::refusal(400, "invalid_dpop_proof"); }),

    ("no revocation endpoint", RevokeHttp, Config, |s| s.metadata.body.remove("revocation_endpoint")),
    ("revoking is refused", RevokeHttp, Server, |s| s.revocation = Reply::refusal(400, "unsupported_token_type")),
    ("revoking breaks down", RevokeHttp, Protocol, |s| s.revocation = Reply::status(503)),
    ("revoking redirects", RevokeHttp, Protocol, |s| s.revocation = Reply::status(302)),
    ("no logout endpoint", LogoutState, Config, |s| s.metadata.body.remove("end_session_endpoint")),
    ("back from the logout with another state", LogoutState, Protocol, |s| s.logout_query = vec![("state".into(), "other".into())]),
    ("back from the logout without a state", LogoutState, Protocol, |s| s.logout_query = vec![("x".into(), "y".into())]),
    ("back from the logout with two states", LogoutState, Protocol, |s| s.logout_query = vec![("state".into(), "a".into()), ("state".into(), "b".into())]),
];
