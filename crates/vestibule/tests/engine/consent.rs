//! Consent: asked, allowed in whole or in part, denied, remembered.

use vestibule::engines::embedded::{
    Asked, Authorize, Browser, Consent, ConsentDecision, Decision, SignIn,
};

use crate::support::{CHALLENGE, VERIFIER, World, code_of};

const ASKING: [(&str, &str); 3] = [
    ("client_id", "asking"),
    ("scope", "openid profile email"),
    ("state", "s"),
];

fn challenge(location: &str) -> &str {
    location
        .strip_prefix("/consent?consent_challenge=")
        .unwrap()
}

impl World {
    /// The challenge that a signed-in browser is sent on with.
    async fn consent_challenge(&self, browser: &Browser, more: &[(&str, &str)]) -> String {
        match self.authorize(browser, more).await {
            Authorize::Redirect(location) => challenge(&location).to_owned(),
            other => panic!("{other:?}"),
        }
    }

    async fn asked(&self, browser: &Browser, challenge: &str) -> Asked {
        match self.engine.consent_asked(browser, challenge).await {
            Consent::Ask(asked) => *asked,
            other => panic!("{other:?}"),
        }
    }

    async fn decide_consent(
        &self,
        browser: &Browser,
        challenge: &str,
        decision: Decision,
        granted: &[&str],
        remember: bool,
    ) -> Consent {
        let asked = self.asked(browser, challenge).await;
        let granted: Vec<String> = granted.iter().map(|&scope| scope.to_owned()).collect();
        let decision = ConsentDecision {
            decision,
            granted: &granted,
            remember,
            form_token: asked.form_token.as_str(),
        };
        self.engine
            .consent_decided(browser, challenge, decision)
            .await
    }

    async fn scope_of(&self, answer: Consent) -> String {
        let Consent::Redirect(location) = answer else {
            panic!("{answer:?}")
        };
        assert!(location.starts_with("https://asking.example/cb?code="));
        assert!(location.contains("&state=s&iss="));
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", "asking"),
            ("code", &*code_of(&location)),
            ("code_verifier", VERIFIER),
        ];
        let tokens = self.post("/oauth2/token", &form, &[]).await.json();
        tokens["scope"].as_str().unwrap().to_owned()
    }
}

