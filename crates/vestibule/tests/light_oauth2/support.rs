//! The front before the double, asked without a network of its own.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use tower::ServiceExt as _;
use vestibule::{
    brand::live::Brands,
    config::Config,
    engines::light_oauth2::{LightOauth2, Settings, Trust},
    events::Events,
    host::{
        Host, Parts, bundle::Bundles, form_origin::FormOrigins, fronts, headers::Transport, router,
    },
    origin::Origin,
    throttle::Limits,
};

use super::double::{CLIENT, Double, OTHER_CLIENT, SECRET};

/// Where the front is reached.
pub(crate) const BASE: &str = "http://127.0.0.1:6881";
pub(crate) const CB: &str = "http://localhost:8080/cb";
/// RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const NOW: u64 = 1_793_445_245;
const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) struct Front {
    pub(crate) router: Router,
    pub(crate) double: Double,
    /// Seconds since 1970, for the throttle and the log.
    time: Arc<AtomicU64>,
}

/// What surrounds the front, besides the services.
pub(crate) struct Around<'a> {
    /// More of the table `[light_oauth2]`.
    pub(crate) more: &'a str,
    pub(crate) trust: Trust,
    pub(crate) brands: Brands,
    pub(crate) events: Events,
}

impl Default for Around<'_> {
    fn default() -> Self {
        Self {
            more: "",
            trust: Trust::System,
            brands: Brands::default(),
            events: Events::default(),
        }
    }
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
        Self::start_with(Around::default()).await
    }

    pub(crate) async fn start_native() -> Self {
        Self::start_with(Around {
            more: "mode = \"native\"",
            ..Around::default()
        })
        .await
    }

    pub(crate) async fn start_with(around: Around<'_>) -> Self {
        let double = Double::start().await;
        let time = Arc::new(AtomicU64::new(NOW));
        let router = host(&double.base, around, Arc::clone(&time));
        Self {
            router,
            double,
            time,
        }
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.time.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Posts the login form from this address.
    pub(crate) async fn sign_in_from(&self, address: &str, changed: &[(&str, &str)]) -> Answer {
        let mut request = form("/oauth2/code", &fields(changed));
        let peer = SocketAddr::new(address.parse().unwrap(), 1);
        request.extensions_mut().insert(ConnectInfo(peer));
        self.send(request).await
    }

    pub(crate) async fn start_branded(more: &str, brands: Brands) -> Self {
        Self::start_with(Around {
            more,
            brands,
            ..Around::default()
        })
        .await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.router, request).await
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.send(Request::get(uri).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post(&self, uri: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(form(uri, fields)).await
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

fn form(uri: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request = Request::post(uri).header(header::CONTENT_TYPE, FORM);
    request.body(body.into()).unwrap()
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
    let around = Around {
        more,
        trust,
        ..Around::default()
    };
    host(services, around, Arc::new(AtomicU64::new(NOW)))
}

fn host(services: &str, around: Around<'_>, time: Arc<AtomicU64>) -> Router {
    let Around {
        more,
        trust,
        brands,
        events,
    } = around;
    let clock = Arc::new(move || {
        SystemTime::UNIX_EPOCH + Duration::from_secs(time.load(Ordering::Relaxed))
    });
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
        events,
        limits: Limits::default(),
    };
    let entropy = Arc::new(|out: &mut [u8]| {
        out.fill(7);
        Ok(())
    });
    let engine = LightOauth2::open(settings, clock.clone(), &*entropy).unwrap();
    let host = Arc::new(Host::new(Parts {
        brands,
        bundles: Bundles::default(),
        application: Some("https://app.example/".to_owned()),
        form_origins: FormOrigins::new(false, vec![base]),
        transport: Transport::Http,
        metrics: None,
        trusted_proxies: Vec::new(),
        clock,
        entropy,
    }));
    router(
        Arc::clone(&host),
        fronts::light_oauth2::front(host, Arc::new(engine), table.mode),
    )
}

impl Answer {
    pub(crate) fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }

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
