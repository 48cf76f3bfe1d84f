//! An authorization server that answers what it is told to, and remembers what it was asked.

use std::{
    collections::{BTreeMap, VecDeque},
    net::TcpListener,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::to_bytes,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode},
    response::{IntoResponse as _, Response},
};
use axum_server::{Handle, tls_rustls::RustlsConfig};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use oauth_proto::{crypto::Signer as _, native::Es256Key};
use serde_json::{Value, json};
use vestibule::host::{server, tls};

/// More connections than any test opens.
const MOST: std::num::NonZeroUsize = std::num::NonZeroUsize::MIN.saturating_add(99);

/// A running server. It ends with its runtime.
pub(crate) struct Scripted {
    base: String,
    script: Arc<Mutex<Script>>,
    key: Es256Key,
}

#[derive(Default)]
struct Script {
    answers: BTreeMap<String, VecDeque<Answer>>,
    received: Vec<Received>,
}

/// One answer. The last one of a path is given again and again.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Option<String>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A JSON answer.
pub(crate) fn json_answer(status: u16, body: &Value) -> Answer {
    Answer {
        status,
        headers: vec![("content-type", "application/json".to_owned())],
        body: body.to_string(),
    }
}

impl Scripted {
    /// Over http.
    pub(crate) fn start() -> Self {
        Self::serve("http", None)
    }

    /// Over https, with a certificate that nobody signed.
    pub(crate) fn start_with_tls() -> Self {
        Self::serve("https", Some(tls::self_signed().unwrap()))
    }

    fn serve(scheme: &str, tls: Option<RustlsConfig>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let base = format!("{scheme}://{}", listener.local_addr().unwrap());
        let script = Arc::<Mutex<Script>>::default();
        let router = Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&script));
        tokio::spawn(server::serve(
            listener,
            router,
            tls,
            server::Room::of(MOST),
            Handle::new(),
        ));
        Self {
            base,
            script,
            key: Es256Key::generate().unwrap(),
        }
    }

    /// Its issuer identifier, and the base of its endpoints.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// What `path` answers next.
    pub(crate) fn on(&self, path: &str, answer: Answer) -> &Self {
        let mut script = self.script.lock().unwrap();
        script
            .answers
            .entry(path.to_owned())
            .or_default()
            .push_back(answer);
        drop(script);
        self
    }

    /// Discovery and keys.
    pub(crate) fn on_metadata(&self) -> &Self {
        let at = |path: &str| format!("{}{path}", self.base);
        let metadata = json!({
            "issuer": self.base,
            "authorization_endpoint": at("/oauth2/auth"),
            "token_endpoint": at("/oauth2/token"),
            "device_authorization_endpoint": at("/oauth2/device/auth"),
            "userinfo_endpoint": at("/userinfo"),
            "revocation_endpoint": at("/oauth2/revoke"),
            "jwks_uri": at("/.well-known/jwks.json"),
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["ES256"],
        });
        let discovery = json_answer(200, &metadata);
        self.on("/.well-known/openid-configuration", discovery)
            .on_keys()
    }

    /// Keys.
    pub(crate) fn on_keys(&self) -> &Self {
        let key: Value = serde_json::from_str(&self.key.public_key().to_jwk()).unwrap();
        self.on(
            "/.well-known/jwks.json",
            json_answer(200, &json!({"keys": [key]})),
        )
    }

    /// An ID token of this server's for `client`; `more` is added to its claims.
    pub(crate) async fn id_token(&self, client: &str, now: i64, more: &Value) -> String {
        let mut claims = json!({
            "iss": self.base, "sub": "ada", "aud": client, "iat": now, "exp": now + 300,
        });
        for (name, value) in more.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let input = [part(&json!({"alg": "ES256"})), part(&claims)].join(".");
        let signature = self.key.sign(input.as_bytes()).await.unwrap();
        [input, URL_SAFE_NO_PAD.encode(signature)].join(".")
    }

    /// Everything that came for `path`, in order.
    pub(crate) fn received(&self, path: &str) -> Vec<Received> {
        let script = self.script.lock().unwrap();
        let at_path = script.received.iter().filter(|it| it.path == path);
        at_path.cloned().collect()
    }
}

async fn answer(State(script): State<Arc<Mutex<Script>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let path = parts.uri.path().to_owned();
    let mut script = script.lock().unwrap();
    script.received.push(Received {
        method: parts.method,
        path: path.clone(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let answer = script.answers.get_mut(&path).and_then(|answers| {
        if answers.len() > 1 {
            answers.pop_front()
        } else {
            answers.front().cloned()
        }
    });
    drop(script);
    let Some(answer) = answer else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = answer.body.into_response();
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap();
    for (name, value) in answer.headers {
        let value = HeaderValue::try_from(value).unwrap();
        response
            .headers_mut()
            .insert(HeaderName::from_static(name), value);
    }
    response
}
