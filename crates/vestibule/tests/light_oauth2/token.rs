//! The token endpoint: the secret is added, nothing else gets through, and no answer repeats what was sent.

use axum::{
    body::Body,
    http::{Method, Request, header},
};

use super::{
    double::{CLIENT, SECRET},
    support::{CB, CHALLENGE, Front, VERIFIER},
};

fn exchange(code: &str) -> Vec<(&str, &str)> {
    vec![
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT),
        ("code", code),
        ("redirect_uri", CB),
        ("code_verifier", VERIFIER),
    ]
}

fn but<'a>(
    mut fields: Vec<(&'a str, &'a str)>,
    name: &str,
    value: Option<&'a str>,
) -> Vec<(&'a str, &'a str)> {
    if let Some(value) = value {
        for field in &mut fields {
            if field.0 == name {
                field.1 = value;
            }
        }
    } else {
        fields.retain(|field| field.0 != name);
    }
    fields
}

#[tokio::test]
async fn a_browser_without_a_secret_gets_tokens_and_new_ones() {
    let front = Front::start().await;
    let code = front.code(&[]).await;
    let answer = front.token(&exchange(&code)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let tokens = answer.json();
    let members: Vec<&String> = tokens.as_object().unwrap().keys().collect();
    assert_eq!(
        members,
        ["access_token", "expires_in", "refresh_token", "token_type"]
    );
    assert!(!answer.body.contains(SECRET));
    let (_, body) = front.double.seen().pop().unwrap();
    assert!(body.contains(&format!("client_secret={SECRET}")), "{body}");

    let refresh = tokens["refresh_token"].as_str().unwrap();
    let grant = [
        ("grant_type", "refresh_token"),
        ("client_id", CLIENT),
        ("refresh_token", refresh),
    ];
    let renewed = front.token(&grant).await;
    assert_eq!(renewed.status, 200);
    assert_ne!(renewed.json()["refresh_token"], refresh);
    let again = front.token(&grant).await;
    assert_eq!(
        (again.status.as_u16(), again.error().as_str()),
        (400, "invalid_grant")
    );
    assert_eq!(
        again.json()["error_description"],
        "the token service refuses the grant (ERR12029 REFRESH_TOKEN_NOT_FOUND)"
    );
}

#[tokio::test]
async fn a_code_is_good_once() {
    let front = Front::start().await;
    let code = front.code(&[]).await;
    assert_eq!(front.token(&exchange(&code)).await.status, 200);
    let again = front.token(&exchange(&code)).await;
    assert_eq!(
        (again.status.as_u16(), again.error().as_str()),
        (400, "invalid_grant")
    );
    let bare = code.split('.').next().unwrap();
    assert!(!again.body.contains(bare), "{}", again.body);
}

/// Each of these is refused here, and the code stays good for who has the verifier.
#[tokio::test]
async fn what_is_refused_before_the_service_hears_of_it() {
    let front = Front::start().await;
    let code = front.code(&[]).await;
    let asked = front.double.seen().len();
    let bare = code.split('.').next().unwrap();
    let short = "x".repeat(42);
    let other = "x".repeat(43);
    let cases: [(&str, Option<&str>, u16, &str); 14] = [
        ("code_verifier", None, 400, "invalid_request"),
        ("code_verifier", Some(""), 400, "invalid_request"),
        ("code_verifier", Some(&short), 400, "invalid_request"),
        (
            "code_verifier",
            Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX+"),
            400,
            "invalid_request",
        ),
        ("code_verifier", Some(&other), 400, "invalid_grant"),
        ("code_verifier", Some(CHALLENGE), 400, "invalid_grant"),
        ("redirect_uri", None, 400, "invalid_grant"),
        (
            "redirect_uri",
            Some("http://localhost:8080/other"),
            400,
            "invalid_grant",
        ),
        ("client_id", None, 400, "invalid_request"),
        ("client_id", Some("nobody"), 400, "invalid_client"),
        ("grant_type", None, 400, "invalid_request"),
        (
            "grant_type",
            Some("client_credentials"),
            400,
            "unsupported_grant_type",
        ),
        (
            "grant_type",
            Some("password"),
            400,
            "unsupported_grant_type",
        ),
        ("code", Some(bare), 400, "invalid_grant"),
    ];
    for (name, value, status, error) in cases {
        let answer = front.token(&but(exchange(&code), name, value)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.error().as_str()),
            (status, error),
            "{name} {value:?}"
        );
        assert!(
            !answer.body.contains(VERIFIER) && !answer.body.contains(bare),
            "{}",
            answer.body
        );
    }
    assert_eq!(front.double.seen().len(), asked);
    assert_eq!(front.token(&exchange(&code)).await.status, 200);
}

#[tokio::test]
async fn a_browser_keeps_no_secret() {
    let front = Front::start().await;
    let mut fields = exchange("x");
    fields.push(("client_secret", SECRET));
    let sent = front.token(&fields).await;
    assert_eq!(
        (sent.status.as_u16(), sent.error().as_str()),
        (400, "invalid_request")
    );
    assert!(!sent.body.contains(SECRET));
    let request = Request::post("/oauth2/token")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::AUTHORIZATION, "Basic eDp5")
        .body(Body::from("grant_type=authorization_code"))
        .unwrap();
    let basic = front.send(request).await;
    assert_eq!(
        (basic.status.as_u16(), basic.error().as_str()),
        (400, "invalid_request")
    );
}

#[tokio::test]
async fn a_secret_that_the_service_refuses_is_the_operators_to_mend() {
    let front = Front::start().await;
    let grant = [
        ("grant_type", "refresh_token"),
        ("client_id", "unregistered-there"),
        ("refresh_token", "x"),
    ];
    let answer = front.token(&grant).await;
    assert_eq!(
        (answer.status.as_u16(), answer.error().as_str()),
        (502, "server_error")
    );
    assert!(answer.body.contains("ERR12014"), "{}", answer.body);
}

#[tokio::test]
async fn an_outage_says_when_to_come_back() {
    let front = Front::start().await;
    let code = front.code(&[]).await;
    front
        .double
        .services
        .down
        .store(true, std::sync::atomic::Ordering::Relaxed);
    let answer = front.token(&exchange(&code)).await;
    assert_eq!(
        (answer.status.as_u16(), answer.error().as_str()),
        (502, "server_error")
    );
    assert!(answer.body.contains("ERR10010"), "{}", answer.body);
}

#[tokio::test]
async fn pages_of_registered_clients_may_call_and_no_others() {
    let front = Front::start().await;
    let preflight = async |origin: &str| {
        let request = Request::builder()
            .method(Method::OPTIONS)
            .uri("/oauth2/token")
            .header(header::ORIGIN, origin)
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .body(Body::empty())
            .unwrap();
        let answer = front.send(request).await;
        answer
            .header("access-control-allow-origin")
            .map(str::to_owned)
    };
    for origin in [
        "http://localhost:8080",
        "https://other.example",
        "http://127.0.0.1:6881",
    ] {
        assert_eq!(preflight(origin).await.as_deref(), Some(origin));
    }
    for origin in ["http://evil.example", "null", "http://localhost:8081"] {
        assert_eq!(preflight(origin).await, None, "{origin}");
    }
}
