//! A host before a double, and a browser that keeps its cookie.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU8, Ordering},
    },
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use vestibule::{
    brand::live::Brands,
    config::Config,
    engines::hydra::{Admin, AdminSettings, Guard, GuardKeys, Hydra, Policy},
    events::Events,
    host::{
        Host, Parts, bundle::Bundles, form_origin::FormOrigins, fronts, headers::Transport, router,
    },
    users::{Users, verifier::Verifier},
};

use super::double::Double;

/// Where browsers reach Hydra.
pub(crate) const PUBLIC: &str = "https://hydra.example";
/// The authorization request of the challenges here.
pub(crate) const REQUEST_URL: &str = "https://hydra.example/oauth2/auth?client_id=spa&state=abcdefgh&redirect_uri=https%3A%2F%2Fapp.example%2Fcb";
/// The key that the admin API is called with.
pub(crate) const ADMIN_KEY: &str = "ory_pat_very-secret";

/// A host, Hydra's double behind it, and one browser.
pub(crate) struct World {
    pub(crate) double: Double,
    pub(crate) router: Router,
    admin_address: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// A response, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::start_with(Policy::default()).await
    }

    pub(crate) async fn start_with(policy: Policy) -> Self {
        Self::start_as(policy, Events::default(), Brands::default()).await
    }

    /// A host that tells somebody what happens.
    pub(crate) async fn start_told(events: Events) -> Self {
        Self::start_as(Policy::default(), events, Brands::default()).await
    }

    /// A host with a brand.
    pub(crate) async fn start_branded(brands: Brands) -> Self {
        Self::start_as(Policy::default(), Events::default(), brands).await
    }

    async fn start_as(policy: Policy, events: Events, brands: Brands) -> Self {
        let double = Double::start().await;
        let admin_address = double.address.to_string();
        let url = format!("http://{admin_address}");
        Self {
            router: host(&url, policy, events, brands),
            double,
            admin_address,
            cookies: Mutex::default(),
        }
    }

    /// The same browser before another replica, which has the same keys and nothing else in common.
    pub(crate) fn move_to_another_replica(&mut self) {
        let url = format!("http://{}", self.admin_address);
        self.router = host(
            &url,
            Policy::default(),
            Events::default(),
            Brands::default(),
        );
    }

    /// A browser that was never here.
    pub(crate) fn forget_cookies(&self) -> BTreeMap<String, String> {
        std::mem::take(&mut *self.cookies.lock().unwrap())
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.send(Request::get(uri).body(Body::empty()).unwrap())
            .await
    }

    pub(crate) async fn post(&self, uri: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        let request = Request::post(uri)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }

    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        let cookies = self.cookies.lock().unwrap().clone();
        let cookies = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = cookies.collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() {
            let cookies = cookies.parse().unwrap();
            request.headers_mut().insert(header::COOKIE, cookies);
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(body.to_vec()).unwrap(),
        };
        for set in answer.headers.get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            let (name, value) = (name.to_owned(), value.to_owned());
            self.cookies.lock().unwrap().insert(name, value);
        }
        self.assert_tells_nothing_of_the_admin_api(&answer);
        answer
    }

    /// Whatever is answered, to whomever.
    fn assert_tells_nothing_of_the_admin_api(&self, answer: &Answer) {
        let headers = format!("{:?}", answer.headers);
        for secret in [&*self.admin_address, ADMIN_KEY, "/admin/"] {
            assert!(!answer.text.contains(secret), "{secret} in {}", answer.text);
            assert!(!headers.contains(secret), "{secret} in {headers}");
        }
    }

    /// Opens a form and gives the fields that it would send, those of the person aside.
    pub(crate) async fn open(&self, uri: &str) -> Vec<(String, String)> {
        let answer = self.get(uri).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.hidden_fields()
    }
}

