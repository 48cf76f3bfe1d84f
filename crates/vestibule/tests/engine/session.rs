//! Single sign-on: what a browser in which somebody is signed in gets without asking.

use vestibule::engines::embedded::{Authorize, Browser, Entry, Remember, SignIn};

use crate::support::{CALLBACK, CHALLENGE, START, World, code_of, credentials, exchange_form};

/// The code of an answer without a question.
fn code(answer: &Authorize) -> String {
    match answer {
        Authorize::Redirect(location) if location.contains("code=") => code_of(location),
        other => panic!("{other:?}"),
    }
}

/// The error of an answer without a question.
fn error(answer: &Authorize) -> String {
    match answer {
        Authorize::Redirect(location) => {
            let query = location.split_once('?').unwrap().1;
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            let error = pairs.find(|(name, _)| name == "error").unwrap();
            error.1.into_owned()
        }
        other => panic!("{other:?}"),
    }
}

fn asks(answer: &Authorize) -> bool {
    matches!(answer, Authorize::ToLogin(_))
}

#[tokio::test]
async fn one_sign_in_serves_the_next_application() {
    let world = World::new().await;
    let signed_in = world
        .engine
        .sign_in(
            credentials("zoe", "123456"),
            &Browser::default(),
            &vestibule::engines::embedded::Parameters::from_pairs([
                ("client_id".into(), "several".into()),
                ("redirect_uri".into(), "https://app.example/one".into()),
                ("code_challenge".into(), CHALLENGE.into()),
                ("code_challenge_method".into(), "S256".into()),
            ])
            .unwrap(),
        )
        .await;
    let SignIn::SignedIn(_, cookie) = signed_in else {
        panic!("{signed_in:?}")
    };
    let cookie = cookie.to_str().unwrap();
    assert!(cookie.starts_with("vestibule_session="));
    assert!(cookie.ends_with("; HttpOnly; SameSite=Lax; Path=/"));
    let browser = world.browser_with(cookie);
    world.pass(1000);
    let answer = world
        .authorize(&browser, &[("scope", "openid"), ("nonce", "n")])
        .await;
    let tokens = world.exchange(&code(&answer)).await.json();
    let (_, claims) = world.verified(tokens["id_token"].as_str().unwrap()).await;
    assert_eq!(
        (&claims["sub"], &claims["auth_time"], &claims["nonce"]),
        (&"248289761001".into(), &START.into(), &"n".into())
    );
    assert_eq!(claims["iat"], START + 1000);
    // Nobody's browser, and a made-up cookie.
    assert!(asks(&world.authorize(&Browser::default(), &[]).await));
    let forged = world.browser_with("vestibule_session=AAAA");
    assert!(asks(&world.authorize(&forged, &[]).await));
}

#[tokio::test]
async fn prompt_and_max_age() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    world.pass(60);
    for prompt in ["login", "select_account", "login consent"] {
        let answer = world.authorize(&zoe, &[("prompt", prompt)]).await;
        assert!(asks(&answer), "{prompt}");
    }
    code(&world.authorize(&zoe, &[("prompt", "none")]).await);
    let nobody = Browser::default();
    assert_eq!(
        error(&world.authorize(&nobody, &[("prompt", "none")]).await),
        "login_required"
    );
    code(&world.authorize(&zoe, &[("max_age", "61")]).await);
    for max_age in ["60", "0"] {
        let answer = world.authorize(&zoe, &[("max_age", max_age)]).await;
        assert!(asks(&answer), "{max_age}");
        let none = [("max_age", max_age), ("prompt", "none")];
        assert_eq!(error(&world.authorize(&zoe, &none).await), "login_required");
    }
}

