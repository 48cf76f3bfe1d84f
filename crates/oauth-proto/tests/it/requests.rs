//! Requests beside the plain flow, byte for byte.

use http::{Method, Request};
use oauth_proto::Verification;
use oauth_proto::access_token::{AccessTokenPolicy, verify_access_token};
use oauth_proto::api::api_request;
use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest, ResponseMode};
use oauth_proto::check::{CheckId, Status, Trace};
use oauth_proto::client::{Client, ClientAuth, TokenBody};
use oauth_proto::device::{DeviceParams, device_authorization_request};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::error::{Cause, Error, Misuse};
use oauth_proto::extra::Extra;
use oauth_proto::grant::Grant;
use oauth_proto::jose::KeyStore;
use oauth_proto::logout::{is_possible, logout_request};
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::par::par_request;
use oauth_proto::refresh::refresh_request;
use oauth_proto::resource::Resource;
use oauth_proto::revocation::{Revocable, revocation_request};
use oauth_proto::scope::Scope;
use oauth_proto::secret::{AccessToken, ClientSecret, RawIdToken};
use oauth_proto::token::TokenType;
use oauth_proto::userinfo::{userinfo_form_request, userinfo_request};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::{Backend, Key};
use crate::support::server::{Server, public_jwk};
use crate::support::{API, Counted, ISSUER, NOW, secret};

fn client() -> Client {
    Client::new("spa", ClientAuth::None).unwrap()
}

fn server() -> ServerMetadata {
    ServerMetadata::by_hand(Some(Issuer::parse(ISSUER).unwrap()))
        .with_base(&Endpoint::parse(ISSUER).unwrap())
        .unwrap()
}

fn access_token() -> AccessToken {
    AccessToken::parse("at-1").unwrap()
}

fn body(request: &Request<Vec<u8>>) -> &str {
    std::str::from_utf8(request.body()).unwrap()
}

#[test]
fn every_authorization_parameter() {
    let mut params = AuthorizationParams::new(
        Endpoint::parse("http://127.0.0.1:4446/callback").unwrap(),
        Scope::parse("openid offline").unwrap(),
    );
    let list = |text: &str| text.split(' ').map(str::to_owned).collect();
    params.audience = list("https://api.example/ b");
    let resource = |text| Resource::parse(text).unwrap();
    params.resource = ["https://r.example/1", "https://r.example/2"]
        .map(resource)
        .into();
    params.prompt = list("login consent");
    params.max_age = Some(0);
    params.acr_values = list("gold silver");
    params.login_hint = Some("älice@example.com".to_owned());
    params.ui_locales = list("ar en");
    params.response_mode = Some(ResponseMode::Fragment);
    params.dpop_jkt = Some("thumb".to_owned());
    params.extra = vec![Extra::parse("organization", "a b").unwrap()];
    params.danger_no_pkce = true;
    let (entropy, trace) = (&mut Counted::default(), &mut Trace::new());
    let (server, client) = (server(), client());
    let request =
        AuthorizationRequest::new(&server, &client, params, &Backend, entropy, NOW, trace);
    let redirect = pollster::block_on(request)
        .unwrap()
        .redirect(trace)
        .unwrap();
    assert_eq!(
        redirect.url,
        format!(
            "https://as.example/oauth2/auth?response_type=code&client_id=spa\
             &redirect_uri=http%3A%2F%2F127.0.0.1%3A4446%2Fcallback&scope=openid+offline\
             &state={}&nonce={}&response_mode=fragment&audience=https%3A%2F%2Fapi.example%2F+b\
             &resource=https%3A%2F%2Fr.example%2F1&resource=https%3A%2F%2Fr.example%2F2\
             &prompt=login+consent&max_age=0&acr_values=gold+silver\
             &login_hint=%C3%A4lice%40example.com&ui_locales=ar+en&dpop_jkt=thumb\
             &organization=a+b",
            secret(0),
            secret(1)
        )
    );
}

/// What the server gave to the client before.
fn grant() -> Grant {
    let kept = r#"{"issuer":"https://as.example","token_endpoint":"https://as.example/oauth2/token",
        "client_id":"spa","scope":"","token_type":"Bearer","refresh_token":"rt-1"}"#;
    Grant::from_stored_json(kept).unwrap()
}

