//! What strangers send to the front, and services that lie.

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::any,
};
use tokio::net::TcpListener;

use super::{
    double::CLIENT,
    strangers,
    support::{CB, Front, VERIFIER, fields, front, send},
    tls::SYSTEM,
};

#[tokio::test]
async fn hostile_requests_have_their_status() {
    let front = Front::start().await;
    let big = format!("j_username={}", "x".repeat(70_000));
    let many = "a=1&".repeat(2000);
    let form = "application/x-www-form-urlencoded";
    let cases: [(&str, &str, &str, &str, u16); 12] = [
        ("POST", "/oauth2/code", form, "", 400),
        ("POST", "/oauth2/code", form, "j_username=a", 400),
        (
            "POST",
            "/oauth2/code",
            form,
            "j_username=a&j_username=b&j_password=c",
            400,
        ),
        (
            "POST",
            "/oauth2/code",
            form,
            "j_username=%FF&j_password=c",
            400,
        ),
        (
            "POST",
            "/oauth2/code",
            form,
            "j_username=a&j_password=c&state=%00",
            400,
        ),
        ("POST", "/oauth2/code", form, &big, 413),
        ("POST", "/oauth2/code", form, &many, 400),
        ("POST", "/oauth2/code", "application/json", "{}", 415),
        ("POST", "/oauth2/token", "application/json", "{}", 415),
        ("POST", "/oauth2/token", form, &big, 413),
        (
            "POST",
            "/oauth2/token",
            form,
            "client_id=a&client_id=b",
            400,
        ),
        ("GET", "/oauth2/token", form, "", 405),
    ];
    for (method, path, media, body, status) in cases {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, media)
            .body(Body::from(body.to_owned()))
            .unwrap();
        let answer = front.send(request).await;
        assert_eq!(
            answer.status.as_u16(),
            status,
            "{method} {path} {}",
            &body[..body.len().min(60)]
        );
    }
    assert_eq!(front.double.seen(), []);
}

#[tokio::test]
async fn another_sites_form_signs_nobody_in() {
    let front = Front::start().await;
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields(&[]))
        .finish();
    let request = Request::post("/oauth2/code")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ORIGIN, "https://evil.example")
        .body(Body::from(body))
        .unwrap();
    assert_eq!(front.send(request).await.status, 403);
    assert_eq!(front.double.seen(), []);
}

/// A host whose services answer everything with this, health aside.
async fn lying(answer: impl Fn() -> Response + Clone + Send + Sync + 'static) -> Router {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new()
        .route("/health/{name}", any(|| async { "OK" }))
        .fallback(any(move || async move { answer() }));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    front(&base, "", SYSTEM)
}

fn redirect(location: &'static str) -> Response {
    (StatusCode::FOUND, [(header::LOCATION, location)]).into_response()
}

#[tokio::test]
async fn a_lying_code_service_sends_nobody_anywhere() {
    let answers: [fn() -> Response; 8] = [
        || redirect("https://evil.example/?code=abc"),
        || redirect("http://localhost:8080/cb?code="),
        || redirect("http://localhost:8080/cb?code=a%26b"),
        || redirect("http://localhost:8080/cb?error=x"),
        || redirect("javascript:alert(1)"),
        || "<html>".into_response(),
        || vec![b'x'; 1 << 20].into_response(),
        || StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        let router = lying(answer).await;
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields(&[]))
            .finish();
        let request = Request::post("/oauth2/code")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let answer = send(&router, request).await;
        assert_eq!(answer.status, 503, "{number}");
        assert!(
            !answer.body.contains("evil") && !answer.body.contains("alert("),
            "{number}"
        );
    }
}

/// Every Status of the code service, whoever it blames: what the person is told.
#[tokio::test]
async fn each_status_of_the_code_service_has_its_answer() {
    let (wrong, refused, unclear) = (
        (403, "invalid_credentials"),
        (502, "server_error"),
        (503, "temporarily_unavailable"),
    );
    for (status, code, (answered, shown)) in [
        (500, "ERR10010", wrong),
        (404, "ERR10048", refused),
        (400, "ERR11000", refused),
        (400, "ERR11004", refused),
        (404, "ERR12014", refused),
        (400, "ERR12027", refused),
        (400, "ERR12033", refused),
        (400, "ERR12034", refused),
        (400, "ERR12035", refused),
        (400, "ERR12036", refused),
        (500, "ERR10011", unclear),
        (200, "ERR10010", unclear),
    ] {
        let body = format!(
            r#"{{"statusCode":{status},"code":"{code}","message":"NAME","description":"<b>s3cret","severity":"ERROR"}}"#
        );
        let status = StatusCode::from_u16(status).unwrap();
        let router = lying(move || (status, body.clone()).into_response()).await;
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields(&[]))
            .finish();
        let request = Request::post("/oauth2/code")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let answer = send(&router, request).await;
        assert_eq!(answer.status, answered, "{code}");
        assert!(answer.says(&format!("data-code=\"{shown}\"")), "{code}");
        assert_eq!(
            answer.says(&format!("{code} NAME")),
            answered == 502,
            "{code}"
        );
        assert!(!answer.says("s3cret"), "{code}");
    }
}

#[tokio::test]
async fn a_lying_token_service_is_not_passed_on() {
    let answers: [fn() -> Response; 6] = [
        || "<html>".into_response(),
        || "[]".into_response(),
        || r#"{"access_token":1,"token_type":"bearer"}"#.into_response(),
        || r#"{"token_type":"bearer"}"#.into_response(),
        || redirect("https://evil.example/"),
        || StatusCode::IM_A_TEAPOT.into_response(),
    ];
    for (number, answer) in answers.into_iter().enumerate() {
        let router = lying(answer).await;
        let body = format!("grant_type=refresh_token&client_id={CLIENT}&refresh_token=r");
        let request = Request::post("/oauth2/token")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let answer = send(&router, request).await;
        assert_eq!(answer.status, 502, "{number}");
        assert_eq!(answer.error(), "server_error", "{number}");
    }
}

/// What a replica sealed, another one with the same key opens; one with another key does not.
#[tokio::test]
async fn replicas_share_codes_by_their_key() {
    let first = Front::start().await;
    let base = &first.double.base;
    let key = |text: &str| format!("seal_key = \"{text}\"");
    let one = key("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let two = key("AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let exchange = async |sealed_by: &str, opened_by: &str| {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields(&[]))
            .finish();
        let request = |uri: &str, body: String| {
            Request::post(uri)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Body::from(body))
                .unwrap()
        };
        let signed_in = send(
            &front(base, sealed_by, SYSTEM),
            request("/oauth2/code", form),
        )
        .await;
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "authorization_code")
            .append_pair("client_id", CLIENT)
            .append_pair("code", &signed_in.parameter("code"))
            .append_pair("redirect_uri", CB)
            .append_pair("code_verifier", VERIFIER)
            .finish();
        send(
            &front(base, opened_by, SYSTEM),
            request("/oauth2/token", body),
        )
        .await
        .status
        .as_u16()
    };
    assert_eq!(exchange(&one, &one).await, 200);
    assert_eq!(exchange(&one, &two).await, 400);
}

#[tokio::test]
async fn what_strangers_send_to_any_host_has_its_status() {
    let front = Front::start().await;
    let mut other = Vec::new();
    for (what, request, status) in strangers::requests() {
        let answer = front.send(request).await;
        if answer.status != status {
            other.push((what, status, answer.status.as_u16()));
        }
        strangers::assert_harmless(what, &answer.headers, &answer.body);
    }
    assert_eq!(other, []);
    assert_eq!(front.double.seen(), []);
}
