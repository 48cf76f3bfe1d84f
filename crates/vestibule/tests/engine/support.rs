//! An engine with a fixed clock and seeded randomness, and short ways to ask it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;
use vestibule::config::{Config, template};
use vestibule::engines::embedded::{
    Authorize, Browser, Credentials, Embedded, Entry, Parameters, Remember, Settings, SignIn,
};
use vestibule::entropy::Unavailable;
use vestibule::throttle::Peer;
use vestibule::users::password::Password;

pub(crate) const ISSUER: &str = "http://127.0.0.1:6881";
pub(crate) const CALLBACK: &str = "http://127.0.0.1:6881/callback";
pub(crate) const TUTORIAL: &str = "f7d42348-c647-4efb-a52d-4c5787421e72";
pub(crate) const TUTORIAL_SECRET: &str = "f6h1FTI8Q3-7UScPZDzfXA";
/// RFC 7636 Appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
/// 2026-01-01T00:00:00Z.
pub(crate) const START: u64 = 1_767_225_600;

/// Clients beyond the demonstration's.
const MORE: &str = r#"
[[client]]
client_id = "several"
redirect_uris = ["https://app.example/one", "https://app.example/two?x=1"]
scope = "openid email"
public = true
cors_origins = ["https://other.example"]

[[client]]
client_id = "hashed"
redirect_uris = ["https://hashed.example/cb"]
scope = "openid offline_access"
# The hash of 123456.
secret_hash = "$argon2id$v=19$m=19456,t=2,p=1$dmVzdGlidWxlJ3MgZGVtbw$UW+KFBRE1BqLUptep2NqsgHW6vxx0u+fx1d9qhIsxHs"

[[client]]
client_id = "asking"
name = "Somebody else's"
redirect_uris = ["https://asking.example/cb"]
post_logout_redirect_uris = ["https://asking.example/bye?x=1"]
scope = "openid profile email offline_access"
public = true
ask_consent = true

[[client]]
client_id = "tv"
scope = "openid profile offline_access"
public = true
grant_types = ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"]
access_token_seconds = 120
refresh_token_seconds = 3600

[[client]]
client_id = "bare"
redirect_uris = ["https://bare.example/cb"]
scope = ""
secret = "s"
require_pkce = false

[[user]]
name = "zoe"
sub = "248289761001"
# The hash of 123456.
password_hash = "$argon2id$v=19$m=19456,t=2,p=1$dmVzdGlidWxlJ3MgZGVtbw$UW+KFBRE1BqLUptep2NqsgHW6vxx0u+fx1d9qhIsxHs"
"#;

