//! What nobody honest sends to a host before the embedded engine, each with its status.

use super::*;

/// With PKCE's example challenge (RFC 7636, appendix B).
const REQUEST: &str = "response_type=code&client_id=demo&scope=openid\
                       &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

#[tokio::test]
async fn what_strangers_send_to_any_host_has_its_status() {
    let host = TestHost::start().await;
    let mut other = Vec::new();
    for (what, request, status) in strangers::requests() {
        let answer = host.send(request).await;
        if answer.status != status {
            other.push((what, status, answer.status.as_u16()));
        }
        let text = String::from_utf8_lossy(&answer.body);
        strangers::assert_harmless(what, &answer.headers, &text);
    }
    assert_eq!(other, []);
}

#[tokio::test]
async fn forged_sessions_are_nobodys() {
    let host = TestHost::start().await;
    for cookie in [
        "vestibule_session=",
        "vestibule_session=forged",
        "vestibule_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "vestibule_session=' OR 1=1 --",
        "vestibule_session=%00%FF",
        "vestibule_session=a; vestibule_session=b",
        "__Host-vestibule_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ] {
        let ask = async |uri: &str| {
            let request = Request::get(uri).header("cookie", cookie);
            host.send(request.body(Body::empty()).unwrap()).await
        };
        let asked = ask(&format!("/oauth2/auth?{REQUEST}")).await;
        assert_eq!(asked.status, 302, "{cookie}");
        assert!(asked.header("location").unwrap().starts_with("/login?"));
        let silent = ask(&format!("/oauth2/auth?{REQUEST}&prompt=none")).await;
        let location = silent.header("location").unwrap();
        assert!(location.contains("error=login_required"), "{location}");
        let consent =
            ask("/consent?consent_challenge=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await;
        assert_eq!(consent.status, 400, "{cookie}");
    }
}

#[tokio::test]
async fn no_answer_leads_elsewhere() {
    let host = TestHost::start().await;
    let encode =
        |uri: &str| -> String { form_urlencoded::byte_serialize(uri.as_bytes()).collect() };
    for uri in [
        "https://evil.example/",
        "//evil.example/callback",
        "http://127.0.0.1:6881@evil.example/callback",
        "http://127.0.0.1:6881.evil.example/callback",
        "http://127.0.0.1:6881/callback/../../evil.example",
        "http://127.0.0.1:6881\\@evil.example/callback",
        "http://127.0.0.1:6881/callback%0d%0aLocation: https://evil.example/",
        "javascript:alert(1)//evil.example",
        "data:text/html,evil.example",
    ] {
        let uri = encode(uri);
        for (what, answer) in [
            (
                "auth",
                host.get(&format!("/oauth2/auth?{REQUEST}&redirect_uri={uri}"))
                    .await,
            ),
            (
                "form",
                host.post_form(
                    "/oauth2/code",
                    format!("{REQUEST}&redirect_uri={uri}&j_username=admin&j_password=123456"),
                )
                .await,
            ),
        ] {
            assert_eq!(answer.status, 400, "{what} {uri}");
            assert_eq!(answer.header("location"), None, "{what} {uri}");
        }
        let logout = host
            .get(&format!(
                "/oauth2/logout?post_logout_redirect_uri={uri}&client_id=demo"
            ))
            .await;
        let location = logout.header("location").unwrap_or_default();
        assert!(!location.contains("evil.example"), "{location}");
    }
}
