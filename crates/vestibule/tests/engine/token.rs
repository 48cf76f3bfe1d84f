//! POST `/oauth2/token`: the exchange of a code.

use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use vestibule::engines::embedded::SignIn;

use crate::support::{
    CALLBACK, START, TUTORIAL, TUTORIAL_SECRET, VERIFIER, World, basic, code_of, encode,
    exchange_form,
};

#[tokio::test]
async fn a_code_buys_all_tokens() {
    let world = World::new().await;
    let code = world.demo_code("openid email offline_access").await;
    world.pass(10);
    let answer = world.exchange(&code).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("pragma"), "no-cache");
    assert_eq!(answer.header("content-type"), "application/json");
    let body = answer.json();
    let names: Vec<&str> = body
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        [
            "access_token",
            "expires_in",
            "id_token",
            "refresh_token",
            "scope",
            "token_type"
        ]
    );
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 600);
    assert_eq!(body["scope"], "openid email offline_access");

    let access_token = body["access_token"].as_str().unwrap();
    let (header, claims) = world.verified(body["id_token"].as_str().unwrap()).await;
    assert_eq!(
        (&header["alg"], &header["typ"]),
        (&"ES256".into(), &"JWT".into())
    );
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, access_token.as_bytes());
    assert_eq!(
        claims,
        json!({
            "iss": "http://127.0.0.1:6881", "sub": "admin", "aud": "demo",
            "iat": START + 10, "exp": START + 610, "auth_time": START,
            "nonce": "n-0S6_WzA2Mj", "at_hash": URL_SAFE_NO_PAD.encode(&digest.as_ref()[..16]),
        })
    );
    let (header, mut claims) = world.verified(access_token).await;
    assert_eq!(
        (&header["alg"], &header["typ"]),
        (&"ES256".into(), &"at+jwt".into())
    );
    assert_eq!(claims["jti"].take().as_str().unwrap().len(), 43);
    assert_eq!(
        claims,
        json!({
            "iss": "http://127.0.0.1:6881", "sub": "admin", "aud": "http://127.0.0.1:6881",
            "client_id": "demo", "scope": "openid email offline_access",
            "iat": START + 10, "exp": START + 610, "auth_time": START, "jti": null,
        })
    );
}

#[tokio::test]
async fn what_was_not_asked_for_is_not_given() {
    let world = World::new().await;
    let body = world.demo_tokens("openid").await;
    assert_eq!(
        (body.get("refresh_token"), body.get("id_token").is_some()),
        (None, true)
    );
    let body = world.demo_tokens("email").await;
    assert_eq!(
        (body.get("refresh_token"), body.get("id_token")),
        (None, None)
    );
    let body = world.demo_tokens("").await;
    assert_eq!(body["scope"], "openid profile email");
    let body = world.demo_tokens("offline").await;
    assert!(body.get("refresh_token").is_some());
}

/// RFC 6749 §3.3: a scope has at least one word.
#[tokio::test]
async fn where_nothing_can_be_asked_for_no_scope_is_named() {
    let world = World::new().await;
    let SignIn::SignedIn(location, _) = world.sign_in(&[("client_id", "bare")]).await else {
        panic!()
    };
    let code = code_of(&location);
    let form = [("grant_type", "authorization_code"), ("code", &code)];
    let header = basic("bare", "s");
    let answer = world
        .post("/oauth2/token", &form, &[("authorization", &header)])
        .await;
    let tokens = answer.json();
    let names: Vec<&String> = tokens.as_object().unwrap().keys().collect();
    assert_eq!(names, ["access_token", "expires_in", "token_type"]);
}

#[tokio::test]
async fn a_code_works_once_and_its_tokens_end_when_it_comes_again() {
    let world = World::new().await;
    let code = world.demo_code("openid offline_access").await;
    let first = world.exchange(&code).await.json();
    let access_token = first["access_token"].as_str().unwrap();
    assert_eq!(world.userinfo(access_token).await.status, 200);
    assert_eq!(
        world.exchange(&code).await.error(),
        (400, "invalid_grant".into())
    );
    assert_eq!(world.userinfo(access_token).await.status, 401);
    let refreshed = world
        .refresh(first["refresh_token"].as_str().unwrap())
        .await;
    assert_eq!(refreshed.error(), (400, "invalid_grant".into()));
}

#[tokio::test]
async fn a_code_expires() {
    let world = World::new().await;
    let code = world.demo_code("openid").await;
    world.pass(299);
    let in_time = world.exchange(&code).await;
    assert_eq!(in_time.status, 200);
    let code = world.demo_code("openid").await;
    world.pass(300);
    assert_eq!(
        world.exchange(&code).await.error(),
        (400, "invalid_grant".into())
    );
}

