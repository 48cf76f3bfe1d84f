//! What every response carries, whoever made it.

use std::io::Read as _;

use super::*;

const POLICY_TAIL: &str = "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

#[tokio::test]
async fn every_response_has_the_security_headers() {
    let host = TestHost::start().await;
    for uri in [
        "/login?client_id=demo",
        "/error",
        "/client/",
        "/nowhere",
        "/health",
        "/favicon.svg",
        "/assets/login/unhashed.txt",
        "/oauth2/code",
        "/oauth2/auth",
        "/.well-known/openid-configuration",
    ] {
        let answer = host.get(uri).await;
        for (name, value) in [
            (
                "permissions-policy",
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self)",
            ),
            ("x-content-type-options", "nosniff"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{uri} {name}");
        }
        assert!(answer.header("content-security-policy").is_some(), "{uri}");
        assert!(answer.header("referrer-policy").is_some(), "{uri}");
        assert_eq!(answer.header("strict-transport-security"), None, "{uri}");
    }
}

#[tokio::test]
async fn no_page_is_cut_off_from_the_window_that_opened_it() {
    let host = TestHost::start().await;
    for uri in [
        "/login?client_id=demo",
        "/client/",
        "/callback",
        "/oauth2/auth",
    ] {
        let answer = host.get(uri).await;
        assert_eq!(answer.header("cross-origin-opener-policy"), None, "{uri}");
    }
}

#[tokio::test]
async fn a_page_is_never_stored_and_allows_exactly_its_inline_texts() {
    let host = TestHost::start().await;
    let answer = host.get("/login?client_id=demo").await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("referrer-policy"), Some("strict-origin"));
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );

    let policy = answer.header("content-security-policy").unwrap();
    let inline = |element: &str| {
        let text = answer.text();
        let start = text.find(&format!("<{element}")).unwrap();
        let start = start + text[start..].find('>').unwrap() + 1;
        let end = start + text[start..].find(&format!("</{element}>")).unwrap();
        sha256_source(&text[start..end])
    };
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {}; style-src 'self' {}; {POLICY_TAIL}",
            inline("script"),
            inline("style")
        )
    );
}

#[tokio::test]
async fn what_is_not_a_page_may_do_nothing() {
    let host = TestHost::start().await;
    for uri in ["/health", "/favicon.svg", "/assets/login/unhashed.txt"] {
        assert_eq!(
            host.get(uri).await.header("content-security-policy"),
            Some("default-src 'none'; frame-ancestors 'none'"),
            "{uri}"
        );
    }
}

#[tokio::test]
async fn the_client_page_may_connect_to_any_server() {
    let host = TestHost::start().await;
    for uri in ["/client/", "/callback"] {
        let answer = host.get(uri).await;
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.contains(
                "; connect-src 'self' https: http://127.0.0.1:* http://localhost:*; \
                 worker-src 'self'; "
            ),
            "{policy}"
        );
        assert!(
            policy.ends_with("; trusted-types oauth-browser-worker"),
            "{policy}"
        );
    }
}

#[tokio::test]
async fn the_workers_script_is_sent_with_a_policy_of_its_own_and_asked_for_anew() {
    let host = TestHost::start().await;
    let answer = host.get("/client/token-worker.js").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
    assert_eq!(
        answer.header("content-security-policy"),
        Some(
            "default-src 'none'; connect-src 'self' https: http://127.0.0.1:* \
             http://localhost:*; frame-ancestors 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'"
        )
    );
    let script = include_str!("../../../oauth-browser/worker/token-worker.js");
    assert_eq!(answer.text(), script);

    let tag = answer.header("etag").unwrap();
    let request = Request::get("/client/token-worker.js").header("if-none-match", tag);
    let known = host.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(known.status, 304);
    assert_eq!(known.header("etag"), Some(tag));
    assert_eq!(known.text(), "");
}

