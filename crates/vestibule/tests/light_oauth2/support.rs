//! The front before the double, asked without a network of its own.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use tower::ServiceExt as _;
use vestibule::{
    config::{Config, origin::Origin},
    engines::light_oauth2::{LightOauth2, Settings, Trust},
    host::{
        Host, Parts, bundle::Bundles, form_origin::FormOrigins, fronts, headers::Transport, router,
    },
};

use super::double::{CLIENT, Double, OTHER_CLIENT, SECRET};

/// Where the front is reached.
pub(crate) const BASE: &str = "http://127.0.0.1:6881";
pub(crate) const CB: &str = "http://localhost:8080/cb";
/// RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) struct Front {
    router: Router,
    pub(crate) double: Double,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// The configuration as an operator writes it.
pub(crate) fn config(services: &str, more: &str) -> Config {
    let text = format!(
        r#"
[server]
listen = "127.0.0.1:6881"
[data]
dir = "unused"
[engine]
kind = "light-oauth2"
[light_oauth2]
code_url = "{services}/oauth2/code"
token_url = "{services}/oauth2/token"
keys_url = "{services}/oauth2/keys"
{more}
[[client]]
client_id = "{CLIENT}"
name = "Petstore"
redirect_uris = ["{CB}", "http://localhost:8080/cb?x=1", "/callback"]
scope = "petstore.r petstore.w"
secret = "{SECRET}"
[[client]]
client_id = "{OTHER_CLIENT}"
redirect_uris = ["https://other.example/cb"]
scope = "petstore.r"
secret = "{SECRET}"
[[client]]
client_id = "unregistered-there"
redirect_uris = ["https://third.example/cb"]
scope = "petstore.r"
secret = "wrong"
"#
    );
    Config::parse(&text, std::path::Path::new("vestibule.toml")).unwrap()
}

impl Front {
    pub(crate) async fn start() -> Self {
        let double = Double::start().await;
        let router = front(&double.base, "", Trust::System);
        Self { router, double }
    }

    pub(crate) async fn start_native() -> Self {
        let double = Double::start().await;
        let router = front(&double.base, "mode = \"native\"", Trust::System);
        Self { router, double }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.router, request).await
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.send(Request::get(uri).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post(&self, uri: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(uri).header(header::CONTENT_TYPE, FORM);
        self.send(request.body(body.into()).unwrap()).await
    }

    /// Posts the login form with these fields in place of the usual ones, or beside them.
    pub(crate) async fn sign_in(&self, changed: &[(&str, &str)]) -> Answer {
        self.post("/oauth2/code", &fields(changed)).await
    }

    /// A code as the client gets it.
    pub(crate) async fn code(&self, changed: &[(&str, &str)]) -> String {
        let answer = self.sign_in(changed).await;
        assert_eq!(answer.status, 302, "{}", answer.body);
        answer.parameter("code")
    }

    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> Answer {
        self.post("/oauth2/token", fields).await
    }
}

/// A login form that is right in every field, but for what is changed. An empty name takes a field out.
pub(crate) fn fields<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("j_username", "admin"),
        ("j_password", "123456"),
        ("client_id", CLIENT),
        ("redirect_uri", CB),
        ("state", "s t/a&t=e+%é"),
        ("scope", "petstore.r"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| {
        !changed
            .iter()
            .any(|(other, _)| other.trim_start_matches('-') == *name)
    });
    let added = changed
        .iter()
        .copied()
        .filter(|(name, _)| !name.starts_with('-'));
    kept.chain(added).collect()
}

pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(body).unwrap(),
    }
}

/// The whole host before `services`.
pub(crate) fn front(services: &str, more: &str, trust: Trust) -> Router {
    let base: Origin = BASE.parse().unwrap();
    let config = config(services, more);
    let table = config.light_oauth2.unwrap();
    let settings = Settings {
        public_url: base.clone(),
        services: table.services,
        trust,
        seal_key: table.seal_key,
        user_type: table.user_type,
        clients: config.clients,
    };
    let entropy = Arc::new(|out: &mut [u8]| {
        out.fill(7);
        Ok(())
    });
    let engine = LightOauth2::open(settings, &*entropy).unwrap();
    let host = Arc::new(Host::new(Parts {
        brands: vestibule::brand::live::Brands::default(),
        bundles: Bundles::default(),
        application: Some("https://app.example/".to_owned()),
        form_origins: FormOrigins::new(false, vec![base]),
        transport: Transport::Http,
        metrics: None,
        trusted_proxies: Vec::new(),
        clock: Arc::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_793_445_245)),
        entropy,
    }));
    router(
        Arc::clone(&host),
        fronts::light_oauth2::front(host, Arc::new(engine), table.mode),
    )
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location").unwrap()
    }

    /// A parameter of the redirect.
    pub(crate) fn parameter(&self, name: &str) -> String {
        let url = url::Url::parse(self.location()).unwrap();
        let found = url.query_pairs().find(|(each, _)| each == name);
        found
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// The `error` of a JSON answer.
    pub(crate) fn error(&self) -> String {
        let json = self.json();
        json.get("error").unwrap().as_str().unwrap().to_owned()
    }
}