/// The exchange with one field replaced, or left out.
fn with<'a>(code: &'a str, name: &'a str, value: Option<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut form: Vec<_> = exchange_form(code)
        .into_iter()
        .filter(|(each, _)| *each != name)
        .collect();
    form.extend(value.map(|value| (name, value)));
    form
}

#[tokio::test]
async fn a_code_is_bound_to_verifier_and_redirect_uri_and_one_failure_spends_it() {
    let world = World::new().await;
    let wrong = format!("{}x", &VERIFIER[..42]);
    for (name, value, error) in [
        ("code_verifier", None, "invalid_request"),
        ("code_verifier", Some(wrong.as_str()), "invalid_grant"),
        ("code_verifier", Some(""), "invalid_request"),
        ("code_verifier", Some("short"), "invalid_grant"),
        ("redirect_uri", None, "invalid_request"),
        (
            "redirect_uri",
            Some("http://localhost:6881/callback"),
            "invalid_grant",
        ),
        (
            "redirect_uri",
            Some("https://evil.example/"),
            "invalid_grant",
        ),
    ] {
        let code = world.demo_code("openid").await;
        let answer = world
            .post("/oauth2/token", &with(&code, name, value), &[])
            .await;
        assert_eq!(answer.error(), (400, error.into()), "{name} {value:?}");
        assert_eq!(
            world.exchange(&code).await.error(),
            (400, "invalid_grant".into()),
            "{name} {value:?}"
        );
    }
}

#[tokio::test]
async fn a_code_is_bound_to_its_client_who_keeps_it() {
    let world = World::new().await;
    let code = world.demo_code("openid").await;
    let form = with(&code, "client_id", Some("several"));
    assert_eq!(
        world.post("/oauth2/token", &form, &[]).await.error(),
        (400, "invalid_grant".into())
    );
    assert_eq!(world.exchange(&code).await.status, 200);
}

#[tokio::test]
async fn a_verifier_without_a_challenge_is_an_attack() {
    let world = World::new().await;
    let SignIn::SignedIn(location, _) = world.sign_in(&[("client_id", TUTORIAL)]).await else {
        panic!()
    };
    let code = code_of(&location);
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("code_verifier", VERIFIER),
        ("client_id", TUTORIAL),
        ("client_secret", TUTORIAL_SECRET),
    ];
    assert_eq!(
        world.post("/oauth2/token", &form, &[]).await.error(),
        (400, "invalid_grant".into())
    );
}