fn host(admin_url: &str, policy: Policy, events: Events, brands: Brands) -> Router {
    let clock = Arc::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_793_445_245));
    let drawn = AtomicU8::new(0);
    let entropy = Arc::new(move |out: &mut [u8]| {
        out.fill_with(|| drawn.fetch_add(1, Ordering::Relaxed));
        Ok(())
    });
    let admin = Admin::new(AdminSettings {
        url: admin_url.parse().unwrap(),
        key: Some(ADMIN_KEY.parse().unwrap()),
        ca_pem: None,
        headers: HeaderMap::new(),
        danger_skip_tls_verify: false,
        public: PUBLIC.parse().unwrap(),
    });
    let keys = GuardKeys::shared(&["0123456789abcdef0123456789abcdef".parse().unwrap()]);
    let users = Users::new(Config::demo().users, Arc::new(Verifier::new(2)));
    let engine = Hydra::new(
        admin.unwrap(),
        Guard::new(keys.unwrap(), false),
        users,
        policy,
        events,
        clock.clone(),
        entropy.clone(),
    );
    let host = Arc::new(Host::new(Parts {
        brands,
        bundles: Bundles::default(),
        application: Some("https://app.example/".to_owned()),
        form_origins: FormOrigins::new(false, Vec::new()),
        transport: Transport::Http,
        metrics: None,
        trusted_proxies: Vec::new(),
        clock,
        entropy,
    }));
    let front = fronts::hydra::front(Arc::clone(&host), Arc::new(engine));
    router(host, front)
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> Option<&str> {
        self.header("location")
    }

    pub(crate) fn says(&self, part: &str) -> bool {
        self.text.contains(part)
    }

    /// Which page it is, and the code of its problem.
    pub(crate) fn page(&self) -> (&str, &str) {
        let attribute = |name: &str| {
            let (_, rest) = self.text.split_once(&format!("{name}=\""))?;
            rest.split('"').next()
        };
        (
            attribute("data-page").unwrap_or_default(),
            attribute("data-code").unwrap_or_default(),
        )
    }

    /// Where its error page leads to.
    pub(crate) fn restart_link(&self) -> String {
        let (_, rest) = self.text.split_once("id=\"restart\"").unwrap();
        let (_, rest) = rest.split_once("href=\"").unwrap();
        rest.split('"').next().unwrap().replace("&amp;", "&")
    }

    fn hidden_fields(&self) -> Vec<(String, String)> {
        let inputs = self.text.split("<input ").skip(1);
        let inputs = inputs.filter_map(|rest| rest.split('>').next());
        inputs
            .filter(|input| input.contains("type=\"hidden\""))
            .map(|input| {
                let attribute = |name: &str| {
                    let (_, rest) = input.split_once(&format!("{name}=\"")).unwrap();
                    rest.split('"').next().unwrap().replace("&amp;", "&")
                };
                (attribute("name"), attribute("value"))
            })
            .collect()
    }
}

/// The value of a field.
pub(crate) fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    let found = fields.iter().find(|(found, _)| found == name);
    found.map_or("", |(_, value)| value)
}

/// What a form sends: its hidden fields, and what the person adds.
pub(crate) fn filled<'a>(
    fields: &'a [(String, String)],
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let hidden = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    hidden.chain(more.iter().copied()).collect()
}

/// What Hydra tells of a login.
pub(crate) fn login_request() -> Value {
    json!({
        "challenge": "c1", "skip": false, "subject": "", "request_url": REQUEST_URL,
        "requested_scope": ["openid"], "requested_access_token_audience": null,
        "client": { "client_id": "spa", "client_name": "Notes", "logo_uri": "https://evil.example/x.png" },
        "oidc_context": {}, "session_id": "s1",
    })
}

/// What Hydra tells of a consent.
pub(crate) fn consent_request() -> Value {
    json!({
        "challenge": "c2", "skip": false, "subject": "admin", "request_url": REQUEST_URL,
        "requested_scope": ["openid", "profile", "email", "offline"],
        "requested_access_token_audience": ["api1"],
        "client": { "client_id": "spa", "client_name": "Notes" },
        "oidc_context": {}, "login_challenge": "c1", "login_session_id": "s1", "acr": "", "context": {},
    })
}

/// Where Hydra sends the browser.
pub(crate) fn redirect(path: &str) -> Value {
    json!({ "redirect_to": format!("{PUBLIC}{path}") })
}
