//! The bundles' files: encodings, caching, and nothing beside them.

use super::*;

const SCRIPT: &str = "/assets/login/login-0123456789abcdef.js";

async fn get(host: &TestHost, uri: &str, headers: &[(&str, &str)]) -> Answer {
    let request = headers
        .iter()
        .fold(Request::get(uri), |request, (name, value)| {
            request.header(*name, *value)
        });
    host.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_hashed_file_is_kept_for_a_year_in_the_encoding_asked_for() {
    let host = TestHost::start().await;
    for (accept, encoding, body) in [
        ("gzip, deflate, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("br;q=0, identity", None, "export default 1"),
    ] {
        let answer = get(&host, SCRIPT, &[("accept-encoding", accept)]).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.text(), body);
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(
            answer.header("content-type"),
            Some("text/javascript; charset=utf-8")
        );
        assert_eq!(
            answer.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
}

#[tokio::test]
async fn each_kind_has_its_content_type() {
    let host = TestHost::start().await;
    for (uri, content_type) in [
        (
            "/assets/login/login-0123456789abcdef_bg.wasm",
            "application/wasm",
        ),
        (
            "/assets/client/client-fedcba9876543210.css",
            "text/css; charset=utf-8",
        ),
        ("/favicon.svg", "image/svg+xml"),
    ] {
        assert_eq!(
            host.get(uri).await.header("content-type"),
            Some(content_type),
            "{uri}"
        );
    }
}

#[tokio::test]
async fn a_file_without_a_hash_is_asked_for_anew() {
    let host = TestHost::start().await;
    let answer = host.get("/assets/login/unhashed.txt").await;
    assert_eq!(answer.text(), "plain");
    assert_eq!(answer.header("cache-control"), Some("no-cache"));
}

#[tokio::test]
async fn a_known_tag_needs_no_body() {
    let host = TestHost::start().await;
    let first = get(&host, SCRIPT, &[("accept-encoding", "br")]).await;
    let tag = first.header("etag").unwrap();
    assert!(tag.starts_with('"') && tag.ends_with("-br\""), "{tag}");

    let weak = format!("\"other\", W/{tag}");
    for known in [tag, weak.as_str(), "*"] {
        let headers = [("accept-encoding", "br"), ("if-none-match", known)];
        let answer = get(&host, SCRIPT, &headers).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.len()),
            (304, 0),
            "{known}"
        );
        assert_eq!(answer.header("etag"), Some(tag));
        assert_eq!(
            answer.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
    let headers = [("accept-encoding", "gzip"), ("if-none-match", tag)];
    assert_eq!(get(&host, SCRIPT, &headers).await.status, 200);
}

#[tokio::test]
async fn only_assets_are_served() {
    let host = TestHost::start().await;
    for uri in [
        "/assets/",
        "/assets/login/",
        "/assets/login/index.html",
        "/assets/login/login-0123456789abcdef.js.br",
        "/assets/login/../login/unhashed.txt",
        "/assets/%2e%2e/data/vestibule.db",
        "/assets/login/%00",
        "/assets/login/%FF",
    ] {
        let page = host.get(uri).await;
        assert_eq!(page.status, 404, "{uri}");
        assert!(page.says("data-code=\"not_found\""), "{uri}");
    }
}

#[tokio::test]
async fn pages_name_the_files_with_their_integrity() {
    let host = TestHost::start().await;
    let integrity = |content: &str| {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA384, content.as_bytes());
        format!("sha384-{}", STANDARD.encode(digest))
    };
    for (uri, name) in [("/login?client_id=demo", "login"), ("/client/", "client")] {
        let page = host.get(uri).await;
        for part in [
            format!("/assets/{name}/{name}-0123456789abcdef.js"),
            format!("/assets/{name}/{name}-0123456789abcdef_bg.wasm"),
            format!("/assets/{name}/{name}-fedcba9876543210.css"),
            integrity("export default 1"),
            integrity("a{}"),
        ] {
            assert!(page.says(&part), "{uri} lacks {part}");
        }
    }
}
