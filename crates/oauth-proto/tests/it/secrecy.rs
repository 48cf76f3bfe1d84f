//! `Debug` shows no secret and nothing about a person, whatever the type holds.

use http::Response;
use oauth_proto::Verification;
use oauth_proto::access_token::{AccessTokenPolicy, verify_access_token};
use oauth_proto::authorize::{AuthorizationParams, AuthorizationRequest};
use oauth_proto::callback::{CallbackParams, process_callback};
use oauth_proto::check::Trace;
use oauth_proto::client::{Client, ClientAuth, TokenBody};
use oauth_proto::device::{
    DeviceParams, device_authorization_request, process_device_authorization_response,
};
use oauth_proto::endpoint::{Endpoint, Issuer};
use oauth_proto::extra::Extra;
use oauth_proto::grant::Grant;
use oauth_proto::id_token::{IdTokenBinding, IdTokenPolicy};
use oauth_proto::jose::{KeyStore, UnverifiedJws};
use oauth_proto::logout::logout_request;
use oauth_proto::metadata::{EndpointName, ServerMetadata};
use oauth_proto::par::par_request;
use oauth_proto::refresh::{process_refresh_response, refresh_request};
use oauth_proto::revocation::Revocable;
use oauth_proto::scope::Scope;
use oauth_proto::secret::ClientSecret;
use oauth_proto::token::{authorization_code_request, process_token_response};
use oauth_proto::userinfo::{Subject, process_userinfo_response};
use serde_json::json;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::{Backend, Key};
use crate::support::server::{Server, public_jwk};
use crate::support::{API, Counted, ISSUER, NOW, REDIRECT_URI, secret};

/// What is put where a secret or a person's data is; the first of each token's parts, too.
const SECRETS: [&str; 9] = [
    "code-1",
    "refresh-1",
    "device-1",
    "WDJB-MJHT",
    "hush",
    "alice",
    "hint-1",
    "eyJ",
    "bound-1",
];

struct Shown(Vec<String>);

impl Shown {
    fn add(&mut self, value: &impl std::fmt::Debug) {
        self.0.push(format!("{value:?}"));
    }
}

fn json(value: &serde_json::Value) -> Response<Vec<u8>> {
    Response::new(value.to_string().into_bytes())
}

#[test]
fn debug_shows_no_secret() {
    let shown = pollster::block_on(everything());
    let drawn = (0..6).map(secret);
    let secrets: Vec<_> = SECRETS
        .map(str::to_owned)
        .into_iter()
        .chain(drawn)
        .collect();
    assert_eq!(shown.0.len(), 24);
    for text in shown.0 {
        for secret in &secrets {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

/// A value of each type that holds a secret, as a whole flow makes them.
async fn everything() -> Shown {
    let mut shown = Shown(Vec::new());
    let (trace, entropy) = (&mut Trace::new(), &mut Counted::default());
    let endpoint = |text: &str| Endpoint::parse(text).unwrap();
    let server = ServerMetadata::by_hand(Issuer::parse(ISSUER).ok())
        .with_base(&endpoint(ISSUER))
        .unwrap()
        .with_endpoint(EndpointName::Par, endpoint("https://as.example/par"));
    let hush = ClientSecret::parse("hush").unwrap();
    let client = Client::new("spa", ClientAuth::Post(hush)).unwrap();
    shown.add(&client);

    let params = || {
        let mut params =
            AuthorizationParams::new(endpoint(REDIRECT_URI), Scope::parse("openid").unwrap());
        params.login_hint = Some("alice@example.com".to_owned());
        params.extra = vec![Extra::parse("id_token_hint", "hint-1").unwrap()];
        params
    };
    shown.add(&params());
    let request =
        AuthorizationRequest::new(&server, &client, params(), &Backend, entropy, NOW, trace);
    let request = request.await.unwrap();
    shown.add(&request);
    shown.add(&par_request(request, &server, &client, trace).unwrap().1);
    let request =
        AuthorizationRequest::new(&server, &client, params(), &Backend, entropy, NOW, trace);
    let redirect = request.await.unwrap().redirect(trace).unwrap();
    shown.add(&redirect);
    shown.add(&redirect.transaction);

    let state = redirect.transaction.state().expose_secret();
    let answer = CallbackParams::parse(&["code=code-1&state=", state].concat(), "");
    shown.add(&answer);
    let callback = process_callback(redirect.transaction, &answer, &server, trace).unwrap();
    shown.add(&callback);
    let exchanging = authorization_code_request(callback, &client, TokenBody::Form, trace);
    let (_, exchange) = exchanging.unwrap();
    shown.add(&exchange);

    let key = Key::generate().unwrap();
    let mut honest = Server::honest();
    honest.id_token.claims.set("nonce", secret(4));
    let id_token = honest.id_token.sign(&key, &key).await;
    let access_token = honest.access_token.sign(&key, &key).await;
    shown.add(&UnverifiedJws::parse(&id_token).unwrap());
    let response = json!({
        "access_token": access_token, "token_type": "Bearer", "refresh_token": "refresh-1",
        "id_token": id_token,
    });
    let tokens = process_token_response(exchange, &json(&response), NOW, trace).unwrap();
    shown.add(&tokens);
    let mut keys = KeyStore::new(&server);
    let set = json!({ "keys": [public_jwk(&key, "k1")] });
    keys.process_response(&json(&set), NOW, trace).unwrap();
    let unverified = tokens.id_token.as_ref().unwrap();
    shown.add(unverified);
    let policy = IdTokenPolicy::default();
    let verified = unverified
        .verify(&policy, &keys, &Backend, NOW, trace)
        .await;
    let Ok(Verification::Verified(id_token)) = verified else {
        panic!("{verified:?}");
    };
    shown.add(&id_token);
    shown.add(&Revocable::AccessToken(&tokens.access_token));
    let policy = AccessTokenPolicy::new(API);
    let checked = verify_access_token(
        &tokens.access_token,
        &server,
        &client,
        &policy,
        &keys,
        &Backend,
        NOW,
        trace,
    );
    shown.add(&checked.await.unwrap());

    let grant = tokens.grant(Some(&id_token));
    shown.add(&grant);
    shown.add(&Grant::from_stored_json(&grant.to_json_with_secrets()).unwrap());
    let refreshing = refresh_request(&grant, &server, &client, TokenBody::Form, trace);
    let (_, refresh) = refreshing.unwrap();
    shown.add(&refresh);
    let response = json!({ "access_token": "bound-1", "token_type": "Bearer" });
    shown.add(&process_refresh_response(refresh, &json(&response), NOW, trace).unwrap());

    let claims = json(&json!({ "sub": "alice" }));
    let about = Subject::DangerAnyone;
    shown.add(&process_userinfo_response(&claims, &server, &client, about, trace).unwrap());
    let hint = Some(id_token.raw());
    shown.add(&logout_request(&server, &client, hint, None, entropy, trace).unwrap());

    let device =
        device_authorization_request(&server, &client, DeviceParams::new(Scope::default()), trace);
    let (_, asked) = device.unwrap();
    shown.add(&asked);
    let codes = honest.device.response();
    shown.add(&process_device_authorization_response(asked, &codes, NOW, trace).unwrap());

    let nonce = json!({ "iss": "i", "sub": "s", "aud": [], "nonce": secret(0) }).to_string();
    shown.add(&IdTokenBinding::from_stored_json(&nonce).unwrap());
    shown
}