fn refused(answer: &Consent) -> (u16, &str) {
    match answer {
        Consent::Refused(refusal) => (refusal.status.as_u16(), refusal.code),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn after_the_password_too() {
    let world = World::new().await;
    let parameters = [
        &ASKING[..],
        &[
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ],
    ]
    .concat();
    let SignIn::SignedIn(location, cookie) = world.sign_in(&parameters).await else {
        panic!("signed in")
    };
    let browser = world.browser_with(cookie.to_str().unwrap());
    let asked = world.asked(&browser, challenge(&location)).await;
    assert_eq!(
        (
            asked.client_name.as_str(),
            asked.redirect_uri.as_str(),
            asked.user_name.as_str(),
            asked.scope.to_string().as_str()
        ),
        (
            "Somebody else's",
            "https://asking.example/cb",
            "admin",
            "openid profile email"
        )
    );
}

#[tokio::test]
async fn all_some_or_nothing() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let all = ["email", "openid", "profile", "admin"];
    for (granted, scope) in [
        (&all[..], "openid profile email"),
        (&["openid"], "openid"),
        (&["email"], "email"),
    ] {
        let challenge = world.consent_challenge(&zoe, &ASKING).await;
        let answer = world
            .decide_consent(&zoe, &challenge, Decision::Accept, granted, false)
            .await;
        assert_eq!(world.scope_of(answer).await, scope);
    }
    for (decision, granted) in [
        (Decision::Deny, &["openid"][..]),
        (Decision::Accept, &[]),
        (Decision::Accept, &["admin"]),
    ] {
        let challenge = world.consent_challenge(&zoe, &ASKING).await;
        let answer = world
            .decide_consent(&zoe, &challenge, decision, granted, true)
            .await;
        let Consent::Redirect(location) = answer else {
            panic!("{answer:?}")
        };
        assert!(location.starts_with(
            "https://asking.example/cb?error=access_denied&error_description=The%20person%20has%20denied%20the%20request&state=s&iss="
        ));
    }
}

#[tokio::test]
async fn remembered_for_this_client_and_what_it_asked() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let first = world.consent_challenge(&zoe, &ASKING).await;
    world
        .decide_consent(&zoe, &first, Decision::Accept, &["openid", "email"], true)
        .await;
    let ask = async |browser: &Browser, scope: &str, prompt: &str| {
        let more = [
            ("client_id", "asking"),
            ("scope", scope),
            ("prompt", prompt),
        ];
        match world.authorize(browser, &more).await {
            Authorize::Redirect(location) => location,
            other => panic!("{other:?}"),
        }
    };
    assert!(ask(&zoe, "email openid", "").await.contains("?code="));
    assert!(ask(&zoe, "openid", "none").await.contains("?code="));
    challenge(&ask(&zoe, "openid profile", "").await);
    assert!(
        ask(&zoe, "openid profile", "none")
            .await
            .contains("?error=consent_required&")
    );
    // Asked again where the client insists, also one that is never asked about.
    challenge(&ask(&zoe, "openid", "consent").await);
    let demo = world
        .consent_challenge(&zoe, &[("prompt", "consent")])
        .await;
    assert_eq!(world.asked(&zoe, &demo).await.client_id, "demo");
    // Somebody else has allowed nothing.
    let admin = world.browser_of("admin").await;
    challenge(&ask(&admin, "openid", "").await);
    let world = world.restarted().await;
    let again = [("client_id", "asking"), ("scope", "openid")];
    let Authorize::Redirect(location) = world.authorize(&zoe, &again).await else {
        panic!("remembered")
    };
    assert!(location.contains("?code="));
}

#[tokio::test]
async fn decided_once_and_by_whom_it_waits_for() {
    let world = World::new().await;
    let zoe = world.browser_of("zoe").await;
    let admin = world.browser_of("admin").await;
    let challenge = world.consent_challenge(&zoe, &ASKING).await;
    let nobody = Browser::default();
    for (browser, challenge) in [
        (&admin, &*challenge),
        (&nobody, &challenge),
        (&zoe, "bogus"),
    ] {
        let answer = world.engine.consent_asked(browser, challenge).await;
        assert_eq!(refused(&answer), (400, "expired"));
    }
    let of_admin = {
        let of_admin = world.consent_challenge(&admin, &ASKING).await;
        world.asked(&admin, &of_admin).await.form_token
    };
    let scope = ["openid".to_owned()];
    let decide = async |browser: &Browser, form_token: &str| {
        let decision = ConsentDecision {
            decision: Decision::Accept,
            granted: &scope,
            remember: false,
            form_token,
        };
        world
            .engine
            .consent_decided(browser, &challenge, decision)
            .await
    };
    // Zoe's challenge in admin's browser, and admin's form in Zoe's.
    assert_eq!(
        refused(&decide(&admin, of_admin.as_str()).await),
        (400, "expired")
    );
    for token in [of_admin.as_str(), ""] {
        assert_eq!(
            refused(&decide(&zoe, token).await),
            (403, "invalid_request")
        );
    }
    let token = world.asked(&zoe, &challenge).await.form_token;
    assert!(matches!(
        decide(&zoe, token.as_str()).await,
        Consent::Redirect(_)
    ));
    assert_eq!(
        refused(&decide(&zoe, token.as_str()).await),
        (400, "expired")
    );
    let late = world.consent_challenge(&zoe, &ASKING).await;
    world.pass(3600);
    let answer = world.engine.consent_asked(&zoe, &late).await;
    assert_eq!(refused(&answer), (400, "expired"));
}
