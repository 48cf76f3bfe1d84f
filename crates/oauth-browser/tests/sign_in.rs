//! From the server's answer to tokens, once.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/signing.rs"]
mod signing;
mod support;

use oauth_browser::crypto::WebCrypto;
use oauth_browser::entropy::BrowserEntropy;
use oauth_browser::navigation::CallbackParts;
use oauth_browser::sign_in::finish;
use oauth_browser::transaction_store::{TransactionError, TransactionStore};
use oauth_browser::{App, SessionError, clock, discover};
use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
use oauth_proto::check::{CheckId, Status, Trace};
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::scope::Scope;
use signing::SigningKey;
use support::{FakeServer, noted};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const TOKENS: &str = "window.sent = (window.sent ?? '') + await request.text() + '\\n'; \
    return new Response('{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":60}');";

fn app() -> App {
    let endpoint = |url| Endpoint::parse(url).unwrap();
    let (authorize, token) = ("https://as.example/auth", "https://as.example/token");
    let server = ServerMetadata::by_hand(None)
        .with_endpoint(EndpointName::Authorization, endpoint(authorize))
        .with_endpoint(EndpointName::Token, endpoint(token));
    App::new(server, Client::new("app", ClientAuth::None).unwrap())
}

/// Begins as `begin` does, but stays here; gives the state and the nonce.
async fn begun(app: &App, scope: &str) -> (String, String) {
    let redirect_uri = Endpoint::parse("https://app.example/callback").unwrap();
    let params = AuthorizationParams::new(redirect_uri, Scope::parse(scope).unwrap());
    let (mut trace, mut entropy, now) = (Trace::new(), BrowserEntropy, clock::now());
    let (server, client) = (&app.server, &app.client);
    let request = AuthorizationRequest::new(
        server,
        client,
        params,
        &WebCrypto,
        &mut entropy,
        now,
        &mut trace,
    );
    let request = request.await.unwrap();
    let sent = |name| {
        request
            .parameters()
            .find(|(known, _)| *known == name)
            .unwrap()
            .1
            .to_owned()
    };
    let (state, nonce) = (sent("state"), sent("nonce"));
    let transaction = request.redirect(&mut trace).unwrap().transaction;
    let store = TransactionStore::open().unwrap();
    store
        .put(&state, &transaction.to_json_with_secrets())
        .unwrap();
    (state, nonce)
}

fn answer(query: String) -> CallbackParts {
    CallbackParts {
        query,
        fragment: String::new(),
    }
}

#[wasm_bindgen_test]
async fn a_code_is_exchanged_once() {
    let _server = FakeServer::new(TOKENS);
    let app = app();
    let (state, _) = begun(&app, "api").await;
    let parts = answer(format!("code=c&state={state}"));
    let mut trace = Trace::new();
    let signed_in = finish(&app, &parts, &mut trace).await.unwrap();
    assert_eq!(signed_in.tokens.access_token().expose_secret(), "a");
    assert!(signed_in.id_token.is_none());
    let mut again = Trace::new();
    let error = finish(&app, &parts, &mut again).await.unwrap_err();
    assert_eq!(
        error,
        SessionError::Transaction(TransactionError::AlreadyUsed)
    );
    assert_eq!(
        again.last(CheckId::CallbackState).map(|row| row.status),
        Some(Status::Fail)
    );
    let sent = noted("sent");
    assert_eq!(sent.lines().count(), 1);
    assert!(sent.starts_with(
        "grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_verifier="
    ));
}

#[wasm_bindgen_test]
async fn an_answer_that_nobody_waits_for_is_not_exchanged() {
    let _server = FakeServer::new(TOKENS);
    let error = finish(
        &app(),
        &answer("code=c&state=x".to_owned()),
        &mut Trace::new(),
    )
    .await;
    assert_eq!(
        error.unwrap_err(),
        SessionError::Transaction(TransactionError::Unknown)
    );
    let error = finish(&app(), &answer("code=c".to_owned()), &mut Trace::new())
        .await
        .unwrap_err();
    assert!(
        matches!(&error, SessionError::Protocol(error) if error.check() == CheckId::CallbackState)
    );
    assert_eq!(noted("sent"), "");
}

