//! `/oauth2/auth`: what goes to the login page, what to the client, and what to neither.

use vestibule::engines::embedded::{Authorize, Browser, Refusal};

use crate::support::{CALLBACK, CHALLENGE, World, encode};

fn good() -> Vec<(&'static str, &'static str)> {
    vec![
        ("response_type", "code"),
        ("client_id", "demo"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid email"),
        ("state", "xyz"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
}

/// The good request with one parameter replaced, or left out.
fn with(name: &'static str, value: Option<&'static str>) -> Vec<(&'static str, &'static str)> {
    let mut parameters: Vec<_> = good()
        .into_iter()
        .filter(|(each, _)| *each != name)
        .collect();
    parameters.extend(value.map(|value| (name, value)));
    parameters
}

async fn ask(world: &World, parameters: &[(&str, &str)]) -> Authorize {
    world
        .engine
        .authorize(encode(parameters).as_bytes(), &Browser::default())
        .await
}

async fn refusal(world: &World, parameters: &[(&str, &str)]) -> (u16, &'static str, &'static str) {
    match ask(world, parameters).await {
        Authorize::Refused(Refusal {
            status,
            code,
            description,
        }) => (status.as_u16(), code, description),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_good_request_goes_on_to_the_login_as_it_is() {
    let world = World::new().await;
    let mut parameters = good();
    parameters.extend([
        ("ui_locales", "de ar"),
        ("extra", "a&b=\r\né"),
        ("extra", "2"),
    ]);
    assert_eq!(
        ask(&world, &parameters).await,
        Authorize::ToLogin(encode(&parameters))
    );
    let mut noisy = parameters.clone();
    noisy.extend([
        ("j_password", "p"),
        ("remember", "Y"),
        ("error", "x"),
        ("error_description", "y"),
    ]);
    assert_eq!(
        ask(&world, &noisy).await,
        Authorize::ToLogin(encode(&parameters))
    );
}

/// RFC 8252 §7.3: its port is whichever was free when the app was started.
#[tokio::test]
async fn a_native_app_is_answered_at_any_port_of_loopback() {
    let world = World::with(|settings| {
        for client in &mut settings.clients {
            let uris = ["http://127.0.0.1/cb", "http://[::1]:9/cb"];
            client
                .redirect_uris
                .extend(uris.map(|uri| uri.parse().unwrap()));
        }
    })
    .await;
    for uri in [
        "http://127.0.0.1/cb",
        "http://127.0.0.1:49152/cb",
        "http://[::1]:49152/cb",
    ] {
        let mut request = with("redirect_uri", Some(uri));
        assert!(
            matches!(ask(&world, &request).await, Authorize::ToLogin(_)),
            "{uri}"
        );
        request.push(("prompt", "none"));
        match ask(&world, &request).await {
            Authorize::Redirect(location) => assert_eq!(
                location,
                format!(
                    "{uri}?error=login_required&error_description=The%20person%20must%20sign%20in%2C%20and%20prompt%3Dnone%20forbids%20to%20ask&state=xyz&iss=http%3A%2F%2F127.0.0.1%3A6881"
                )
            ),
            other => panic!("{other:?}"),
        }
    }
    for uri in [
        "http://127.0.0.1:49152/cb/",
        "http://127.0.0.1:49152/callback",
        "http://localhost:49152/cb",
        "https://127.0.0.1:49152/cb",
        "http://127.0.0.1:49152@evil.example/cb",
    ] {
        let (status, code, _) = refusal(&world, &with("redirect_uri", Some(uri))).await;
        assert_eq!((status, code), (400, "invalid_request"), "{uri}");
    }
}

#[tokio::test]
async fn without_a_registered_target_nothing_is_redirected() {
    let world = World::new().await;
    let unregistered = (
        400,
        "invalid_request",
        "This redirect_uri is not registered for the application. Register it, character for character, in redirect_uris.",
    );
    for uri in [
        "https://evil.example/",
        "http://127.0.0.1:6881/callback/",
        "http://127.0.0.1:6881/callback?x=1",
        "http://127.0.0.1:6881/CALLBACK",
        "http://127.0.0.1:6882/callback",
        "https://127.0.0.1:6881/callback",
        "http://127.0.0.1:6881/callback#f",
        "/callback",
        "javascript:alert(1)",
        "http://127.0.0.1:6881/callback\r\nX: 1",
    ] {
        assert_eq!(
            refusal(&world, &with("redirect_uri", Some(uri))).await,
            unregistered,
            "{uri}"
        );
    }
    assert_eq!(
        refusal(&world, &with("client_id", Some("unknown"))).await,
        (
            400,
            "invalid_client",
            "No application is registered under this client_id. Correct it, or register the application in the configuration."
        )
    );
    let missing = (
        400,
        "invalid_request",
        "client_id is missing. Start at your application, or add client_id to the address.",
    );
    assert_eq!(refusal(&world, &with("client_id", None)).await, missing);
    assert_eq!(refusal(&world, &with("client_id", Some(""))).await, missing);
    assert_eq!(
        refusal(
            &world,
            &[("client_id", "several"), ("response_type", "code")]
        )
        .await,
        (
            400,
            "invalid_request",
            "redirect_uri is missing, and the application has several. It must say which one."
        )
    );
    for twice in [("client_id", "demo"), ("redirect_uri", CALLBACK)] {
        let mut parameters = good();
        parameters.push(twice);
        assert_eq!(
            refusal(&world, &parameters).await,
            (
                400,
                "invalid_request",
                "client_id or redirect_uri is there more than once. The application must send each once."
            )
        );
    }
}

#[tokio::test]
async fn what_is_not_text_is_refused() {
    let world = World::new().await;
    for raw in [
        "client_id=demo&state=%FF",
        "client_id=%00",
        "client_id=demo&state=%ED%A0%80",
    ] {
        match world
            .engine
            .authorize(raw.as_bytes(), &Browser::default())
            .await
        {
            Authorize::Refused(refusal) => assert_eq!(
                refusal.description,
                "A parameter of the request is not UTF-8 text."
            ),
            other => panic!("{raw}: {other:?}"),
        }
    }
    let many = "a=1&".repeat(101);
    match world
        .engine
        .authorize(many.as_bytes(), &Browser::default())
        .await
    {
        Authorize::Refused(refusal) => assert_eq!(
            refusal.description,
            "The request has more than 100 parameters."
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_other_error_goes_to_the_client_with_state_and_iss() {
    let world = World::new().await;
    let cases = [
        (
            with("response_type", None),
            "invalid_request",
            "response_type is missing; send response_type=code",
        ),
        (
            with("response_type", Some("token")),
            "unsupported_response_type",
            "Only response_type=code is supported",
        ),
        (
            with("response_type", Some("code id_token")),
            "unsupported_response_type",
            "Only response_type=code is supported",
        ),
        (
            with("response_mode", Some("form_post")),
            "invalid_request",
            "response_mode must be query or fragment",
        ),
        (
            with("scope", Some("openid admin")),
            "invalid_scope",
            "scope goes beyond what is registered for this client",
        ),
        (
            with("scope", Some("openid\tx")),
            "invalid_scope",
            "scope is malformed; send words separated by single spaces",
        ),
        (
            with("scope", Some(" ")),
            "invalid_scope",
            "scope is malformed; send words separated by single spaces",
        ),
        (
            with("code_challenge", None),
            "invalid_request",
            "code_challenge is missing; this client must use PKCE with S256",
        ),
        (
            with("code_challenge_method", None),
            "invalid_request",
            "code_challenge_method must be S256",
        ),
        (
            with("code_challenge_method", Some("plain")),
            "invalid_request",
            "code_challenge_method must be S256",
        ),
        (
            with("code_challenge", Some("short")),
            "invalid_request",
            "code_challenge is shorter than 43 characters",
        ),
        (
            with("prompt", Some("none")),
            "login_required",
            "The person must sign in, and prompt=none forbids to ask",
        ),
        (
            with("prompt", Some("none login")),
            "invalid_request",
            "prompt=none can not be combined with other values",
        ),
        (
            with("max_age", Some("-1")),
            "invalid_request",
            "max_age must be a number of seconds",
        ),
        (
            with("request", Some("eyJ")),
            "request_not_supported",
            "The request parameter is not supported",
        ),
        (
            with("request_uri", Some("urn:x")),
            "request_uri_not_supported",
            "The request_uri parameter is not supported",
        ),
        (
            with("registration", Some("{}")),
            "registration_not_supported",
            "The registration parameter is not supported",
        ),
        (
            [good(), vec![("scope", "openid")]].concat(),
            "invalid_request",
            "A parameter is there more than once; send each once",
        ),
        (
            [good(), vec![("nonce", "1"), ("nonce", "2")]].concat(),
            "invalid_request",
            "A parameter is there more than once; send each once",
        ),
        (
            [good(), vec![("code_challenge", CHALLENGE)]].concat(),
            "invalid_request",
            "A parameter is there more than once; send each once",
        ),
    ];
    for (parameters, error, description) in cases {
        let Authorize::Redirect(location) = ask(&world, &parameters).await else {
            panic!("{parameters:?}")
        };
        let (uri, query) = location.split_once('?').unwrap();
        assert_eq!(uri, CALLBACK);
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let expected = [
            ("error", error),
            ("error_description", description),
            ("state", "xyz"),
            ("iss", "http://127.0.0.1:6881"),
        ];
        assert_eq!(
            pairs,
            expected.map(|(name, value)| (name.to_owned(), value.to_owned())),
            "{parameters:?}"
        );
        // RFC 6749 §4.1.2.1: %x20-21 / %x23-5B / %x5D-7E.
        assert!(
            description
                .bytes()
                .all(|b| matches!(b, 0x20..=0x21 | 0x23..=0x5b | 0x5d..=0x7e))
        );
    }
}

#[tokio::test]
async fn two_states_are_answered_without_one_and_a_fragment_by_fragment() {
    let world = World::new().await;
    let mut parameters = good();
    parameters.push(("state", "abc"));
    let Authorize::Redirect(location) = ask(&world, &parameters).await else {
        panic!()
    };
    assert!(location.contains("?error=invalid_request&") && !location.contains("state="));
    let Authorize::Redirect(location) = ask(
        &world,
        &[
            with("prompt", Some("none")),
            vec![("response_mode", "fragment")],
        ]
        .concat(),
    )
    .await
    else {
        panic!()
    };
    assert!(location.starts_with("http://127.0.0.1:6881/callback#error=login_required&"));
}

#[tokio::test]
async fn prompts_that_ask_are_fine() {
    let world = World::new().await;
    for prompt in ["login", "consent", "select_account", "login consent"] {
        assert!(
            matches!(
                ask(&world, &with("prompt", Some(prompt))).await,
                Authorize::ToLogin(_)
            ),
            "{prompt}"
        );
    }
    assert!(matches!(
        ask(&world, &with("max_age", Some("0"))).await,
        Authorize::ToLogin(_)
    ));
}

#[tokio::test]
async fn the_demo_answers_under_both_names_of_loopback() {
    let world = World::new().await;
    for uri in [CALLBACK, "http://localhost:6881/callback"] {
        assert!(
            matches!(
                ask(&world, &with("redirect_uri", Some(uri))).await,
                Authorize::ToLogin(_)
            ),
            "{uri}"
        );
    }
    // One registration, so it need not be sent.
    assert!(matches!(
        ask(&world, &with("redirect_uri", None)).await,
        Authorize::ToLogin(_)
    ));
}

/// Decoded it is as long as others, and as an address three times that.
#[tokio::test]
async fn what_no_address_can_hold_is_not_made_one() {
    let world = World::new().await;
    let long = "é".repeat(2_000);
    let mut parameters = good();
    parameters.extend([("a", long.as_str()), ("b", &long)]);
    assert_eq!(
        ask(&world, &parameters).await,
        Authorize::ToLogin(encode(&parameters))
    );
    parameters.push(("c", &long));
    assert_eq!(
        refusal(&world, &parameters).await,
        (
            414,
            "invalid_request",
            "The request is too long for the address of the login page. The application must send less in it."
        )
    );
}
