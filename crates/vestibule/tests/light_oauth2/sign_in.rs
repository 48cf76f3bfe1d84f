//! From the form to a code: what the service is asked, and what the browser is told.

use std::sync::atomic::Ordering;

use axum::http::Request;
use vestibule::brand::live::Brands;

use super::{
    double::{CLIENT, OTHER_CLIENT},
    support::{Around, BASE, CB, CHALLENGE, Front},
};

#[tokio::test]
async fn credentials_go_by_basic_with_challenge_and_scope_bound() {
    let front = Front::start().await;
    let answer = front.sign_in(&[]).await;
    assert_eq!(answer.status, 302);
    let location = answer.location();
    assert!(
        location.starts_with("http://localhost:8080/cb?code="),
        "{location}"
    );
    assert_eq!(answer.parameter("state"), "s t/a&t=e+%é");
    assert_eq!(answer.parameter("iss"), BASE);
    let (line, body) = front.double.seen().remove(0);
    assert_eq!(
        line,
        format!(
            "GET /oauth2/code?response_type=code&client_id={CLIENT}\
             &redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fcb&user_type=employee\
             &code_challenge={CHALLENGE}&code_challenge_method=S256&scope=petstore.r"
        )
    );
    assert_eq!(body, "");
    assert_eq!(front.double.seen().len(), 1);
}

#[tokio::test]
async fn what_the_form_says_of_the_user_type_is_passed_on() {
    let front = Front::start().await;
    front.code(&[("user_type", "C")]).await;
    front.code(&[("user_type", "")]).await;
    let seen = front.double.seen();
    assert!(seen[0].0.contains("&user_type=C&"), "{}", seen[0].0);
    assert!(seen[1].0.contains("&user_type=employee&"), "{}", seen[1].0);
}

#[tokio::test]
async fn passwords_beyond_ascii_work() {
    let front = Front::start().await;
    let zoe = [("j_username", "zoe"), ("j_password", "päss€")];
    assert!(!front.code(&zoe).await.is_empty());
}

#[tokio::test]
async fn a_name_with_a_colon_goes_by_the_form_with_its_charset() {
    let front = Front::start().await;
    let name = [("j_username", "a:b"), ("j_password", "with colon")];
    let code = front.code(&name).await;
    let (line, body) = front.double.seen().remove(0);
    assert_eq!(line, "POST /oauth2/code");
    assert_eq!(
        body,
        format!(
            "j_username=a%3Ab&j_password=with+colon&user_type=employee&response_type=code\
             &client_id={CLIENT}&redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Fcb"
        )
    );
    // The service binds no challenge there; the seal does.
    let wrong = front
        .token(&[
            ("grant_type", "authorization_code"),
            ("client_id", CLIENT),
            ("code", &code),
            ("redirect_uri", CB),
            ("code_verifier", &"x".repeat(43)),
        ])
        .await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.error().as_str()),
        (400, "invalid_grant")
    );
    assert_eq!(front.double.seen().len(), 1);
}

/// The same page, whichever the service said: 401, 500, or a 307 on the form's way.
#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_one_message() {
    let front = Front::start().await;
    let mut pages = Vec::new();
    for (name, password) in [
        ("admin", "wrong"),
        ("admin", ""),
        ("nobody", "123456"),
        ("a:b", "wrong"),
        ("no:body", "123456"),
        ("", ""),
    ] {
        let answer = front
            .sign_in(&[("j_username", name), ("j_password", password)])
            .await;
        assert_eq!(answer.status, 403, "{name}");
        let page = answer.body;
        assert!(page.contains("data-code=\"invalid_credentials\""), "{name}");
        assert!(
            !page.contains("123456") && !page.contains("wrong"),
            "{name}"
        );
        let (_, problem) = page.split_once("id=\"problem\"").unwrap();
        pages.push(problem.split("</div>").next().unwrap().to_owned());
    }
    pages.dedup();
    assert_eq!(pages.len(), 1);
}

#[tokio::test]
async fn an_outage_is_told_apart_and_leads_back_to_the_form() {
    let front = Front::start().await;
    front.double.services.down.store(true, Ordering::Relaxed);
    for name in ["admin", "nobody", "a:b"] {
        let answer = front.sign_in(&[("j_username", name)]).await;
        assert_eq!(answer.status, 503, "{name}");
        assert!(
            answer
                .body
                .contains("data-code=\"temporarily_unavailable\""),
            "{name}"
        );
        assert_eq!(answer.header("retry-after"), Some("2"));
        assert!(!answer.body.contains("123456"));
    }
    front.double.services.down.store(false, Ordering::Relaxed);
    assert!(!front.code(&[]).await.is_empty());
}

