//! One refresh among many tabs, and everything else that can become of a session. Tabs are sessions
//! of one page here: each has its own store and hears the others as a tab would.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/signing.rs"]
mod signing;
#[path = "support/stored.rs"]
mod stored;
mod support;

use std::time::Duration;

use futures_util::future::{join, join_all};
use oauth_browser::fetch::FetchError;
use oauth_browser::session::Session;
use oauth_browser::tokens::Generation;
use oauth_browser::{App, SessionError, TokenStorage, clock};
use oauth_proto::check::{CheckId, Trace};
use oauth_proto::client::{Client, ClientAuth};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::error::{Error, Kind, Misuse, Step};
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::secret::RefreshToken;
use serde_json::{Value, json};
use signing::SigningKey;
use stored::stored;
use support::{FakeServer, noted};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Notes what it is sent, and answers with tokens numbered from 1.
const ROTATING: &str = "const sent = await request.text(); \
    window.sent = (window.sent ?? '') + sent + '\\n'; \
    const n = window.sent.trim().split('\\n').length; \
    return new Response(JSON.stringify({access_token: 'access-' + n, token_type: 'bearer', \
    expires_in: 3600, refresh_token: 'refresh-' + n}));";
const FIRST_REFRESH: &str = "grant_type=refresh_token&refresh_token=refresh-0&client_id=app\n";

fn app(storage: TokenStorage) -> App {
    let endpoint = |url| Endpoint::parse(url).unwrap();
    let (token, revoke) = ("https://as.example/token", "https://as.example/revoke");
    let server = ServerMetadata::by_hand(None)
        .with_endpoint(EndpointName::Token, endpoint(token))
        .with_endpoint(EndpointName::Revocation, endpoint(revoke));
    let client = Client::new("app", ClientAuth::None).unwrap();
    let mut app = App::new(server, client);
    app.storage = storage;
    app
}

/// A session whose access token has ended.
fn ended(session: &str) -> Generation {
    ended_with(session, |_, _| {})
}

/// The same with other tokens or another grant.
fn ended_with(session: &str, change: impl FnOnce(&mut Value, &mut Value)) -> Generation {
    let session = format!("{session} {}", js_sys::Date::new_0().get_time());
    stored(&app(TokenStorage::Memory), &session, change)
}

/// One whose access token ends after so many seconds, or nobody knows when.
fn lasting(session: &str, seconds: Option<u32>) -> Generation {
    let end = seconds.map(|seconds| clock::now().plus(seconds).as_unix());
    ended_with(session, |tokens, _| tokens["expires_at"] = json!(end))
}

fn tab(generation: &Generation) -> Session {
    Session::hold(app(TokenStorage::Memory), generation).unwrap()
}

async fn access(session: &Session) -> Result<String, SessionError> {
    let token = session.access_token(&mut Trace::new()).await?;
    Ok(token.expose_secret().to_owned())
}

#[wasm_bindgen_test]
async fn a_hundred_tabs_refresh_once() {
    let _server = FakeServer::new(ROTATING);
    let generation = ended("hundred");
    let tabs: Vec<_> = (0..100).map(|_| tab(&generation)).collect();
    let tokens = join_all(tabs.iter().map(access)).await;
    assert!(
        tokens
            .iter()
            .all(|token| token.as_deref() == Ok("access-1")),
        "{tokens:?}"
    );
    assert_eq!(noted("sent"), FIRST_REFRESH);
}

#[wasm_bindgen_test]
async fn a_tab_that_slept_asks_for_what_it_missed() {
    let _server = FakeServer::new(ROTATING);
    let generation = ended("slept");
    let awake = tab(&generation);
    assert_eq!(access(&awake).await.as_deref(), Ok("access-1"));
    let held = awake.generation().unwrap();
    awake.refresh(&held, &mut Trace::new()).await.unwrap();
    let asleep = tab(&generation);
    assert_eq!(access(&asleep).await.as_deref(), Ok("access-2"));
    assert_eq!(asleep.generation().unwrap().number, 2);
    assert_eq!(noted("sent").lines().count(), 2);
}

#[wasm_bindgen_test]
async fn a_used_refresh_token_is_not_sent_when_nobody_has_its_successor() {
    let _server = FakeServer::new(ROTATING);
    let generation = ended("alone");
    drop({
        let closed = tab(&generation);
        access(&closed).await.unwrap();
        closed
    });
    assert_eq!(
        access(&tab(&generation)).await,
        Err(SessionError::Superseded)
    );
    assert_eq!(noted("sent"), FIRST_REFRESH);
}