#[tokio::test]
async fn clients_prove_themselves_as_registered() {
    let world = World::new().await;
    let form = [("grant_type", "authorization_code"), ("code", "bogus")];
    let with_body = |id: &'static str, secret: &'static str| {
        [&form[..], &[("client_id", id), ("client_secret", secret)]].concat()
    };

    // Right: past authentication, the code is looked at.
    for headers in [
        basic(TUTORIAL, TUTORIAL_SECRET),
        basic("demo", ""),
        basic("hashed", "123456"),
    ] {
        let answer = world
            .post("/oauth2/token", &form, &[("authorization", &headers)])
            .await;
        assert_eq!(answer.error(), (400, "invalid_grant".into()), "{headers}");
    }
    for fields in [
        with_body(TUTORIAL, TUTORIAL_SECRET),
        with_body("demo", ""),
        with_body("hashed", "123456"),
    ] {
        assert_eq!(
            world.post("/oauth2/token", &fields, &[]).await.error(),
            (400, "invalid_grant".into())
        );
    }
    // Wrong by header: challenged.
    for header in [
        basic(TUTORIAL, "wrong"),
        basic(TUTORIAL, ""),
        basic("demo", "a secret it has not"),
        basic("unknown", "x"),
        basic("hashed", "1234567"),
        "Basic !".into(),
        "Bearer abc".into(),
    ] {
        let answer = world
            .post("/oauth2/token", &form, &[("authorization", &header)])
            .await;
        assert_eq!(answer.error(), (401, "invalid_client".into()), "{header}");
        assert_eq!(answer.header("www-authenticate"), r#"Basic realm="OAuth""#);
    }
    // Wrong by body: not challenged, or a browser would ask the person.
    for fields in [
        with_body(TUTORIAL, "wrong"),
        with_body(TUTORIAL, ""),
        with_body("demo", "x"),
        with_body("unknown", ""),
        form.to_vec(),
    ] {
        let answer = world.post("/oauth2/token", &fields, &[]).await;
        assert_eq!(answer.error(), (401, "invalid_client".into()), "{fields:?}");
        assert_eq!(answer.header("www-authenticate"), "");
    }
    // Both ways at once, two headers, or two names.
    let header = basic(TUTORIAL, TUTORIAL_SECRET);
    let twice = [("authorization", header.as_str()); 2];
    let answer = world.post("/oauth2/token", &form, &twice).await;
    assert_eq!(answer.error(), (401, "invalid_client".into()));
    for fields in [
        with_body(TUTORIAL, TUTORIAL_SECRET),
        [&form[..], &[("client_id", "demo")]].concat(),
    ] {
        let answer = world
            .post("/oauth2/token", &fields, &[("authorization", &header)])
            .await;
        assert_eq!(answer.error(), (400, "invalid_request".into()));
    }
}

#[tokio::test]
async fn malformed_requests() {
    let world = World::new().await;
    for (form, error) in [
        (vec![("client_id", "demo")], "invalid_request"),
        (
            vec![("client_id", "demo"), ("grant_type", "authorization_code")],
            "invalid_request",
        ),
        (
            vec![("client_id", "demo"), ("grant_type", "refresh_token")],
            "invalid_request",
        ),
        (
            vec![
                ("client_id", "demo"),
                ("grant_type", "password"),
                ("username", "admin"),
                ("password", "123456"),
            ],
            "unsupported_grant_type",
        ),
        (
            vec![("client_id", "demo"), ("grant_type", "client_credentials")],
            "unsupported_grant_type",
        ),
        (
            vec![
                ("client_id", "demo"),
                ("client_id", "demo"),
                ("grant_type", "refresh_token"),
            ],
            "invalid_request",
        ),
        (
            vec![
                ("client_id", "demo"),
                ("grant_type", "authorization_code"),
                ("code", "a"),
                ("code", "b"),
            ],
            "invalid_request",
        ),
    ] {
        assert_eq!(
            world.post("/oauth2/token", &form, &[]).await.error(),
            (400, error.into()),
            "{form:?}"
        );
    }
    let many = vec![("a", "b"); 101];
    assert_eq!(
        world.post("/oauth2/token", &many, &[]).await.error(),
        (400, "invalid_request".into())
    );
    let long = "x".repeat(8193);
    assert_eq!(
        world
            .post("/oauth2/token", &[("code", &long)], &[])
            .await
            .error(),
        (400, "invalid_request".into())
    );
}

#[tokio::test]
async fn wrong_media_types_sizes_and_methods() {
    let world = World::new().await;
    let form = encode(&exchange_form("x"));
    for media in [
        None,
        Some("application/json"),
        Some("multipart/form-data; boundary=x"),
        Some("text/plain"),
    ] {
        let mut request = Request::post("/oauth2/token");
        if let Some(media) = media {
            request = request.header("content-type", media);
        }
        let answer = world
            .send(request.body(Body::from(form.clone())).unwrap())
            .await;
        assert_eq!(answer.error(), (415, "invalid_request".into()), "{media:?}");
    }
    let request = Request::post("/oauth2/token").header(
        "content-type",
        "Application/X-WWW-Form-Urlencoded; charset=UTF-8",
    );
    let answer = world.send(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(answer.error(), (400, "invalid_grant".into()));
    // Announced and not announced.
    for announced in [true, false] {
        let mut request = Request::post("/oauth2/token")
            .header("content-type", "application/x-www-form-urlencoded");
        if announced {
            request = request.header("content-length", "3000000");
        }
        let answer = world
            .send(request.body(Body::from(vec![b'a'; 70_000])).unwrap())
            .await;
        assert_eq!(answer.error(), (413, "invalid_request".into()));
    }
    let answer = world.get("/oauth2/token", &[]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("allow")),
        (405, "POST")
    );
}

#[tokio::test]
async fn a_redirect_uri_that_was_not_asked_with_may_be_left_out_or_must_fit() {
    let world = World::new().await;
    for (redirect_uri, status) in [
        (None, 200),
        (Some(CALLBACK), 200),
        (Some("https://evil.example/"), 400),
    ] {
        let SignIn::SignedIn(location, _) = world
            .sign_in(&[
                ("client_id", "demo"),
                ("code_challenge", crate::support::CHALLENGE),
                ("code_challenge_method", "S256"),
            ])
            .await
        else {
            panic!()
        };
        let code = code_of(&location);
        let answer = world
            .post(
                "/oauth2/token",
                &with(&code, "redirect_uri", redirect_uri),
                &[],
            )
            .await;
        assert_eq!(answer.status, status, "{redirect_uri:?} {}", answer.body);
    }
}

#[tokio::test]
async fn a_burst_of_exchanges_is_served_one_after_the_other() {
    let world = World::new().await;
    let mut codes = Vec::new();
    for _ in 0..20 {
        codes.push(world.demo_code("openid offline_access").await);
    }
    let mut exchanges = tokio::task::JoinSet::new();
    let world = std::sync::Arc::new(world);
    for code in codes {
        let world = std::sync::Arc::clone(&world);
        exchanges.spawn(async move {
            let tokens = world.exchange(&code).await.json();
            world
                .refresh(tokens["refresh_token"].as_str().unwrap())
                .await
                .status
                .as_u16()
        });
    }
    assert_eq!(exchanges.join_all().await, vec![200; 20]);
}