/// A running engine.
pub(crate) struct World {
    pub(crate) engine: Arc<Embedded>,
    pub(crate) folder: TempDir,
    router: Router,
    clock: Arc<AtomicU64>,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// One whose settings differ.
    pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = TempDir::new().unwrap();
        let clock = Arc::new(AtomicU64::new(START));
        let mut settings = settings(folder.path());
        change(&mut settings);
        let engine = Arc::new(open_with(settings, Arc::clone(&clock)).await);
        let router = Arc::clone(&engine).routes();
        Self {
            engine,
            folder,
            router,
            clock,
        }
    }

    /// The same folder and time, after a stop and a start.
    pub(crate) async fn restarted(self) -> Self {
        self.restarted_with(|_| ()).await
    }

    /// The same, with Zoe taken out of the configuration.
    pub(crate) async fn restarted_without_zoe(self) -> Self {
        self.restarted_with(|settings| settings.users.retain(|user| user.name != "zoe"))
            .await
    }

    /// The same, with other settings.
    pub(crate) async fn restarted_with(self, change: impl FnOnce(&mut Settings)) -> Self {
        let Self {
            engine,
            folder,
            router,
            clock,
        } = self;
        engine.close().await;
        drop((engine, router));
        let mut settings = settings(folder.path());
        change(&mut settings);
        let engine = Arc::new(open_with(settings, Arc::clone(&clock)).await);
        let router = Arc::clone(&engine).routes();
        Self {
            engine,
            folder,
            router,
            clock,
        }
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        form: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let body = encode(form);
        let mut request =
            Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Signs admin in with these parameters.
    pub(crate) async fn sign_in(&self, parameters: &[(&str, &str)]) -> SignIn {
        self.sign_in_as("admin", "123456", parameters).await
    }

    pub(crate) async fn sign_in_as(
        &self,
        name: &str,
        password: &str,
        parameters: &[(&str, &str)],
    ) -> SignIn {
        let pairs = parameters
            .iter()
            .map(|&(name, value)| (name.into(), value.into()));
        self.engine
            .sign_in(
                credentials(name, password),
                &Browser::default(),
                &Parameters::from_pairs(pairs).unwrap(),
            )
            .await
    }

    /// A browser in which this person is signed in.
    pub(crate) async fn browser_of(&self, name: &str) -> Browser {
        let entry = self
            .engine
            .enter(credentials(name, "123456"), &Browser::default())
            .await;
        let Entry::SignedIn(cookie) = entry else {
            panic!("{entry:?}")
        };
        self.browser_with(cookie.to_str().unwrap())
    }

    /// A browser that was sent this `Set-Cookie`.
    pub(crate) fn browser_with(&self, set_cookie: &str) -> Browser {
        let pair = set_cookie.split(';').next().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("cookie", format!("other=1; {pair}").parse().unwrap());
        self.engine.browser(&headers)
    }

    /// A fresh code for the public demo client, with PKCE and a nonce.
    pub(crate) async fn demo_code(&self, scope: &str) -> String {
        let answer = self
            .sign_in(&[
                ("client_id", "demo"),
                ("redirect_uri", CALLBACK),
                ("scope", scope),
                ("nonce", "n-0S6_WzA2Mj"),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ])
            .await;
        let SignIn::SignedIn(location, _) = answer else {
            panic!("{answer:?}")
        };
        code_of(&location)
    }

    pub(crate) async fn exchange(&self, code: &str) -> Answer {
        self.post("/oauth2/token", &exchange_form(code), &[]).await
    }

    /// Asks for a code in this browser, with more parameters than the demonstration's.
    pub(crate) async fn authorize(&self, browser: &Browser, more: &[(&str, &str)]) -> Authorize {
        let mut parameters = vec![
            ("response_type", "code"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        if !more.iter().any(|(name, _)| *name == "client_id") {
            parameters.extend([("client_id", "demo"), ("redirect_uri", CALLBACK)]);
        }
        parameters.extend(more);
        self.engine
            .authorize(encode(&parameters).as_bytes(), browser)
            .await
    }

    /// The tokens of a whole sign-in at the demo client.
    pub(crate) async fn demo_tokens(&self, scope: &str) -> Value {
        let code = self.demo_code(scope).await;
        self.exchange(&code).await.json()
    }

    pub(crate) async fn refresh(&self, token: &str) -> Answer {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", "demo"),
        ];
        self.post("/oauth2/token", &form, &[]).await
    }

    pub(crate) async fn userinfo(&self, token: &str) -> Answer {
        self.get(
            "/oauth2/userinfo",
            &[("authorization", &format!("Bearer {token}"))],
        )
        .await
    }

    /// The claims of a JWT, after its signature was verified against the published keys.
    pub(crate) async fn verified(&self, token: &str) -> (Value, Value) {
        let keys = self.get("/.well-known/jwks.json", &[]).await.json();
        let parts: Vec<&str> = token.split('.').collect();
        let [header, claims, signature] = parts[..] else {
            panic!("three parts")
        };
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
        let json = |part: &str| serde_json::from_slice::<Value>(&decode(part)).unwrap();
        let kid = &json(header)["kid"];
        let mut all = keys["keys"].as_array().unwrap().iter();
        let key = all.find(|key| key["kid"] == *kid).unwrap();
        let mut point = vec![4];
        point.extend(decode(key["x"].as_str().unwrap()));
        point.extend(decode(key["y"].as_str().unwrap()));
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
            .verify(format!("{header}.{claims}").as_bytes(), &decode(signature))
            .unwrap();
        (json(header), json(claims))
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|_| panic!("{} {:?}", self.status, self.body))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Status and `error` of an RFC 6749 answer, which must not be kept.
    pub(crate) fn error(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/json");
        assert_eq!(self.header("cache-control"), "no-store");
        let json = self.json();
        assert!(!json["error_description"].as_str().unwrap().is_empty());
        (
            self.status.as_u16(),
            json["error"].as_str().unwrap().to_owned(),
        )
    }
}

pub(crate) async fn open(folder: &Path, clock: Arc<AtomicU64>) -> Embedded {
    open_with(settings(folder), clock).await
}

fn settings(folder: &Path) -> Settings {
    let config = Config::parse(
        &format!("{}{MORE}", template()),
        &folder.join("vestibule.toml"),
    )
    .unwrap();
    let mut settings = config.embedded(ISSUER.parse().unwrap());
    folder.clone_into(&mut settings.data_dir);
    settings
}

async fn open_with(settings: Settings, clock: Arc<AtomicU64>) -> Embedded {
    let now =
        move || -> SystemTime { UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)) };
    Embedded::open(settings, Arc::new(now), Arc::new(seeded()))
        .await
        .unwrap()
}

/// Reproducible bytes (`SplitMix64`), never the same twice in one engine.
fn seeded() -> impl Fn(&mut [u8]) -> Result<(), Unavailable> + Send + Sync {
    let state = AtomicU64::new(0);
    move |out| {
        for byte in out {
            let mut z = state.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            *byte = z.to_le_bytes()[7];
        }
        Ok(())
    }
}

pub(crate) fn credentials<'a>(name: &'a str, password: &str) -> Credentials<'a> {
    Credentials {
        name,
        password: Password::new(password),
        remember: Remember::No,
        peer: Peer::default(),
    }
}

pub(crate) fn exchange_form(code: &str) -> [(&str, &str); 5] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("client_id", "demo"),
        ("code_verifier", VERIFIER),
    ]
}

pub(crate) fn encode(form: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish()
}

pub(crate) fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{id}:{secret}")))
}

pub(crate) fn code_of(location: &str) -> String {
    let query = location.split_once('?').unwrap().1;
    let (_, code) = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "code")
        .unwrap();
    code.into_owned()
}