#[wasm_bindgen_test]
async fn a_token_that_lasts_is_not_refreshed() {
    let _server = FakeServer::new(ROTATING);
    let session = tab(&lasting("lasts", Some(120)));
    assert_eq!(access(&session).await.as_deref(), Ok("access-0"));
    let session = tab(&lasting("ends", Some(20)));
    assert_eq!(access(&session).await.as_deref(), Ok("access-1"));
    noted("sent");
}

#[wasm_bindgen_test]
async fn a_network_failure_ends_nothing() {
    let generation = ended("network");
    let session = tab(&generation);
    {
        let _server = FakeServer::new("throw new TypeError();");
        let error = access(&session).await.unwrap_err();
        assert!(matches!(
            error,
            SessionError::Fetch(Step::Refresh, FetchError::NoStatus(_))
        ));
        assert_eq!(error.kind(), Kind::Network);
        assert!(error.is_retryable());
    }
    assert_eq!(session.generation().as_ref(), Some(&generation));
    let _server = FakeServer::new(ROTATING);
    assert_eq!(access(&session).await.as_deref(), Ok("access-1"));
    assert_eq!(noted("sent"), FIRST_REFRESH);
}

#[wasm_bindgen_test]
async fn a_refused_refresh_token_ends_the_session_in_every_tab() {
    let _server = FakeServer::new(
        "return new Response('{\"error\":\"invalid_grant\"}', {status: 400, \
         headers: {'content-type': 'application/json'}});",
    );
    let generation = ended("refused");
    let (session, other) = (tab(&generation), tab(&generation));
    let error = access(&session).await.unwrap_err();
    assert!(matches!(error, SessionError::Ended(_)), "{error:?}");
    assert_eq!(error.kind(), Kind::Server);
    assert_eq!(session.generation(), None);
    assert_eq!(access(&session).await, Err(SessionError::NotSignedIn));
    clock::sleep(Duration::from_millis(50)).await;
    assert_eq!(other.generation(), None);
}

#[wasm_bindgen_test]
async fn a_server_in_trouble_does_not_end_the_session() {
    let _server = FakeServer::new("return new Response('oops', {status: 503});");
    let session = tab(&ended("trouble"));
    let error = access(&session).await.unwrap_err();
    assert!(matches!(error, SessionError::Protocol(_)), "{error:?}");
    assert!(error.is_retryable());
    assert!(session.generation().is_some());
}

#[wasm_bindgen_test]
async fn without_a_refresh_token_there_is_nothing_to_send() {
    let _server = FakeServer::new("window.sent = 'sent'; return new Response();");
    let generation = ended_with("none", |_, grant| grant["refresh_token"] = Value::Null);
    assert_eq!(
        access(&tab(&generation)).await,
        Err(SessionError::NotRefreshable)
    );
    assert_eq!(noted("sent"), "");
}

#[wasm_bindgen_test]
async fn the_tab_keeps_a_session_over_a_reload_only_by_choice() {
    let generation = lasting("reload", None);
    let resumed = |storage| Session::resume(app(storage)).unwrap();
    drop(Session::hold(app(TokenStorage::Memory), &generation).unwrap());
    assert!(resumed(TokenStorage::Memory).is_none());
    drop(Session::hold(app(TokenStorage::Session), &generation).unwrap());
    let session = resumed(TokenStorage::Session).unwrap();
    assert_eq!(session.generation().as_ref(), Some(&generation));
    assert_eq!(access(&session).await.as_deref(), Ok("access-0"));
    let _server = FakeServer::new("return new Response();");
    session.sign_out(&mut Trace::new()).await.unwrap();
    assert!(resumed(TokenStorage::Session).is_none());
}

#[wasm_bindgen_test]
async fn signing_out_revokes_the_refresh_token_and_forgets_even_when_that_fails() {
    let _server = FakeServer::new(
        "window.sent = await request.text(); return new Response('', {status: 503});",
    );
    let generation = ended("out");
    let (session, other) = (tab(&generation), tab(&generation));
    let error = session.sign_out(&mut Trace::new()).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Protocol);
    assert_eq!(
        noted("sent"),
        "token=refresh-0&token_type_hint=refresh_token&client_id=app"
    );
    clock::sleep(Duration::from_millis(50)).await;
    assert_eq!(other.generation(), None);
}