#[tokio::test]
async fn no_service_at_all_is_an_outage() {
    // Nobody listens on port 1.
    let router = super::support::front("http://127.0.0.1:1", "", super::tls::SYSTEM);
    let request = Request::post("/oauth2/code")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(
            form_urlencoded::Serializer::new(String::new())
                .extend_pairs(super::support::fields(&[]))
                .finish()
                .into(),
        )
        .unwrap();
    let answer = super::support::send(&router, request).await;
    assert_eq!(answer.status, 503);
    // Where the service is stays with the operator.
    assert!(!answer.body.contains("127.0.0.1:1/"));
}

#[tokio::test]
async fn a_client_that_the_service_does_not_know_is_the_operators_to_mend() {
    let front = Front::start().await;
    let answer = front
        .sign_in(&[
            ("client_id", "unregistered-there"),
            ("redirect_uri", "https://third.example/cb"),
        ])
        .await;
    assert_eq!(answer.status, 502);
    assert!(
        answer.body.contains("ERR12014 CLIENT_NOT_FOUND"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_redirect_uri_with_a_query_keeps_it() {
    let front = Front::start().await;
    let answer = front
        .sign_in(&[("redirect_uri", "http://localhost:8080/cb?x=1")])
        .await;
    assert!(
        answer
            .location()
            .starts_with("http://localhost:8080/cb?x=1&code="),
        "{}",
        answer.location()
    );
}

/// Until the target is known an error is shown; from then on the client hears it.
#[tokio::test]
async fn bad_requests_never_reach_the_service() {
    let front = Front::start().await;
    let shown: [(&[(&str, &str)], &str); 5] = [
        (&[("-client_id", "")], "client_id is missing"),
        (&[("client_id", "nobody")], "No application is registered"),
        (
            &[("redirect_uri", "https://evil.example/")],
            "not registered",
        ),
        (&[("redirect_uri", "javascript:alert(1)")], "not registered"),
        (&[("-redirect_uri", "")], "redirect_uri is missing"),
    ];
    for (changed, words) in shown {
        let answer = front.sign_in(changed).await;
        assert_eq!(answer.status, 400, "{changed:?}");
        assert!(answer.body.contains(words), "{changed:?}: {}", answer.body);
    }
    let long = "a".repeat(44);
    let told: [(&[(&str, &str)], &str); 10] = [
        (&[("-code_challenge", "")], "invalid_request"),
        (&[("code_challenge", "short")], "invalid_request"),
        (&[("code_challenge", &long)], "invalid_request"),
        (
            &[(
                "code_challenge",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM",
            )],
            "invalid_request",
        ),
        (&[("-code_challenge_method", "")], "invalid_request"),
        (&[("code_challenge_method", "plain")], "invalid_request"),
        (&[("response_type", "token")], "unsupported_response_type"),
        (&[("response_mode", "form_post")], "invalid_request"),
        (&[("scope", "admin.all")], "invalid_scope"),
        (&[("state", "1"), ("state", "2")], "invalid_request"),
    ];
    for (changed, error) in told {
        let answer = front.sign_in(changed).await;
        assert_eq!(answer.status, 302, "{changed:?}: {}", answer.body);
        assert_eq!(answer.parameter("error"), error, "{changed:?}");
        assert_eq!(answer.parameter("code"), "", "{changed:?}");
    }
    assert_eq!(front.double.seen(), []);
}

#[tokio::test]
async fn a_standard_client_starts_at_the_authorization_endpoint() {
    let front = Front::start().await;
    let query = format!(
        "client_id={CLIENT}&response_type=code&redirect_uri={CB}&state=x%26y&code_challenge={CHALLENGE}\
         &code_challenge_method=S256"
    );
    let answer = front.get(&format!("/oauth2/auth?{query}")).await;
    assert_eq!(answer.status, 302);
    assert!(
        answer.location().starts_with("/login?client_id="),
        "{}",
        answer.location()
    );
    assert!(answer.location().contains("state=x%26y"));
    let form = front.get(answer.location()).await;
    assert!(form.body.contains("action=\"/oauth2/code\""));
    assert!(form.body.contains("Petstore"));

    let none = front
        .get(&format!("/oauth2/auth?{query}&prompt=none"))
        .await;
    assert_eq!(none.parameter("error"), "login_required");
    assert_eq!(none.parameter("state"), "x&y");
}

#[tokio::test]
async fn metadata_say_what_there_is() {
    let front = Front::start().await;
    let answer = front.get("/.well-known/oauth-authorization-server").await;
    assert_eq!(
        answer.json(),
        serde_json::json!({
            "issuer": BASE,
            "authorization_endpoint": format!("{BASE}/oauth2/auth"),
            "token_endpoint": format!("{BASE}/oauth2/token"),
            "jwks_uri": format!("{BASE}/.well-known/jwks.json"),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query", "fragment"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "token_endpoint_auth_methods_supported": ["none"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
        })
    );
    let keys = front.get("/.well-known/jwks.json").await;
    assert_eq!(keys.header("content-type"), Some("application/json"));
    assert_eq!(keys.json()["keys"][0]["kid"], "100");
}

#[tokio::test]
async fn without_keys_it_is_the_key_service_that_is_named() {
    // Nobody listens on port 1.
    let router = super::support::front("http://127.0.0.1:1", "", super::tls::SYSTEM);
    let request = Request::get("/.well-known/jwks.json").body(axum::body::Body::empty());
    let answer = super::support::send(&router, request.unwrap()).await;
    assert_eq!(answer.status, 503);
    assert_eq!(
        answer.json(),
        serde_json::json!({
            "error": "temporarily_unavailable",
            "error_description": "the key service gives no keys",
        })
    );
}

#[tokio::test]
async fn readiness_names_what_does_not_answer() {
    let front = Front::start().await;
    let ready = front.get("/ready").await;
    assert_eq!(
        (ready.status.as_u16(), ready.body.as_str()),
        (200, "ready\n")
    );
    front.double.services.down.store(true, Ordering::Relaxed);
    let down = front.get("/ready").await;
    assert_eq!(
        (down.status.as_u16(), down.body.as_str()),
        (503, "neither the code nor the token service answers\n")
    );
}

#[tokio::test]
async fn the_native_form_posts_to_the_service_and_nothing_adds_a_secret() {
    let front = Front::start_native().await;
    let page = front
        .get(&format!("/login?client_id={CLIENT}&state=s"))
        .await;
    let action = format!("action=\"{}/oauth2/code\"", front.double.base);
    assert!(page.body.contains(&action), "{}", page.body);
    assert!(
        page.body.contains("name=\"user_type\" value=\"employee\""),
        "the service fails without one"
    );
    assert_eq!(
        front.token(&[("grant_type", "refresh_token")]).await.status,
        404
    );
    assert_eq!(front.sign_in(&[]).await.status, 404);
}

#[tokio::test]
async fn a_brand_may_ask_for_the_name_first() {
    let folder = tempfile::TempDir::new().unwrap();
    let document = folder.path().join("brand.toml");
    std::fs::write(&document, "features.identifierFirst = true").unwrap();
    let brands = Brands::open(&document).unwrap();
    let start = async |more| {
        Front::start_with(Around {
            more,
            brands: brands.clone(),
            ..Around::default()
        })
        .await
    };
    let front = start("").await;
    let second = front.sign_in(&[("j_password", "")]).await;
    assert_eq!(second.status, 200);
    assert!(second.says("value=\"admin\"") && !second.says("id=\"problem\""));
    assert_eq!(front.double.seen(), []);
    assert_eq!(front.sign_in(&[]).await.status, 302);
    // The bare form goes to the service, which takes both at once.
    let native = start("mode = \"native\"").await;
    let page = native.get(&format!("/login?client_id={CLIENT}")).await;
    let whole = Front::start_native().await;
    let usual = whole.get(&format!("/login?client_id={CLIENT}")).await;
    let fields = |page: &str| page.matches("<input").count();
    assert_eq!(fields(&page.body), fields(&usual.body));
}

/// The service's 307 brings the form again, password and all, to `/error` of the host it was asked as.
#[tokio::test]
async fn the_error_page_takes_the_forms_second_post() {
    let front = Front::start_native().await;
    let answer = front.post("/error", &super::support::fields(&[])).await;
    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("data-code=\"sign_in_failed\""));
    assert!(!answer.body.contains("123456"));
    assert!(answer.body.contains("client_id="), "leads back to the form");
}

#[tokio::test]
async fn a_code_is_for_its_client_alone() {
    let front = Front::start().await;
    let code = front.code(&[]).await;
    let answer = front
        .token(&[
            ("grant_type", "authorization_code"),
            ("client_id", OTHER_CLIENT),
            ("code", &code),
            ("redirect_uri", CB),
            ("code_verifier", super::support::VERIFIER),
        ])
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.error().as_str()),
        (400, "invalid_grant")
    );
}
