//! From discovery to the token response.

use oauth_proto::check::CheckId::{
    CallbackCode, CallbackError, CallbackIss, CallbackParams, CallbackState, ConfigEndpoints,
    DiscoveryFetch, DiscoveryIssuer, DiscoveryPkce, ParResponse, TokenAccessToken, TokenExpiresIn,
    TokenHttp, TokenJson, TokenScope, TokenTokenType,
};
use oauth_proto::error::Kind::{Config, Protocol, Server, User};
use serde_json::json;

use super::Case;
use crate::support::document::Reply;

#[rustfmt::skip]
pub(super) const CASES: &[Case] = &[
    ("discovery is not there", DiscoveryFetch, Protocol, |s| s.metadata = Reply::status(404)),
    ("discovery breaks down", DiscoveryFetch, Protocol, |s| s.metadata = Reply::status(503)),
    ("discovery is HTML", DiscoveryFetch, Protocol, |s| s.metadata.body.raw("<!doctype html><p>hi")),
    ("discovery is empty", DiscoveryFetch, Protocol, |s| s.metadata.body.raw("")),
    ("discovery is an array", DiscoveryFetch, Protocol, |s| s.metadata.body.raw("[]")),
    ("discovery is cut off", DiscoveryFetch, Protocol, |s| s.metadata.body.raw(r#"{"issuer":"#)),
    ("discovery is not UTF-8", DiscoveryFetch, Protocol, |s| s.metadata.body.raw(*b"{\"issuer\":\"\xff\"}")),
    ("discovery is too large", DiscoveryFetch, Protocol, |s| s.metadata.body.raw(vec![b' '; 10_000_000])),
    ("discovery is nested too deeply", DiscoveryFetch, Protocol, |s| s.metadata.body.raw("{\"a\":".repeat(5000))),
    ("discovery has the issuer twice", DiscoveryFetch, Protocol, |s| s.metadata.body.repeat("issuer")),
    ("discovery redirects", DiscoveryFetch, Protocol, |s| s.metadata = Reply::status(302)),
    ("the RFC 8414 document is HTML", DiscoveryFetch, Protocol, |s| {
        s.metadata = Reply::status(404);
        s.metadata_8414 = Reply::json(json!({}));
        s.metadata_8414.body.raw("<html>");
    }),
    ("the RFC 8414 document has another issuer", DiscoveryIssuer, Protocol, |s| {
        s.metadata_8414 = s.metadata.clone();
        s.metadata_8414.body.set("issuer", "https://other.example");
        s.metadata = Reply::status(404);
    }),
    ("the token endpoint is plain http", DiscoveryFetch, Protocol, |s| s.metadata.body.set("token_endpoint", "http://as.example/token")),
    ("the authorization endpoint is a script", DiscoveryFetch, Protocol, |s| s.metadata.body.set("authorization_endpoint", "javascript:alert(1)")),
    ("the authorization endpoint has a fragment", DiscoveryFetch, Protocol, |s| s.metadata.body.set("authorization_endpoint", "https://as.example/#x")),
    ("the key set's address has a user name", DiscoveryFetch, Protocol, |s| s.metadata.body.set("jwks_uri", "https://a@as.example/jwks")),
    ("the userinfo endpoint is a number", DiscoveryFetch, Protocol, |s| s.metadata.body.set("userinfo_endpoint", 7)),
    ("the logout endpoint has a tab", DiscoveryFetch, Protocol, |s| s.metadata.body.set("end_session_endpoint", "https://as.example/\t")),
    ("challenge methods are text", DiscoveryFetch, Protocol, |s| s.metadata.body.set("code_challenge_methods_supported", "S256")),
    ("algorithms are numbers", DiscoveryFetch, Protocol, |s| s.metadata.body.set("id_token_signing_alg_values_supported", json!([256]))),
    ("the iss flag is text", DiscoveryFetch, Protocol, |s| s.metadata.body.set("authorization_response_iss_parameter_supported", "true")),
    ("no issuer", DiscoveryIssuer, Protocol, |s| s.metadata.body.remove("issuer")),
    ("another issuer", DiscoveryIssuer, Protocol, |s| s.metadata.body.set("issuer", "https://evil.example")),
    ("the issuer has one more slash", DiscoveryIssuer, Protocol, |s| s.metadata.body.set("issuer", "https://as.example/")),
    ("the issuer is in upper case", DiscoveryIssuer, Protocol, |s| s.metadata.body.set("issuer", "https://AS.example")),
    ("the issuer names its port", DiscoveryIssuer, Protocol, |s| s.metadata.body.set("issuer", "https://as.example:443")),
    ("the issuer is a number", DiscoveryIssuer, Protocol, |s| s.metadata.body.set("issuer", 1)),
    ("the issuer is plain http", DiscoveryIssuer, Protocol, |s| s.metadata.body.set("issuer", "http://as.example")),
    ("no authorization endpoint", ConfigEndpoints, Config, |s| s.metadata.body.remove("authorization_endpoint")),
    ("no token endpoint", ConfigEndpoints, Config, |s| s.metadata.body.remove("token_endpoint")),
    ("no key set", ConfigEndpoints, Config, |s| s.metadata.body.remove("jwks_uri")),
    ("the token endpoint is null", ConfigEndpoints, Config, |s| s.metadata.body.set("token_endpoint", json!(null))),
    ("PAR is demanded without an endpoint", ConfigEndpoints, Config, |s| {
        s.metadata.body.remove("pushed_authorization_request_endpoint");
        s.metadata.body.set("require_pushed_authorization_requests", true);
    }),
    ("plain challenges only", DiscoveryPkce, Config, |s| s.metadata.body.set("code_challenge_methods_supported", json!(["plain"]))),
    ("no challenge method at all", DiscoveryPkce, Config, |s| s.metadata.body.set("code_challenge_methods_supported", json!([]))),

    ("PAR is refused", ParResponse, Server, |s| { s.settings.par = true; s.par = Reply::refusal(400, "invalid_request"); }),
    ("PAR breaks down", ParResponse, Protocol, |s| { s.settings.par = true; s.par = Reply::status(500); }),
    ("PAR redirects", ParResponse, Protocol, |s| { s.settings.par = true; s.par = Reply::status(307); }),
    ("PAR gives HTML", ParResponse, Protocol, |s| { s.settings.par = true; s.par.body.raw("<p>"); }),
    ("PAR gives no request_uri", ParResponse, Protocol, |s| { s.settings.par = true; s.par.body.remove("request_uri"); }),
    ("PAR gives a number", ParResponse, Protocol, |s| { s.settings.par = true; s.par.body.set("request_uri", 5); }),
    ("PAR gives text with a space", ParResponse, Protocol, |s| { s.settings.par = true; s.par.body.set("request_uri", "urn:x y"); }),
    ("PAR's handle has ended already", ParResponse, Protocol, |s| { s.settings.par = true; s.par.body.set("expires_in", 0); }),
    ("PAR's handle has no end", ParResponse, Protocol, |s| { s.settings.par = true; s.par.body.remove("expires_in"); }),
    ("PAR gives two handles", ParResponse, Protocol, |s| { s.settings.par = true; s.par.body.repeat("request_uri"); }),

    ("two codes", CallbackParams, Protocol, |s| s.query.push(("code".into(), "code-2".into()))),
    ("the same code twice", CallbackParams, Protocol, |s| s.query.push(("code".into(), "code-1".into()))),
    ("two states", CallbackParams, Protocol, |s| s.query.push(("state".into(), "x".into()))),
    ("two issuers", CallbackParams, Protocol, |s| s.query.push(("iss".into(), "https://evil.example".into()))),
    ("a code in query and fragment", CallbackParams, Protocol, |s| s.fragment.push(("code".into(), "code-2".into()))),
    ("an unknown parameter twice", CallbackParams, Protocol, |s| {
        s.query.push(("x".into(), "1".into()));
        s.query.push(("x".into(), "2".into()));
    }),
    ("an access token in the fragment", CallbackParams, Protocol, |s| s.fragment.push(("access_token".into(), "t".into()))),
    ("an ID token in the fragment", CallbackParams, Protocol, |s| s.fragment.push(("id_token".into(), "t".into()))),
    ("a JARM response", CallbackParams, Protocol, |s| s.query = vec![("response".into(), "x.y.z".into())]),
    ("a response of 100 kB", CallbackParams, Protocol, |s| s.query("code", &"x".repeat(100_000))),
    ("no state", CallbackState, Protocol, |s| s.no_query("state")),
    ("another state", CallbackState, Protocol, |s| s.query("state", "forged")),
    ("an empty state", CallbackState, Protocol, |s| s.query("state", "")),
    ("the state with a space", CallbackState, Protocol, |s| s.query("state", &[&crate::support::secret(0), " "].concat())),
    ("an error with another state", CallbackState, Protocol, |s| { s.callback_error("access_denied"); s.query("state", "forged"); }),
    ("an error without a state", CallbackState, Protocol, |s| { s.callback_error("access_denied"); s.no_query("state"); }),
    ("no iss although promised", CallbackIss, Protocol, |s| s.no_query("iss")),
    ("another iss", CallbackIss, Protocol, |s| s.query("iss", "https://evil.example")),
    ("iss with a slash more", CallbackIss, Protocol, |s| s.query("iss", "https://as.example/")),
    ("another iss although none was promised", CallbackIss, Protocol, |s| {
        s.metadata.body.remove("authorization_response_iss_parameter_supported");
        s.query("iss", "https://evil.example");
    }),
    ("an error with another iss", CallbackIss, Protocol, |s| { s.callback_error("access_denied"); s.query("iss", "https://evil.example"); }),
    ("an error without the promised iss", CallbackIss, Protocol, |s| { s.callback_error("access_denied"); s.no_query("iss"); }),
    ("the person refuses", CallbackError, User, |s| s.callback_error("access_denied")),
    ("the server is busy", CallbackError, Server, |s| s.callback_error("temporarily_unavailable")),
    ("nobody is signed in", CallbackError, Server, |s| s.callback_error("login_required")),
    ("an error and a code", CallbackError, Server, |s| s.query("error", "server_error")),
    ("an error that is empty", CallbackError, Server, |s| s.query("error", "")),
    ("no code", CallbackCode, Protocol, |s| s.no_query("code")),
    ("an empty code", CallbackCode, Protocol, |s| s.query("code", "")),
    ("a code with a line break", CallbackCode, Protocol, |s| s.query("code", "code\n1")),
    ("a code that is not ASCII", CallbackCode, Protocol, |s| s.query("code", "cödé")),
    ("a code of 40 kB", CallbackCode, Protocol, |s| s.query("code", &"x".repeat(40_000))),

    ("the code is refused", TokenHttp, Server, |s| s.token = Reply::refusal(400, "invalid_grant")),
    ("the client is refused", TokenHttp, Server, |s| s.token = Reply::refusal(401, "invalid_client")),
    ("light-4j refuses", TokenHttp, Server, |s| {
        s.token = Reply::json(json!({"statusCode": 400, "code": "ERR12041", "message": "CODE_VERIFIER_FAILED", "severity": "ERROR"}));
        s.token.status = 400;
    }),
    ("a refusal in HTML", TokenHttp, Protocol, |s| { s.token.status = 400; s.token.body.raw("<h1>no"); }),
    ("a refusal without an error", TokenHttp, Protocol, |s| { s.token = Reply::json(json!({})); s.token.status = 400; }),
    ("a refusal whose error is a number", TokenHttp, Protocol, |s| { s.token = Reply::json(json!({"error": 1})); s.token.status = 400; }),
    ("a refusal that says it twice", TokenHttp, Protocol, |s| { s.token = Reply::refusal(400, "invalid_grant"); s.token.body.repeat("error"); }),
    ("the token endpoint breaks down", TokenHttp, Protocol, |s| s.token = Reply::status(502)),
    ("the token endpoint is not there", TokenHttp, Protocol, |s| s.token = Reply::status(404)),
    ("the token endpoint redirects", TokenHttp, Protocol, |s| s.token = Reply::status(307)),
    ("the token response is not modified", TokenHttp, Protocol, |s| s.token = Reply::status(304)),
    ("the token response is too large", TokenHttp, Protocol, |s| s.token.body.raw(vec![b'x'; 20_000_000])),
    ("the token response is empty", TokenJson, Protocol, |s| s.token = Reply::status(200)),
    ("the token response is no content", TokenJson, Protocol, |s| s.token = Reply::status(204)),
    ("the token response is HTML", TokenJson, Protocol, |s| s.token.body.raw("<!doctype html>")),
    ("the token response is a form", TokenJson, Protocol, |s| s.token.body.raw("access_token=x&token_type=bearer")),
    ("the token response is an array", TokenJson, Protocol, |s| s.token.body.raw("[{}]")),
    ("the token response has a byte order mark", TokenJson, Protocol, |s| s.token.body.raw("\u{feff}{}")),
    ("two access tokens", TokenJson, Protocol, |s| s.token.body.repeat("access_token")),
    ("two token types", TokenJson, Protocol, |s| s.token.body.repeat("token_type")),
    ("two ID tokens", TokenJson, Protocol, |s| s.token.body.repeat("id_token")),
    ("a refresh token that is a number", TokenJson, Protocol, |s| s.token.body.set("refresh_token", 1)),
    ("an empty refresh token", TokenJson, Protocol, |s| s.token.body.set("refresh_token", "")),
    ("no access token", TokenAccessToken, Protocol, |s| s.token.body.remove("access_token")),
    ("an access token that is null", TokenAccessToken, Protocol, |s| s.token.body.set("access_token", json!(null))),
    ("an access token that is an object", TokenAccessToken, Protocol, |s| s.token.body.set("access_token", json!({}))),
    ("an empty access token", TokenAccessToken, Protocol, |s| s.token.body.set("access_token", "")),
    ("an access token that splits headers", TokenAccessToken, Protocol, |s| s.token.body.set("access_token", "a\r\nX-Evil: 1")),
    ("an access token that is not ASCII", TokenAccessToken, Protocol, |s| s.token.body.set("access_token", "tökén")),
    ("an access token of 100 kB", TokenAccessToken, Protocol, |s| s.token.body.set("access_token", "x".repeat(100_000))),
    ("a refusal with status 200", TokenAccessToken, Server, |s| { s.token = Reply::refusal(200, "invalid_grant"); s.token.body.remove("access_token"); }),
    ("no token type", TokenTokenType, Protocol, |s| s.token.body.remove("token_type")),
    ("an unknown token type", TokenTokenType, Protocol, |s| s.token.body.set("token_type", "mac")),
    ("a token type that is a number", TokenTokenType, Protocol, |s| s.token.body.set("token_type", 1)),
    ("a bound token nobody asked for", TokenTokenType, Protocol, |s| s.token.body.set("token_type", "DPoP")),
    ("a life that is negative", TokenExpiresIn, Protocol, |s| s.token.body.set("expires_in", -1)),
    ("a life in words", TokenExpiresIn, Protocol, |s| s.token.body.set("expires_in", "an hour")),
    ("a life that is empty text", TokenExpiresIn, Protocol, |s| s.token.body.set("expires_in", "")),
    ("a life with a fraction", TokenExpiresIn, Protocol, |s| s.token.body.set("expires_in", 1.5)),
    ("a life that is true", TokenExpiresIn, Protocol, |s| s.token.body.set("expires_in", true)),
    ("a scope that is an array", TokenScope, Protocol, |s| s.token.body.set("scope", json!(["openid"]))),
    ("a scope with a quote", TokenScope, Protocol, |s| s.token.body.set("scope", "openid \"x\"")),
];