#[wasm_bindgen_test]
async fn who_signs_out_during_a_refresh_stays_signed_out() {
    let _server = FakeServer::new(
        "if (request.url.endsWith('/token')) await new Promise(done => setTimeout(done, 200)); \
         return new Response('{\"access_token\":\"a\",\"token_type\":\"Bearer\"}');",
    );
    let generation = ended("leaving");
    let (refreshing, leaving) = (tab(&generation), tab(&generation));
    let (token, left) = join(access(&refreshing), async {
        clock::sleep(Duration::from_millis(20)).await;
        leaving.sign_out(&mut Trace::new()).await
    })
    .await;
    assert_eq!(left, Ok(()));
    assert_eq!(token, Err(SessionError::NotSignedIn));
    assert_eq!(refreshing.generation(), None);
}

/// RFC 6749 §10.4: neither by hand nor by the tab's storage.
#[wasm_bindgen_test]
fn a_session_of_one_server_is_none_of_another() {
    let endpoint = Endpoint::parse("https://other.example/token").unwrap();
    let own = app(TokenStorage::Session);
    let mut other = own.clone();
    other.server = other.server.with_endpoint(EndpointName::Token, endpoint);
    let mut other_client = own.clone();
    other_client.client = Client::new("other", ClientAuth::None).unwrap();
    let generation = lasting("servers", None);
    drop(Session::hold(own.clone(), &generation).unwrap());
    for other in [other, other_client] {
        assert_eq!(
            Session::hold(other.clone(), &generation).map(drop),
            Err(SessionError::Protocol(Error::new(
                CheckId::ConfigEndpoints,
                Misuse::OtherServer
            )))
        );
        assert!(Session::resume(other.clone()).unwrap().is_none());
        // Not even when it is there under the other's name.
        let storage = web_sys::window()
            .unwrap()
            .session_storage()
            .unwrap()
            .unwrap();
        let token_endpoint = other.server.endpoint(EndpointName::Token).unwrap().as_str();
        let name = json!([other.client.id(), null, token_endpoint]);
        let key = format!("oauth-browser.session.{name}");
        storage
            .set_item(&key, &generation.to_json_with_secrets())
            .unwrap();
        assert!(Session::resume(other).unwrap().is_none());
        storage.remove_item(&key).unwrap();
    }
    let session = Session::resume(own).unwrap().unwrap();
    assert_eq!(session.generation(), Some(generation));
    let storage = web_sys::window()
        .unwrap()
        .session_storage()
        .unwrap()
        .unwrap();
    storage.clear().unwrap();
}

fn api() -> http::Request<Vec<u8>> {
    let request = http::Request::post("https://api.example/pets").header("x-one", "1");
    request.body(b"{}".to_vec()).unwrap()
}

#[wasm_bindgen_test]
async fn an_api_is_called_with_the_access_token() {
    let _server = FakeServer::new(
        "const h = request.headers; window.sent = [request.method, request.url, \
         h.get('authorization'), h.get('x-one'), await request.text()].join(' '); \
         return new Response('pets', {status: 201});",
    );
    let generation = lasting("api", None);
    let response = tab(&generation)
        .call(&api(), &mut Trace::new())
        .await
        .unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.body(), b"pets");
    assert_eq!(
        noted("sent"),
        "POST https://api.example/pets Bearer access-0 1 {}"
    );
}

#[wasm_bindgen_test]
async fn an_api_that_refuses_the_token_is_asked_once_more_with_a_new_one() {
    let _server = FakeServer::new(
        "window.sent = (window.sent ?? '') + (request.headers.get('authorization') ?? 'refresh') \
         + ','; if (request.url !== 'https://as.example/token') \
         return new Response('', {status: 401}); return new Response(JSON.stringify( \
         {access_token: 'access-1', token_type: 'Bearer', refresh_token: 'refresh-1'}));",
    );
    let generation = lasting("api 401", None);
    let response = tab(&generation)
        .call(&api(), &mut Trace::new())
        .await
        .unwrap();
    assert_eq!(response.status(), 401);
    assert_eq!(noted("sent"), "Bearer access-0,refresh,Bearer access-1,");
}

#[wasm_bindgen_test]
async fn a_token_goes_to_https_or_loopback_only() {
    let _server = FakeServer::new("window.sent = 'sent'; return new Response();");
    let session = tab(&ended("plain"));
    let request = http::Request::get("http://api.example/")
        .body(Vec::new())
        .unwrap();
    let error = session.call(&request, &mut Trace::new()).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Config);
    assert_eq!(noted("sent"), "");
}

