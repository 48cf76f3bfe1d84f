//! The host's routes, asked without a network: exact statuses, headers and what pages must not say.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[path = "../common/answered.rs"]
mod answered;
mod assets;
mod brand;
mod demo_password;
mod form_post;
mod headers;
mod hostile;
mod letter;
mod log;
mod pages;
mod routes;
mod sign_in;
#[path = "../common/strangers.rs"]
mod strangers;
mod visits;

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use tempfile::TempDir;
use tower::ServiceExt as _;
use vestibule::{
    brand::live::Brands,
    config::Config,
    engines::embedded::{Embedded, Settings},
    entropy::Entropy,
    host::{
        Host, Parts, bundle::Bundles, form_origin::FormOrigins, fronts, headers::Transport, router,
    },
};

/// Where the host under test is reached.
const BASE: &str = "http://127.0.0.1:6881";

/// A demo host with a fixed clock, counted "random" bytes, and small stand-ins for the bundles.
struct TestHost {
    router: Router,
    _folder: TempDir,
}

/// A response, read to its end.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl TestHost {
    async fn start() -> Self {
        Self::start_with(Transport::Http, true).await
    }

    async fn start_with(transport: Transport, with_bundles: bool) -> Self {
        let drawn = AtomicU64::new(0);
        let entropy = move |out: &mut [u8]| {
            // SplitMix64: no two draws are alike.
            out.fill_with(|| {
                let z = drawn.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
                let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                z.to_le_bytes()[7]
            });
            Ok(())
        };
        Self::build(
            transport,
            with_bundles,
            Arc::new(entropy),
            Brands::default(),
            |_| (),
        )
        .await
    }

    /// A host whose engine has other settings than the demonstration's.
    async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let entropy = Arc::new(fixed);
        Self::build(Transport::Http, true, entropy, Brands::default(), change).await
    }

    /// The same host in the name of these brands.
    async fn branded(brands: Brands) -> Self {
        Self::build(Transport::Http, true, Arc::new(fixed), brands, |_| ()).await
    }

    async fn build(
        transport: Transport,
        with_bundles: bool,
        entropy: Arc<dyn Entropy>,
        brands: Brands,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        log::keep();
        let folder = TempDir::new().unwrap();
        let bundles = if with_bundles {
            bundles(&folder)
        } else {
            Bundles::default()
        };
        let base = BASE.parse::<vestibule::origin::Origin>().unwrap();
        let mut settings = Config::demo().embedded(base.clone());
        settings.data_dir = folder.path().join("data");
        change(&mut settings);
        let clock = Arc::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_793_445_245));
        let engine = Embedded::open(settings, clock.clone(), entropy.clone())
            .await
            .unwrap();
        let host = Host::new(Parts {
            brands,
            bundles,
            application: Some("https://app.example/".to_owned()),
            form_origins: FormOrigins::new(false, vec![base]),
            transport,
            metrics: None,
            trusted_proxies: Vec::new(),
            clock,
            entropy,
        });
        let host = Arc::new(host);
        let front = fronts::embedded::front(Arc::clone(&host), Arc::new(engine));
        Self {
            router: router(host, front),
            _folder: folder,
        }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    async fn get(&self, uri: &str) -> Answer {
        self.send(Request::get(uri).body(Body::empty()).unwrap())
            .await
    }

    /// As a browser asks that has been led here from there.
    async fn get_from(&self, uri: &str, site: Option<&str>) -> Answer {
        let mut request = Request::get(uri);
        if let Some(site) = site {
            request = request.header("sec-fetch-site", site);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn post_form(&self, uri: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(uri)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into())
            .unwrap();
        self.send(request).await
    }
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// What the page calls its request.
    fn correlation_id(&self) -> &str {
        let (_, rest) = self.text().split_once("id=\"correlation-id\"").unwrap();
        let (_, rest) = rest.split_once('>').unwrap();
        rest.get(..16).unwrap()
    }

    /// Whether the page holds this text, wherever.
    fn says(&self, part: &str) -> bool {
        self.text().contains(part)
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "the form of every generator, and some have nothing to give"
)]
fn fixed(out: &mut [u8]) -> Result<(), vestibule::entropy::Unavailable> {
    out.fill(7);
    Ok(())
}

fn bundles(folder: &TempDir) -> Bundles {
    for name in ["login", "client"] {
        let bundle = folder.path().join(name);
        fs::create_dir(&bundle).unwrap();
        for (file, content) in [
            (format!("{name}-0123456789abcdef.js"), "export default 1"),
            (format!("{name}-0123456789abcdef.js.br"), "brotli"),
            (format!("{name}-0123456789abcdef.js.gz"), "gzip"),
            (format!("{name}-0123456789abcdef_bg.wasm"), "\0asm"),
            (format!("{name}-fedcba9876543210.css"), "a{}"),
            ("unhashed.txt".to_owned(), "plain"),
            ("index.html".to_owned(), "the builder's own"),
        ] {
            fs::write(bundle.join(file), content).unwrap();
        }
    }
    Bundles::from_folder(folder.path()).unwrap()
}
