//! The form: credentials and the carried request in, a redirect, a retry or a refusal out.

use vestibule::engines::embedded::{Retry, SignIn};

use crate::support::{CALLBACK, CHALLENGE, TUTORIAL, World, code_of};

const DEMO: [(&str, &str); 4] = [
    ("client_id", "demo"),
    ("redirect_uri", CALLBACK),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
];

fn location(answer: SignIn) -> String {
    match answer {
        SignIn::SignedIn(location, _) | SignIn::Redirect(location) => location,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_right_password_gives_a_code_with_state_and_iss() {
    let world = World::new().await;
    let state = "a&b=c d/é#\"<\r\n+%41";
    let answer = location(
        world
            .sign_in(&[&DEMO[..], &[("state", state)]].concat())
            .await,
    );
    let query = answer
        .strip_prefix("http://127.0.0.1:6881/callback?")
        .unwrap();
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["code", "state", "iss"]);
    assert_eq!(pairs[0].1.len(), 43);
    assert_eq!(pairs[1].1, state);
    assert_eq!(pairs[2].1, "http://127.0.0.1:6881");
    assert!(!answer.contains(['\r', '\n', ' ', '"', '<']));
}

#[tokio::test]
async fn a_fragment_is_answered_in_the_fragment() {
    let world = World::new().await;
    let answer = location(
        world
            .sign_in(&[&DEMO[..], &[("response_mode", "fragment")]].concat())
            .await,
    );
    assert!(answer.starts_with("http://127.0.0.1:6881/callback#code="));
}

#[tokio::test]
async fn the_form_of_light_oauth2_needs_no_more_than_a_client() {
    let world = World::new().await;
    let answer = location(
        world
            .sign_in(&[
                ("client_id", TUTORIAL),
                ("user_type", "E"),
                ("remember", "Y"),
            ])
            .await,
    );
    assert!(answer.starts_with("http://localhost:8080/authorization?code="));
    assert!(answer.ends_with("&iss=http%3A%2F%2F127.0.0.1%3A6881"));
}

#[tokio::test]
async fn wrong_credentials_are_asked_again_and_are_all_alike() {
    let world = World::new().await;
    for (name, password) in [
        ("admin", "bad"),
        ("nobody", "123456"),
        ("", ""),
        ("admin", ""),
        ("ADMIN", "123456"),
        ("admin", "123456 "),
    ] {
        let answer = world.sign_in_as(name, password, &DEMO).await;
        assert_eq!(
            answer,
            SignIn::Retry(Retry::InvalidCredentials),
            "{name} {password}"
        );
    }
    assert_eq!(Retry::InvalidCredentials.code(), "invalid_credentials");
    let long = "x".repeat(100_000);
    assert_eq!(
        world.sign_in_as("admin", &long, &DEMO).await,
        SignIn::Retry(Retry::InvalidCredentials)
    );
}

#[tokio::test]
async fn the_carried_request_is_checked_anew() {
    let world = World::new().await;
    for parameters in [
        vec![("client_id", "unknown")],
        vec![
            ("client_id", "demo"),
            ("redirect_uri", "https://evil.example/"),
        ],
        vec![],
        vec![("client_id", "demo"), ("client_id", TUTORIAL)],
    ] {
        // With the right password as with a wrong one: it is not looked at.
        for password in ["123456", "bad"] {
            let answer = world.sign_in_as("admin", password, &parameters).await;
            let SignIn::Refused(refusal) = answer else {
                panic!("{parameters:?}: {answer:?}")
            };
            assert_eq!(refusal.status, 400);
        }
    }
    for (parameters, error) in [
        (
            vec![("client_id", "demo"), ("redirect_uri", CALLBACK)],
            "invalid_request",
        ),
        (
            [&DEMO[..], &[("scope", "openid root")]].concat(),
            "invalid_scope",
        ),
        (
            [&DEMO[..], &[("response_type", "token")]].concat(),
            "unsupported_response_type",
        ),
    ] {
        let answer = location(world.sign_in(&parameters).await);
        assert!(
            answer.starts_with(&format!("{CALLBACK}?error={error}&")),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn a_tutorial_code_of_the_form_is_bound_to_its_challenge() {
    let world = World::new().await;
    let answer = location(
        world
            .sign_in(&[
                ("client_id", TUTORIAL),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ])
            .await,
    );
    let code = code_of(&answer);
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("client_id", TUTORIAL),
        ("client_secret", crate::support::TUTORIAL_SECRET),
    ];
    assert_eq!(
        world.post("/oauth2/token", &form, &[]).await.error(),
        (400, "invalid_request".into())
    );
}

#[tokio::test]
async fn a_code_is_not_shown_by_debug() {
    let world = World::new().await;
    for mode in ["query", "fragment"] {
        let parameters = [&DEMO[..], &[("response_mode", mode)]].concat();
        let answer = world.sign_in(&parameters).await;
        assert_eq!(
            format!("{answer:?}"),
            r#"Redirect("http://127.0.0.1:6881/callback")"#
        );
    }
}