#[tokio::test]
async fn hints_of_somebody_else() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let admin = world.browser_of("admin").await;
    for hint in ["zoe", "248289761001"] {
        code(&world.authorize(&zoe, &[("login_hint", hint)]).await);
        assert!(asks(
            &world.authorize(&admin, &[("login_hint", hint)]).await
        ));
    }
    code(
        &world
            .authorize(&admin, &[("login_hint", "Admin@Example.com")])
            .await,
    );

    let answer = world.authorize(&zoe, &[("scope", "openid")]).await;
    let tokens = world.exchange(&code(&answer)).await.json();
    let id_token = tokens["id_token"].as_str().unwrap();
    // It counts long after it has expired.
    world.pass(10_000);
    code(&world.authorize(&zoe, &[("id_token_hint", id_token)]).await);
    assert!(asks(
        &world
            .authorize(&admin, &[("id_token_hint", id_token)])
            .await
    ));
    let none = [("id_token_hint", id_token), ("prompt", "none")];
    assert_eq!(
        error(&world.authorize(&admin, &none).await),
        "login_required"
    );
    let access_token = tokens["access_token"].as_str().unwrap();
    let (head, signature) = id_token.rsplit_once('.').unwrap();
    let reversed: String = signature.chars().rev().collect();
    let forged = format!("{head}.{reversed}");
    for hint in [access_token, &*forged, head, "x", "a.b.c"] {
        let answer = world.authorize(&zoe, &[("id_token_hint", hint)]).await;
        assert_eq!(error(&answer), "invalid_request", "{hint}");
    }
}

#[tokio::test]
async fn a_session_ends_in_time() {
    let world = World::new().await;
    let enter = async |remember| {
        let mut credentials = credentials("zoe", "123456");
        credentials.remember = remember;
        match world.engine.enter(credentials, &Browser::default()).await {
            Entry::SignedIn(cookie) => cookie.to_str().unwrap().to_owned(),
            other => panic!("{other:?}"),
        }
    };
    let (short, long) = (enter(Remember::No).await, enter(Remember::Yes).await);
    assert!(!short.contains("Max-Age"));
    assert!(long.ends_with("; Max-Age=2592000"));
    let (short, long) = (world.browser_with(&short), world.browser_with(&long));
    world.pass(35_999);
    code(&world.authorize(&short, &[]).await);
    world.pass(1);
    assert!(asks(&world.authorize(&short, &[]).await));
    world.pass(2_592_000 - 36_001);
    code(&world.authorize(&long, &[]).await);
    world.pass(1);
    assert!(asks(&world.authorize(&long, &[]).await));
}

#[tokio::test]
async fn whoever_signs_in_anew_ends_the_session_before() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let entry = world
        .engine
        .enter(credentials("admin", "123456"), &zoe)
        .await;
    let Entry::SignedIn(cookie) = entry else {
        panic!("{entry:?}")
    };
    assert!(asks(&world.authorize(&zoe, &[]).await));
    let admin = world.browser_with(cookie.to_str().unwrap());
    code(&world.authorize(&admin, &[]).await);
}

#[tokio::test]
async fn whose_name_is_gone_is_signed_out() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let code = code(&world.authorize(&zoe, &[]).await);
    let world = world.restarted_without_zoe().await;
    assert!(asks(&world.authorize(&zoe, &[]).await));
    let answer = world
        .post("/oauth2/token", &exchange_form(&code), &[])
        .await;
    assert_eq!(answer.error(), (400, "invalid_grant".into()));
    assert!(CALLBACK.starts_with("http://127.0.0.1"));
}

#[tokio::test]
async fn somebody_else_than_the_hint_means_gets_no_code() {
    let world = World::new().await;
    let tokens = world.demo_tokens("openid").await;
    let of_admin = tokens["id_token"].as_str().unwrap();
    let request = [
        ("client_id", "demo"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("id_token_hint", of_admin),
    ];
    let SignIn::Redirect(location) = world.sign_in_as("zoe", "123456", &request).await else {
        panic!("signed in")
    };
    assert!(location.contains("error=login_required"), "{location}");
    let SignIn::SignedIn(location, _) = world.sign_in_as("admin", "123456", &request).await else {
        panic!("not signed in")
    };
    assert!(location.contains("code="), "{location}");
}