#[wasm_bindgen_test]
async fn bound_tokens_are_proven_with_the_servers_nonce() {
    let _server = FakeServer::new(
        "const read = part => JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))); \
         const [header, claims] = request.headers.get('dpop').split('.').slice(0, 2).map(read); \
         window.sent = (window.sent ?? '') + [header.typ, header.alg, header.jwk.d, claims.htm, \
         claims.htu, claims.nonce, claims.ath].join(' ') + ','; \
         if (claims.nonce !== 'n') return new Response('{\"error\":\"use_dpop_nonce\"}', \
         {status: 400, headers: {'dpop-nonce': 'n'}}); return new Response(JSON.stringify( \
         {access_token: 'a', token_type: 'DPoP', expires_in: 3600}));",
    );
    let generation = ended_with("bound", |_, grant| grant["token_type"] = "DPoP".into());
    let mut app = app(TokenStorage::Memory);
    app.dpop = true;
    let session = Session::hold(app, &generation).unwrap();
    assert_eq!(access(&session).await.as_deref(), Ok("a"));
    let proof = "dpop+jwt ES256  POST https://as.example/token";
    assert_eq!(noted("sent"), format!("{proof}  ,{proof} n ,"));
    let request = http::Request::get("https://as.example/api")
        .body(Vec::new())
        .unwrap();
    session.call(&request, &mut Trace::new()).await.unwrap();
    // RFC 9449 §4.2: `ath` is the SHA-256 of the access token, here of `a`.
    assert_eq!(
        noted("sent"),
        "dpop+jwt ES256  GET https://as.example/api n ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs,"
    );
}

/// A session of `alice`, refreshed at a server that says it is `subject`'s and answers `keys` when
/// asked for its keys.
async fn refreshed_as(
    session: &str,
    subject: &str,
    keys: &str,
) -> (Session, Result<String, SessionError>) {
    let alice = r#"{"iss":"https://as.example","sub":"alice","aud":["app"]}"#;
    let mut app = app(TokenStorage::Memory);
    app.server = ServerMetadata::by_hand(Issuer::parse("https://as.example").ok())
        .with_base(&Endpoint::parse("https://as.example").unwrap())
        .unwrap();
    let session = format!("{session} {}", js_sys::Date::new_0().get_time());
    let generation = stored(&app, &session, |_, grant| grant["binding"] = alice.into());
    let now = clock::now().as_unix();
    let claims = format!(
        r#"{{"iss":"https://as.example","aud":"app","sub":"{subject}","iat":{now},"exp":{}}}"#,
        now + 60
    );
    let key = SigningKey::new().await;
    let (id_token, keys) = (key.sign(&claims).await, keys.replace("JWKS", &key.jwks()));
    let _server = FakeServer::new(&format!(
        r#"if (request.url !== 'https://as.example/oauth2/token') {{ {keys} }}
        return new Response('{{"access_token":"access-1","token_type":"Bearer",\
        "refresh_token":"refresh-1","id_token":"{id_token}"}}');"#
    ));
    let session = Session::hold(app, &generation).unwrap();
    let token = access(&session).await;
    (session, token)
}

const KEYS: &str = "return new Response('JWKS');";

#[wasm_bindgen_test]
async fn a_new_id_token_of_the_same_person_is_taken() {
    let (session, token) = refreshed_as("same", "alice", KEYS).await;
    assert_eq!(token.as_deref(), Ok("access-1"));
    assert!(session.generation().unwrap().tokens.id_token().is_some());
}

#[wasm_bindgen_test]
async fn a_new_id_token_of_someone_else_ends_the_session() {
    let (session, token) = refreshed_as("else", "mallory", KEYS).await;
    assert_eq!(token.unwrap_err().kind(), Kind::Protocol);
    assert_eq!(session.generation(), None);
}

#[wasm_bindgen_test]
async fn rotated_tokens_are_kept_when_the_keys_cannot_be_had_now() {
    let (session, token) = refreshed_as("keys", "alice", "throw new TypeError();").await;
    assert_eq!(token.as_deref(), Ok("access-1"));
    let tokens = session.generation().unwrap().tokens;
    let expected = RefreshToken::parse("refresh-1");
    assert_eq!(tokens.refresh_token(), expected.as_ref());
    assert_eq!(tokens.id_token(), None);
}
