//! Routes and methods: what there is, what there is not, and how each says so.

use super::*;

async fn send(host: &TestHost, method: &str, uri: &str) -> Answer {
    host.send(
        Request::builder()
            .method(method)
            .uri(uri)
            .body(Body::empty())
            .unwrap(),
    )
    .await
}

#[tokio::test]
async fn the_login_page_is_at_two_addresses_and_carries_the_request() {
    let host = TestHost::start().await;
    for path in ["/", "/login"] {
        let page = host
            .get(&format!(
                "{path}?client_id=demo&state=a%22b&resource=1&resource=2&login_hint=ada"
            ))
            .await;
        assert_eq!(page.status, 200);
        assert!(page.says("data-page=\"login\"") && page.says("action=\"/oauth2/code\""));
        assert!(page.says("value=\"a&quot;b\""));
        assert!(page.says("value=\"ada\""));
        assert!(page.says("to continue to \u{2068}Vestibule’s client page\u{2069}."));
    }
}

#[tokio::test]
async fn without_a_request_there_is_no_form() {
    let host = TestHost::start().await;
    for query in ["", "?client_id=", "?state=1"] {
        let page = host.get(&format!("/login{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        assert!(!page.says("<form"), "{query}");
        assert!(page.says("https://app.example/"), "{query}");
    }
}

#[tokio::test]
async fn a_challenge_that_no_engine_here_knows_gets_no_form() {
    let host = TestHost::start().await;
    let page = host.get("/login?login_challenge=c").await;
    assert_eq!(page.status, 200);
    assert!(page.says("Start at your application") && !page.says("<form"));
    let page = host.get("/login?client_id=demo&login_challenge=c").await;
    assert!(page.says("action=\"/oauth2/code\""));
}

#[tokio::test]
async fn what_no_form_can_carry_is_refused() {
    let host = TestHost::start().await;
    for query in ["client_id=a&state=%00", "state=%0A", "a=%FF", "=x"] {
        let page = host.get(&format!("/login?{query}")).await;
        assert_eq!(page.status, 400, "{query}");
        assert!(page.says("data-code=\"invalid_request\""), "{query}");
    }
    let page = host
        .get(&format!("/login?state={}", "x".repeat(40_000)))
        .await;
    assert_eq!(page.status, 414);
}

#[tokio::test]
async fn a_language_is_chosen_by_query_cookie_or_browser() {
    let host = TestHost::start().await;
    assert!(
        host.get("/login?client_id=demo&ui_locales=ar")
            .await
            .says("lang=\"ar\" dir=\"rtl\"")
    );
    for (name, value) in [
        ("cookie", "locale=de"),
        ("accept-language", "de-DE,en;q=0.5"),
    ] {
        let request = Request::get("/nowhere")
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        assert!(host.send(request).await.says("lang=\"de\""), "{name}");
    }
}

#[tokio::test]
async fn an_unknown_path_is_a_page_for_people_and_a_line_for_programs() {
    let host = TestHost::start().await;
    let page = host.get("/nowhere/%3Cscript%3E").await;
    assert_eq!(page.status, 404);
    assert!(page.says("data-page=\"error\"") && page.says("data-code=\"not_found\""));
    assert!(!page.says("<script>"));

    let request = Request::get("/nowhere").header("accept", "application/json");
    let line = host.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!((line.status.as_u16(), line.text()), (404, "not_found\n"));
    assert_eq!(
        line.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
}

#[tokio::test]
async fn links_to_other_languages_stay_on_this_host_whatever_the_path() {
    let host = TestHost::start().await;
    for path in ["//evil.example/x", "/\\evil.example", "/nowhere"] {
        let page = host.get(&format!("{path}?a=1")).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(
            page.says("href=\"?a=1&amp;ui_locales=de\"") && !page.says("evil.example"),
            "{path}: {}",
            page.text()
        );
    }
    let page = host.get("/login?client_id=demo").await;
    assert!(page.says("href=\"/login?client_id=demo&amp;ui_locales=de\""));
}

#[tokio::test]
async fn a_wrong_method_names_the_right_ones() {
    let host = TestHost::start().await;
    for (method, uri, allow) in [
        ("POST", "/login", "GET,HEAD"),
        ("DELETE", "/error", "GET,HEAD,POST"),
        ("POST", "/client/", "GET,HEAD"),
        ("PUT", "/callback", "GET,HEAD,POST"),
        ("PUT", "/oauth2/auth", "GET,HEAD,POST"),
        ("POST", "/assets/login/unhashed.txt", "GET,HEAD"),
        ("DELETE", "/health", "GET,HEAD"),
    ] {
        let page = send(&host, method, uri).await;
        assert_eq!(
            (page.status.as_u16(), page.header("allow")),
            (405, Some(allow)),
            "{uri}"
        );
        assert!(page.says("data-code=\"method_not_allowed\""), "{uri}");
    }
    assert_eq!(
        send(&host, "DELETE", "/oauth2/code").await.header("allow"),
        Some("POST,GET,HEAD")
    );
}

#[tokio::test]
async fn head_answers_as_get_without_a_body() {
    let host = TestHost::start().await;
    for uri in [
        "/",
        "/login?client_id=demo",
        "/error",
        "/client/",
        "/callback",
        "/health",
        "/favicon.svg",
        "/assets/login/unhashed.txt",
        "/nowhere",
    ] {
        let (get, head) = (host.get(uri).await, send(&host, "HEAD", uri).await);
        assert_eq!(head.status, get.status, "{uri}");
        assert_eq!(
            head.header("content-type"),
            get.header("content-type"),
            "{uri}"
        );
    }
    assert!(send(&host, "HEAD", "/login").await.body.is_empty());
}

#[tokio::test]
async fn short_addresses_lead_to_the_long_ones() {
    let host = TestHost::start().await;
    for (uri, location) in [
        ("/client", "/client/"),
        (
            "/client?issuer=https://a.example&autostart=1",
            "/client/?issuer=https://a.example&autostart=1",
        ),
        ("/favicon.ico", "/favicon.svg"),
    ] {
        let answer = host.get(uri).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (308, Some(location))
        );
    }
}

#[tokio::test]
async fn a_link_on_another_site_fills_the_form_and_starts_nothing() {
    let host = TestHost::start().await;
    let uri = "/client/?issuer=https%3A%2F%2Fas.example&autostart=1&client_id=a+b&autost%61rt=1";
    for site in ["cross-site", "same-site", "unheard-of"] {
        let answer = host.get_from(uri, Some(site)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (
                303,
                Some("/client/?issuer=https%3A%2F%2Fas.example&client_id=a+b")
            ),
            "{site}"
        );
    }
    for site in [Some("none"), Some("same-origin"), None] {
        assert_eq!(host.get_from(uri, site).await.status, 200, "{site:?}");
    }
}

#[tokio::test]
async fn the_client_page_answers_at_the_redirect_uri_too() {
    let host = TestHost::start().await;
    for uri in ["/client/", "/callback?code=c&state=s"] {
        let page = host.get(uri).await;
        assert!(
            page.says("data-page=\"client\" data-result=\"idle\""),
            "{uri}"
        );
        assert!(page.says("id=\"result\""), "{uri}");
    }
}

#[tokio::test]
async fn without_bundles_pages_work_and_load_nothing() {
    let host = TestHost::start_with(Transport::Http, false).await;
    let page = host.get("/login?client_id=demo").await;
    assert!(page.says("<form") && !page.says("<script") && !page.says("/assets/"));
    assert!(host.get("/client/").await.says("<noscript>"));
}

#[tokio::test]
async fn each_request_has_a_name_of_its_own() {
    let host = TestHost::start().await;
    let pages = [host.get("/error").await, host.get("/error").await];
    let names = pages.each_ref().map(Answer::correlation_id);
    assert!(
        names
            .iter()
            .all(|name| name.bytes().all(|b| b.is_ascii_hexdigit())),
        "{names:?}"
    );
    assert_ne!(names[0], names[1]);
}

#[tokio::test]
async fn an_error_is_shown_as_text() {
    let host = TestHost::start().await;
    let page = host
        .get("/error?error=access_denied&error_description=%3Cimg+src%3Dx%3E&error_uri=javascript:alert(1)")
        .await;
    assert_eq!(page.status, 200);
    assert!(page.says("data-code=\"access_denied\"") && page.says("&lt;img src=x&gt;"));
    assert!(!page.says("<img") && !page.says("javascript:"));
    assert!(page.says("href=\"https://app.example/\""));
    assert!(page.says(
        "<time dir=\"ltr\" datetime=\"2026-10-31T11:14:05Z\">2026-10-31 11:14:05 UTC</time>"
    ));
}
