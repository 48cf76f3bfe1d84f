//! RP-Initiated Logout: who is asked, where it leads, and what is refused.

use vestibule::engines::embedded::{Authorize, Browser, Decision, Logout, Parameters};

use crate::support::{VERIFIER, World, code_of, encode};

impl World {
    async fn log_out(&self, browser: &Browser, parameters: &[(&str, &str)]) -> Logout {
        self.engine
            .logout(browser, encode(parameters).as_bytes())
            .await
    }

    async fn is_signed_in(&self, browser: &Browser) -> bool {
        matches!(self.authorize(browser, &[]).await, Authorize::Redirect(_))
    }

    /// The ID token that Zoe's consent-free sign-in at the demonstration's client gives.
    async fn id_token(&self, browser: &Browser) -> String {
        let Authorize::Redirect(location) = self.authorize(browser, &[("scope", "openid")]).await
        else {
            panic!("signed in")
        };
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", "demo"),
            ("redirect_uri", crate::support::CALLBACK),
            ("code", &*code_of(&location)),
            ("code_verifier", VERIFIER),
        ];
        let tokens = self.post("/oauth2/token", &form, &[]).await.json();
        tokens["id_token"].as_str().unwrap().to_owned()
    }
}

fn location(answer: &Logout) -> Option<&str> {
    match answer {
        Logout::Done(location, cookie) => {
            assert_eq!(
                cookie,
                "vestibule_session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"
            );
            location.as_deref()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_hint_of_who_is_signed_in_asks_nothing() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let id_token = world.id_token(&zoe).await;
    world.pass(5000);
    let answer = world
        .log_out(
            &zoe,
            &[
                ("id_token_hint", &id_token),
                ("post_logout_redirect_uri", "http://127.0.0.1:6881/client/"),
                ("state", "a b&c"),
            ],
        )
        .await;
    assert_eq!(
        location(&answer),
        Some("http://127.0.0.1:6881/client/?state=a%20b%26c")
    );
    assert!(!world.is_signed_in(&zoe).await);
    // Once more, by the Back button: nobody is signed in, and that is no error.
    let again = world.log_out(&zoe, &[("id_token_hint", &id_token)]).await;
    assert_eq!(location(&again), None);
}

#[tokio::test]
async fn anything_else_is_asked_about() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let admin = world.browser_of("admin").await;
    let of_admin = world.id_token(&admin).await;
    for parameters in [
        &[][..],
        &[("client_id", "demo")],
        &[("id_token_hint", &of_admin)],
        &[
            ("client_id", "asking"),
            ("post_logout_redirect_uri", "https://asking.example/bye?x=1"),
        ],
    ] {
        let Logout::Ask(asked) = world.log_out(&zoe, parameters).await else {
            panic!("{parameters:?}")
        };
        assert_eq!(asked.user_name, "zoe");
    }
    let asking = [
        ("client_id", "asking"),
        ("post_logout_redirect_uri", "https://asking.example/bye?x=1"),
        ("state", ""),
    ];
    let Logout::Ask(asked) = world.log_out(&zoe, &asking).await else {
        panic!("asked")
    };
    assert_eq!(asked.client_name.as_deref(), Some("Somebody else's"));
    let parameters = Parameters::parse(encode(&asking).as_bytes()).unwrap();
    let decide = async |token: &str, decision| {
        world
            .engine
            .logout_decided(&zoe, &parameters, token, decision)
            .await
    };
    let Logout::Refused(refusal) = decide("bogus", Decision::Accept).await else {
        panic!("not our form")
    };
    assert_eq!(
        (refusal.status.as_u16(), refusal.code),
        (403, "invalid_request")
    );
    let token = asked.form_token.as_str();
    assert_eq!(decide(token, Decision::Deny).await, Logout::Stayed);
    assert!(world.is_signed_in(&zoe).await);
    assert_eq!(
        location(&decide(token, Decision::Accept).await),
        Some("https://asking.example/bye?x=1&state=")
    );
    assert!(!world.is_signed_in(&zoe).await);
    assert!(world.is_signed_in(&admin).await);
}

#[tokio::test]
async fn where_it_may_not_lead() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let id_token = world.id_token(&zoe).await;
    let registered = "http://127.0.0.1:6881/client/";
    for parameters in [
        &[("post_logout_redirect_uri", registered)][..],
        &[
            ("client_id", "demo"),
            ("post_logout_redirect_uri", "https://evil.example/"),
        ],
        &[
            ("client_id", "demo"),
            (
                "post_logout_redirect_uri",
                "http://127.0.0.1:6881/client/#x",
            ),
        ],
        &[
            ("client_id", "asking"),
            ("post_logout_redirect_uri", registered),
        ],
        &[("client_id", "nobody")],
        &[("client_id", "demo"), ("client_id", "demo")],
        &[("client_id", "asking"), ("id_token_hint", &id_token)],
        &[("id_token_hint", "x.y.z")],
        &[("state", "\0")],
    ] {
        let Logout::Refused(refusal) = world.log_out(&zoe, parameters).await else {
            panic!("{parameters:?}")
        };
        assert_eq!(
            (refusal.status.as_u16(), refusal.code),
            (400, "invalid_request"),
            "{parameters:?}"
        );
    }
    assert!(world.is_signed_in(&zoe).await);
}
