//! What `vestibule bake` says to nginx: every answer has the headers, a failed sign-in by POST gets its page, and
//! the pages work.

use reqwest::{Client, Method, redirect::Policy};
use vestibule_e2e::Outcome;
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::LoginPage;
use vestibule_e2e::servers::Nginx;

const BRAND: &str = "locales.enabled = [\"en\", \"de\"]";

/// A header that every answer has, and what it begins with.
const HEADERS: [(&str, &str); 4] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-",
    ),
    ("permissions-policy", "camera=()"),
    ("referrer-policy", "strict-origin"),
    ("x-content-type-options", "nosniff"),
];

#[tokio::test]
async fn every_answer_has_the_headers() -> Outcome<()> {
    for base in ["/", "/sub/"] {
        let nginx = Nginx::bake(BRAND, base).await?;
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .build()?;
        let at = |path: &str| format!("{base}{path}");
        let bare = base.trim_end_matches('/').to_owned();
        let mut cases = vec![
            (Method::GET, base.to_owned(), 200, "data-page=\"login\""),
            (Method::GET, at("de/error/"), 200, "data-page=\"error\""),
            (Method::POST, at("error/"), 200, "data-page=\"error\""),
            (Method::POST, at("de/error/"), 200, "data-page=\"error\""),
            (
                Method::POST,
                "/error".to_owned(),
                200,
                "data-page=\"error\"",
            ),
            (Method::GET, "/error".to_owned(), 200, "data-page=\"error\""),
            (Method::GET, at("nothing"), 404, "data-code=\"not_found\""),
            (Method::GET, at("assets/nothing.js"), 404, ""),
            (Method::GET, at("_server/nginx.conf"), 404, ""),
            (Method::GET, at("de"), 301, ""),
        ];
        if !bare.is_empty() {
            cases.push((Method::GET, bare, 301, ""));
        }
        for (method, path, status, says) in cases {
            let request = client
                .request(method.clone(), nginx.url(&path))
                .body("j_password=x");
            let answer = request.send().await?;
            assert_eq!(answer.status(), status, "{method} {path}");
            for (name, begins) in HEADERS {
                let values: Vec<&str> = answer
                    .headers()
                    .get_all(name)
                    .iter()
                    .filter_map(|value| value.to_str().ok())
                    .collect();
                assert_eq!(values.len(), 1, "{method} {path}: {name}");
                assert!(values[0].starts_with(begins), "{method} {path}: {values:?}");
            }
            let text = answer.text().await?;
            assert!(text.contains(says), "{method} {path}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn compressed_forms_are_sent_and_what_may_be_kept_is_kept() -> Outcome<()> {
    let nginx = Nginx::bake(BRAND, "/sub/").await?;
    let client = Client::builder().no_proxy().build()?;
    let page = client
        .get(nginx.url("/sub/"))
        .header("accept-encoding", "gzip");
    let page = page.send().await?;
    let header = |answer: &reqwest::Response, name: &str| {
        let value = answer.headers().get(name);
        value
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    assert_eq!(header(&page, "content-encoding").as_deref(), Some("gzip"));
    assert_eq!(
        header(&page, "content-type").as_deref(),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(header(&page, "cache-control").as_deref(), Some("no-cache"));
    let text = client.get(nginx.url("/sub/")).send().await?.text().await?;
    for ending in [".css\"", ".js\"", "_bg.wasm\""] {
        let (before, _) = text.split_once(ending).unwrap_or_default();
        let (_, name) = before.rsplit_once('"').unwrap_or_default();
        let asset = client.get(nginx.url(&format!("{name}{}", ending.trim_end_matches('"'))));
        let asset = asset.send().await?;
        assert_eq!(asset.status(), 200, "{name}");
        assert_eq!(
            header(&asset, "cache-control").as_deref(),
            Some("public, max-age=31536000, immutable"),
            "{name}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn the_pages_work() -> Outcome<()> {
    let nginx = Nginx::bake(BRAND, "/sub/").await?;
    let browser = Browser::open(Scripts::On).await?;
    browser
        .go(&nginx.url("/sub/?client_id=demo&ui_locales=de&state=a%2Bb"))
        .await?;
    LoginPage::shown(&browser).await?.enhanced().await?;
    assert_eq!(browser.address().await?.path(), "/sub/de/");
    assert_eq!(browser.complaints().await?, []);
    let traffic = browser.traffic().await?;
    assert_eq!(traffic.beyond(&[nginx.origin()]), Vec::<&str>::new());
    Ok(())
}