#[wasm_bindgen_test]
async fn metadata_are_looked_for_at_both_addresses() {
    let _server = FakeServer::new(
        "if (typeof request === 'string') return new Response(); \
         window.sent = (window.sent ?? '') + request.url + '\\n'; \
         if (request.url.endsWith('openid-configuration')) throw new TypeError(); \
         return new Response('{\"issuer\":\"https://as.example/a\", \
         \"authorization_endpoint\":\"https://as.example/auth\", \
         \"token_endpoint\":\"https://as.example/token\",\"response_types_supported\":[\"code\"]}');",
    );
    let mut trace = Trace::new();
    let issuer = Issuer::parse("https://as.example/a").unwrap();
    let server = discover(issuer, &mut trace).await.unwrap();
    assert_eq!(
        server.issuer().map(Issuer::as_str),
        Some("https://as.example/a")
    );
    assert_eq!(
        noted("sent"),
        "https://as.example/a/.well-known/openid-configuration\n\
         https://as.example/.well-known/oauth-authorization-server/a\n"
    );
    assert!(
        trace.checks().iter().all(|row| row.status != Status::Fail),
        "{trace:?}"
    );
}

/// Signs in at a server whose ID token has these claims beside `iss`, `aud`, `exp`, `iat`.
async fn signed_in_with(claims: impl Fn(&str) -> String) -> Result<String, SessionError> {
    signed_in_where("", "", claims).await
}

/// The same, where the server does this before it gives its keys, and this before it gives tokens.
async fn signed_in_where(
    before_keys: &str,
    before_tokens: &str,
    claims: impl Fn(&str) -> String,
) -> Result<String, SessionError> {
    let endpoint = |url| Endpoint::parse(url).unwrap();
    let mut app = app();
    app.server = ServerMetadata::by_hand(Issuer::parse("https://as.example").ok())
        .with_endpoint(
            EndpointName::Authorization,
            endpoint("https://as.example/auth"),
        )
        .with_endpoint(EndpointName::Token, endpoint("https://as.example/token"))
        .with_endpoint(EndpointName::Jwks, endpoint("https://as.example/jwks"));
    let (state, nonce) = begun(&app, "openid").await;
    let (key, now) = (SigningKey::new().await, clock::now().as_unix());
    let common = format!(
        r#""iss":"https://as.example","aud":"app","iat":{now},"exp":{}"#,
        now + 60
    );
    let id_token = key.sign(&format!("{{{common},{}}}", claims(&nonce))).await;
    let jwks = key.jwks();
    let _server = FakeServer::new(&format!(
        r#"if (request.url.endsWith('/jwks')) {{ {before_keys} return new Response('{jwks}'); }}
        {before_tokens} return new Response('{{"access_token":"a","token_type":"Bearer","id_token":"{id_token}"}}');"#
    ));
    let parts = answer(format!("code=c&state={state}"));
    let signed_in = finish(&app, &parts, &mut Trace::new()).await?;
    Ok(signed_in.id_token.unwrap().subject().to_owned())
}

#[wasm_bindgen_test]
async fn an_id_token_is_verified_with_the_servers_keys() {
    let subject = signed_in_with(|nonce| format!(r#""sub":"alice","nonce":"{nonce}""#)).await;
    assert_eq!(subject.as_deref(), Ok("alice"));
}

#[wasm_bindgen_test]
async fn an_id_token_for_another_request_is_refused() {
    let error = signed_in_with(|_| r#""sub":"alice","nonce":"another""#.to_owned()).await;
    let error = error.unwrap_err();
    assert!(
        matches!(&error, SessionError::Protocol(error) if error.check() == CheckId::IdTokenNonce)
    );
}

/// A server that gives tokens only to whoever has asked for its keys too.
#[wasm_bindgen_test]
async fn keys_are_asked_for_at_the_same_time_as_tokens() {
    let subject = signed_in_where(
        "window.asked();",
        "await new Promise(asked => { window.asked = asked; });",
        |nonce| format!(r#""sub":"alice","nonce":"{nonce}""#),
    );
    assert_eq!(subject.await.as_deref(), Ok("alice"));
}

#[wasm_bindgen_test]
async fn a_refused_code_does_not_wait_for_keys() {
    let error = signed_in_where(
        "await new Promise(() => {});",
        "return new Response('{\"error\":\"invalid_grant\"}', {status: 400});",
        |_| r#""sub":"alice""#.to_owned(),
    );
    let error = error.await.unwrap_err();
    assert!(matches!(&error, SessionError::Protocol(error) if error.check() == CheckId::TokenHttp));
}

/// What is wrong with the keys is told when a token needs them, and the keys are not asked for again.
#[wasm_bindgen_test]
async fn keys_that_are_none_fail_where_they_are_needed() {
    let error = signed_in_where(
        "window.times = (window.times ?? '') + 'x'; return new Response('<html>');",
        "",
        |nonce| format!(r#""sub":"alice","nonce":"{nonce}""#),
    );
    let error = error.await.unwrap_err();
    assert!(
        matches!(&error, SessionError::Protocol(error) if error.check() == CheckId::IdTokenKey)
    );
    assert_eq!(noted("times"), "x");
}