/// RFC 6749 §10.4: a refresh token is of use to the client that it was given to, and shown to its server alone.
#[test]
fn a_refresh_token_goes_back_where_it_came_from() {
    let other_issuer = ServerMetadata::by_hand(Issuer::parse("https://evil.example").ok());
    let other_endpoint = Endpoint::parse("https://evil.example/token").unwrap();
    let other_client = Client::new("other", ClientAuth::None).unwrap();
    for (other, client) in [
        (
            server().with_endpoint(EndpointName::Token, other_endpoint),
            client(),
        ),
        (
            other_issuer
                .with_base(&Endpoint::parse(ISSUER).unwrap())
                .unwrap(),
            client(),
        ),
        (server(), other_client),
    ] {
        assert!(!grant().is_between(&other, &client));
        let trace = &mut Trace::new();
        let error = refresh_request(&grant(), &other, &client, TokenBody::Form, trace).unwrap_err();
        assert_eq!(error, Error::new(CheckId::RefreshHttp, Misuse::OtherServer));
        assert_eq!(
            trace.last(CheckId::RefreshHttp).unwrap().status,
            Status::Fail
        );
        assert!(!format!("{error:?} {trace:?}").contains("rt-1"));
    }
    assert!(grant().is_between(&server(), &client()));
    let without = grant().with_refresh_token(None);
    let trace = &mut Trace::new();
    let error =
        refresh_request(&without, &server(), &client(), TokenBody::Form, trace).unwrap_err();
    assert_eq!(
        *error.cause(),
        Cause::Config(Misuse::NotGranted("a refresh token"))
    );
}

/// RFC 9126 §2.1: what is pushed has the state and the challenge; no other server is shown them.
#[test]
fn a_request_is_pushed_to_its_own_server_only() {
    let endpoint = |text: &str| Endpoint::parse(text).unwrap();
    let server = server().with_endpoint(EndpointName::Par, endpoint("https://as.example/par"));
    let other = server
        .clone()
        .with_endpoint(EndpointName::Token, endpoint("https://evil.example/token"));
    let other_client = Client::new("other", ClientAuth::None).unwrap();
    let push = |server_then: &ServerMetadata, client_then: &Client| {
        let params = AuthorizationParams::new(endpoint("https://app.example/"), Scope::default());
        let (entropy, trace, client) = (&mut Counted::default(), &mut Trace::new(), client());
        let request =
            AuthorizationRequest::new(&server, &client, params, &Backend, entropy, NOW, trace);
        let request = pollster::block_on(request).unwrap();
        par_request(request, server_then, client_then, trace).map(|(push, _)| push)
    };
    assert_eq!(
        push(&server, &client()).unwrap().uri(),
        "https://as.example/par"
    );
    for (server, client) in [(&other, client()), (&server, other_client)] {
        let expected = Error::new(CheckId::ParResponse, Misuse::OtherServer);
        assert_eq!(push(server, &client).unwrap_err(), expected);
    }
}

#[test]
fn a_refresh_as_json_with_a_secret() {
    let grant = grant();
    let secret = ClientSecret::parse("hush").unwrap();
    let client = Client::new("spa", ClientAuth::Post(secret)).unwrap();
    let trace = &mut Trace::new();
    let (request, _) = refresh_request(&grant, &server(), &client, TokenBody::Json, trace).unwrap();
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(
        body(&request),
        r#"{"client_id":"spa","client_secret":"hush","grant_type":"refresh_token","refresh_token":"rt-1"}"#
    );
}

#[test]
fn tokens_in_headers_and_forms() {
    let trace = &mut Trace::new();
    let token = access_token();
    let request = userinfo_request(&server(), &token, TokenType::Bearer, trace).unwrap();
    assert_eq!(request.method(), Method::GET);
    assert_eq!(request.uri(), "https://as.example/userinfo");
    assert_eq!(request.headers()["authorization"], "Bearer at-1");
    assert_eq!(
        request.headers()["accept"],
        "application/json, application/jwt"
    );
    assert!(!format!("{request:?}").contains("at-1"));

    let request = userinfo_form_request(&server(), &client(), &token, trace).unwrap();
    assert_eq!(body(&request), "access_token=at-1&client_id=spa");
    assert!(!request.headers().contains_key("authorization"));

    let url = Endpoint::parse("https://api.example/x?y=z").unwrap();
    let request = api_request(Method::DELETE, &url, &token, TokenType::Dpop);
    assert_eq!(request.method(), Method::DELETE);
    assert_eq!(request.uri(), "https://api.example/x?y=z");
    assert_eq!(request.headers()["authorization"], "DPoP at-1");

    let request =
        revocation_request(Revocable::AccessToken(&token), &server(), &client(), trace).unwrap();
    assert_eq!(
        body(&request),
        "token=at-1&token_type_hint=access_token&client_id=spa"
    );
}

#[test]
fn a_device_asks_for_what_is_set() {
    let mut params = DeviceParams::new(Scope::parse("openid").unwrap());
    params.audience = vec!["a".to_owned(), "b".to_owned()];
    params.resource = vec![Resource::parse("urn:r").unwrap()];
    params.extra = vec![Extra::parse("tenant", "").unwrap()];
    let trace = &mut Trace::new();
    let (request, _) = device_authorization_request(&server(), &client(), params, trace).unwrap();
    assert_eq!(request.uri(), "https://as.example/oauth2/device/auth");
    assert_eq!(
        body(&request),
        "scope=openid&audience=a+b&resource=urn%3Ar&tenant=&client_id=spa"
    );
}

