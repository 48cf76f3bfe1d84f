//! The form's way through the host, and where credentials must not turn up.

use std::sync::Arc;

use super::*;

/// PKCE's example challenge (RFC 7636, appendix B).
const REQUEST: &str = "response_type=code&client_id=demo&state=a%26b&scope=openid\
    &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

#[tokio::test]
async fn the_right_password_leads_to_the_client() {
    let host = TestHost::start().await;
    let body = format!("{REQUEST}&j_username=admin&j_password=123456&remember=N");
    let answer = host.post_form("/oauth2/code", body).await;
    assert_eq!(answer.status, 302);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let location = answer.header("location").unwrap();
    assert!(
        location.starts_with("http://127.0.0.1:6881/callback?code="),
        "{location}"
    );
    assert!(location.contains("&state=a%26b"), "{location}");
}

#[tokio::test]
async fn a_wrong_password_shows_the_form_again_without_it() {
    let host = TestHost::start().await;
    let body = format!("{REQUEST}&j_username=%22lovelace&j_password=hunter2&remember=Y");
    let page = host.post_form("/oauth2/code", body).await;
    assert_eq!(
        (page.status.as_u16(), page.header("www-authenticate")),
        (403, None)
    );
    assert!(page.says("data-code=\"invalid_credentials\""));
    assert!(page.says("value=\"&quot;lovelace\"") && page.says("value=\"a&amp;b\""));
    assert!(!page.says("hunter2"));
    let log = log::of_this_test();
    assert!(log.contains("path=\"/oauth2/code\" status=403"), "{log}");
    for secret in ["hunter2", "lovelace"] {
        assert!(!log::of_all().contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_refused_request_is_an_error_page_and_never_a_redirect() {
    let host = TestHost::start().await;
    for (request, code) in [
        ("client_id=nobody", "invalid_client"),
        (
            "client_id=demo&redirect_uri=https://evil.example/",
            "invalid_request",
        ),
    ] {
        let body = format!("{request}&j_username=admin&j_password=hunter2");
        let page = host.post_form("/oauth2/code", body).await;
        assert_eq!(
            (page.status.as_u16(), page.header("location")),
            (400, None),
            "{request}"
        );
        assert!(page.says(&format!("data-code=\"{code}\"")), "{request}");
        assert!(!page.says("hunter2"), "{request}");
    }
}

#[tokio::test]
async fn bodies_that_no_form_sends_are_refused() {
    let host = TestHost::start().await;
    for uri in ["/oauth2/code", "/error", "/oauth2/auth"] {
        for content_type in [
            "application/json",
            "multipart/form-data; boundary=x",
            "",
            "text/plain",
        ] {
            let request = Request::post(uri).header("content-type", content_type);
            let answer = host
                .send(request.body(Body::from("j_password=hunter2")).unwrap())
                .await;
            assert_eq!(answer.status, 415, "{uri} {content_type}");
            assert!(!answer.says("hunter2"));
        }
        let long = format!("j_username=a&j_password={}", "x".repeat(65_536));
        assert_eq!(host.post_form(uri, long).await.status, 413, "{uri}");
    }
    for body in [
        "",
        "j_username=a",
        "j_username=a&j_username=b&j_password=c",
        "j_username=%FF&j_password=b",
    ] {
        let page = host.post_form("/oauth2/code", body).await;
        assert_eq!(page.status, 400, "{body}");
        assert!(page.says("data-code=\"invalid_request\""), "{body}");
    }
    let long = format!(
        "{REQUEST}&nonce={}&j_username=a&j_password=b",
        "x".repeat(8193)
    );
    let page = host.post_form("/oauth2/code", long).await;
    assert_eq!(page.status, 400);
    assert!(page.says("longer than 8 KiB"));
    let with_charset = Request::post("/oauth2/code")
        .header(
            "content-type",
            "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
        )
        .body(Body::from("j_username=a"))
        .unwrap();
    assert_eq!(host.send(with_charset).await.status, 400);
}

#[tokio::test]
async fn another_site_can_not_sign_somebody_in() {
    let host = TestHost::start().await;
    let post_to = async |name: &str, headers: &[(&str, &str)]| {
        let request = headers.iter().fold(
            Request::post("/oauth2/code")
                .header("host", name)
                .header("content-type", "application/x-www-form-urlencoded"),
            |request, (name, value)| request.header(*name, *value),
        );
        let body = Body::from(format!("{REQUEST}&j_username=admin&j_password=123456"));
        host.send(request.body(body).unwrap()).await.status.as_u16()
    };
    let post = async |headers: &[(&str, &str)]| post_to("127.0.0.1:6881", headers).await;
    assert_eq!(
        post_to("localhost:6881", &[("origin", "http://localhost:6881")]).await,
        302
    );
    assert_eq!(
        post_to(
            "evil.example:6881",
            &[("origin", "http://evil.example:6881")]
        )
        .await,
        403
    );
    assert_eq!(
        post(&[("origin", BASE), ("sec-fetch-site", "same-origin")]).await,
        302
    );
    assert_eq!(post(&[("origin", BASE)]).await, 302);
    assert_eq!(
        post(&[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site")
        ])
        .await,
        403
    );
    assert_eq!(post(&[("origin", "null")]).await, 403);
    assert_eq!(
        post(&[
            ("origin", "http://127.0.0.1:1"),
            ("sec-fetch-site", "same-site")
        ])
        .await,
        403
    );
}

#[tokio::test]
async fn the_error_page_drops_credentials_that_a_307_repeats() {
    let host = TestHost::start().await;
    let body = format!("{REQUEST}&j_username=grace&j_password=hunter2&remember=Y");
    let page = host.post_form("/error", body).await;
    assert_eq!(page.status, 403);
    assert!(page.says("data-page=\"error\"") && page.says("data-code=\"sign_in_failed\""));
    let back = format!("href=\"/login?{}\"", REQUEST.replace('&', "&amp;"));
    assert!(page.says(&back), "{}", page.text());
    let log = log::of_this_test();
    assert!(
        log.contains(&format!("request{{id={}}}", page.correlation_id())),
        "{log}"
    );
    for place in [page.text(), &log::of_all()] {
        for secret in ["hunter2", "grace", "remember=Y"] {
            assert!(!place.contains(secret), "{secret}");
        }
    }
}

#[tokio::test]
async fn the_log_has_no_query() {
    let host = TestHost::start().await;
    host.get("/callback?code=secretcode&state=secretstate")
        .await;
    let log = log::of_this_test();
    assert!(log.contains("path=\"/callback\" status=200"), "{log}");
    for secret in ["secretcode", "secretstate"] {
        assert!(!log::of_all().contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_request_that_another_site_posts_is_asked_for_again_by_get() {
    let host = TestHost::start().await;
    let post = async |origin: &str, cookie: &str, more: &str| {
        let request = Request::post("/oauth2/auth")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", origin)
            .header("cookie", cookie)
            .body(Body::from(format!("{REQUEST}{more}")));
        let answer = host.send(request.unwrap()).await;
        let location = answer.header("location").map(str::to_owned);
        (answer.status.as_u16(), location)
    };
    let again = Some(format!("/oauth2/auth?{REQUEST}"));
    let to_login = Some(format!("/login?{REQUEST}"));
    let foreign = "https://app.example";
    assert_eq!(post(foreign, "a=b", "").await, (303, again));
    // The browser has sent what it has.
    assert_eq!(
        post(foreign, "vestibule_session=x", "").await,
        (302, to_login.clone())
    );
    assert_eq!(post(BASE, "a=b", "").await, (302, to_login));
    // No address takes it.
    let long = format!("&a={0}&b={0}&c={0}&d={0}", "x".repeat(7000));
    assert_eq!(post(foreign, "a=b", &long).await, (414, None));
}

#[tokio::test]
async fn the_authorization_endpoint_leads_to_the_login_page() {
    let host = TestHost::start().await;
    let location = format!("/login?{REQUEST}");
    for answer in [
        host.get(&format!("/oauth2/auth?{REQUEST}")).await,
        host.post_form("/oauth2/auth", REQUEST).await,
    ] {
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (302, Some(location.as_str()))
        );
    }
    for unfit in ["&=z", "&x=%0A", "&x%0D=1"] {
        for refused in [
            host.get(&format!("/oauth2/auth?{REQUEST}{unfit}")).await,
            host.post_form("/oauth2/auth", format!("{REQUEST}{unfit}"))
                .await,
        ] {
            assert_eq!(
                (refused.status.as_u16(), refused.header("location")),
                (400, None),
                "{unfit}"
            );
            assert!(refused.says("data-code=\"invalid_request\""), "{unfit}");
        }
    }
    let refused = host
        .get("/oauth2/auth?client_id=demo&redirect_uri=https://evil.example/")
        .await;
    assert_eq!(
        (refused.status.as_u16(), refused.header("location")),
        (400, None)
    );
    assert!(refused.says("data-code=\"invalid_request\""));
}

#[tokio::test]
async fn a_bug_is_a_page_that_names_the_request() {
    // Codes are longer than the names of requests, so only issuing one panics.
    let broken = |out: &mut [u8]| {
        assert!(out.len() <= 8, "a bug");
        Ok(())
    };
    let host = TestHost::build(
        Transport::Http,
        false,
        Arc::new(broken),
        Brands::default(),
        |_| (),
    )
    .await;
    let body = format!("{REQUEST}&j_username=admin&j_password=123456");
    let page = host.post_form("/oauth2/code", body).await;
    assert_eq!(page.status, 500);
    assert!(page.says("data-code=\"server_error\"") && page.says(">0000000000000000<"));
    assert_eq!(host.get("/health").await.status, 200);
}