#[tokio::test]
async fn browsers_are_asked_to_insist_on_https_only_behind_a_real_certificate() {
    for (transport, expected) in [
        (Transport::Http, None),
        (Transport::SelfSignedHttps, None),
        (Transport::ProxiedHttps, Some("max-age=31536000")),
    ] {
        let host = TestHost::start_with(transport, false).await;
        let answer = host.get("/health").await;
        assert_eq!(
            answer.header("strict-transport-security"),
            expected,
            "{transport:?}"
        );
    }
}

#[tokio::test]
async fn pages_are_compressed_on_the_way_and_secrets_are_not() {
    let host = TestHost::start().await;
    let encoding = async |uri: &str| {
        let answer = accepting(&host, uri, "gzip, br").await;
        answer.header("content-encoding").map(str::to_owned)
    };
    assert_eq!(encoding("/error").await.as_deref(), Some("br"));
    assert_eq!(encoding("/.well-known/openid-configuration").await, None);
}

#[tokio::test]
async fn the_login_page_is_the_same_whether_it_was_compressed_beforehand_or_not() {
    let host = TestHost::start().await;
    let request = "client_id=demo&state=s%26t&ui_locales=ar&x=%F0%9F%94%91&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8U";
    let uri = format!("/login?{request}");
    let plain = host.get(&uri).await;
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(plain.header("vary"), Some("accept-encoding"));
    for accept in ["gzip, deflate, br, zstd", "gzip", "*"] {
        let packed = accepting(&host, &uri, accept).await;
        assert_eq!(packed.header("content-encoding"), Some("gzip"), "{accept}");
        assert_eq!(packed.header("vary"), Some("accept-encoding"));
        assert_eq!(
            packed.header("content-security-policy"),
            plain.header("content-security-policy")
        );
        let mut text = String::new();
        let mut decoder = flate2::read::GzDecoder::new(&*packed.body);
        decoder.read_to_string(&mut text).unwrap();
        assert_eq!(text, plain.text());
        assert!(packed.body.len() < 8000, "{}", packed.body.len());
    }
    // From the third request of these lengths on, for whoever takes it.
    let other = uri.replace("s%26t", "t%26s");
    for (uri, accept) in [
        (&uri, "gzip, deflate, br, zstd"),
        (&uri, "br"),
        (&other, "*"),
    ] {
        let stamped = accepting(&host, uri, accept).await;
        assert_eq!(stamped.header("content-encoding"), Some("br"), "{accept}");
        assert_eq!(stamped.header("vary"), Some("accept-encoding"));
        let mut text = Vec::new();
        brotli::BrotliDecompress(&mut &*stamped.body, &mut text).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), host.get(uri).await.text());
        assert!(stamped.body.len() < 6000, "{}", stamped.body.len());
    }
    for (accept, expected) in [
        ("gzip", Some("gzip")),
        ("br;q=0, gzip", Some("gzip")),
        ("gzip;q=0", None),
    ] {
        let answer = accepting(&host, &uri, accept).await;
        assert_eq!(answer.header("content-encoding"), expected, "{accept}");
    }
    // Before that, whoever takes brotli alone has it all the same.
    let fresh = accepting(&host, "/login?client_id=demo&state=x", "br").await;
    assert_eq!(fresh.header("content-encoding"), Some("br"));
}

#[tokio::test]
async fn whoever_takes_no_coding_gets_an_answer_with_its_own_status() {
    let host = TestHost::start().await;
    for refused in ["identity;q=0", "*;q=0", "gzip;q=0, identity;q=0"] {
        for (uri, status) in [
            ("/login?client_id=demo", 200),
            ("/nowhere", 404),
            ("/oauth2/auth", 400),
            ("/oauth2/userinfo", 401),
            ("/client", 308),
        ] {
            let answer = accepting(&host, uri, refused).await;
            assert_eq!(answer.status, status, "{uri} {refused}");
            assert_eq!(answer.header("content-encoding"), None, "{uri} {refused}");
        }
    }
}

async fn accepting(host: &TestHost, uri: &str, encodings: &str) -> Answer {
    let request = Request::get(uri).header("accept-encoding", encodings);
    host.send(request.body(Body::empty()).unwrap()).await
}

fn sha256_source(text: &str) -> String {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes());
    format!("'sha256-{}'", STANDARD.encode(digest))
}