#[test]
fn a_logout_with_and_without_a_way_back() {
    let (entropy, trace) = (&mut Counted::default(), &mut Trace::new());
    let home = Endpoint::parse("https://app.example/client/").unwrap();
    let hint = RawIdToken::parse("a.b.c").unwrap();
    let (server, client) = (server(), client());
    let logout =
        logout_request(&server, &client, Some(&hint), Some(&home), entropy, trace).unwrap();
    assert_eq!(
        logout.url,
        format!(
            "https://as.example/oauth2/sessions/logout?client_id=spa&id_token_hint=a.b.c\
             &post_logout_redirect_uri=https%3A%2F%2Fapp.example%2Fclient%2F&state={}",
            secret(0)
        )
    );
    let logout = logout_request(&server, &client, None, None, entropy, trace).unwrap();
    assert_eq!(
        logout.url,
        "https://as.example/oauth2/sessions/logout?client_id=spa"
    );
    assert_eq!(logout.state, None);
}

/// By the issuer's host where the metadata name no logout, and by the path wherever it stands.
#[test]
fn auth0_logs_out_in_words_of_its_own() {
    let home = Endpoint::parse("https://app.example/client/").unwrap();
    let hint = RawIdToken::parse("a.b.c").unwrap();
    let url = |issuer: &str, end_session: Option<&str>, home| {
        let mut server = ServerMetadata::by_hand(Some(Issuer::parse(issuer).unwrap()));
        if let Some(endpoint) = end_session {
            let endpoint = Endpoint::parse(endpoint).unwrap();
            server = server.with_endpoint(EndpointName::EndSession, endpoint);
        }
        assert_eq!(
            is_possible(&server),
            end_session.is_some() || issuer.contains(".auth0.com/")
        );
        let (entropy, trace) = (&mut Counted::default(), &mut Trace::new());
        let logout = logout_request(&server, &client(), Some(&hint), home, entropy, trace);
        logout.ok().map(|logout| logout.url)
    };
    let back = format!(
        "&returnTo=https%3A%2F%2Fapp.example%2Fclient%2F%3Fstate%3D{}",
        secret(0)
    );
    let tenant = "https://tenant.eu.auth0.com/v2/logout?client_id=spa";
    assert_eq!(
        url("https://tenant.eu.auth0.com/", None, Some(&home)),
        Some([tenant, &back].concat())
    );
    assert_eq!(
        url("https://tenant.eu.auth0.com/", None, None),
        Some(tenant.to_owned())
    );
    assert_eq!(
        url(ISSUER, Some("http://localhost:4400/v2/logout"), Some(&home)),
        Some(["http://localhost:4400/v2/logout?client_id=spa", &back].concat())
    );
    // Only the host itself is a sign, and only where nothing else is known.
    assert_eq!(url("https://auth0.com.evil.example/", None, None), None);
    let standard = url(
        "https://tenant.eu.auth0.com/",
        Some("https://x.example/out"),
        None,
    );
    assert_eq!(
        standard.as_deref(),
        Some("https://x.example/out?client_id=spa&id_token_hint=a.b.c")
    );
}

/// Auth0's own profile: `typ` is `JWT`, the client is in `azp`.
#[test]
fn a_plain_jwt_is_an_access_token_only_by_the_callers_word() {
    let key = Key::generate().unwrap();
    let mut token = Server::honest().access_token;
    token.header.set("typ", "JWT");
    token.claims.remove("client_id");
    token.claims.set("azp", "spa");
    let token = AccessToken::parse(pollster::block_on(token.sign(&key, &key))).unwrap();
    let jwks_uri = Endpoint::parse("https://as.example/jwks").unwrap();
    let server = server().with_endpoint(EndpointName::Jwks, jwks_uri);
    let mut keys = KeyStore::new(&server);
    let key_set = serde_json::json!({ "keys": [public_jwk(&key, "k1")] }).to_string();
    let response = http::Response::new(key_set.into_bytes());
    let trace = &mut Trace::new();
    keys.process_response(&response, NOW, trace).unwrap();
    let mut verify = |danger_accept_plain_jwt| -> Result<bool, Error> {
        let mut policy = AccessTokenPolicy::new(API);
        policy.danger_accept_plain_jwt = danger_accept_plain_jwt;
        let client = client();
        let verified = verify_access_token(
            &token, &server, &client, &policy, &keys, &Backend, NOW, trace,
        );
        let verified = pollster::block_on(verified)?;
        Ok(matches!(verified, Verification::Verified(token) if token.claims()["sub"] == "alice"))
    };
    assert_eq!(
        verify(false).unwrap_err().check(),
        CheckId::AccessTokenFormat
    );
    assert_eq!(verify(true), Ok(true));
    let format = trace.last(CheckId::AccessTokenFormat).unwrap();
    assert_eq!(
        (format.status, format.found.as_str()),
        (Status::Warn, "jwt")
    );
}
