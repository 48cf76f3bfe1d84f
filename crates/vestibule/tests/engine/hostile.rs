//! Requests with bytes changed at random (reproducibly): whatever comes, no answer leaves the
//! registered addresses, nothing is granted, and nothing fails on our side.

use axum::body::Body;
use axum::http::Request;
use vestibule::engines::embedded::{Authorize, Browser, Parameters, SignIn};

use crate::support::{CALLBACK, CHALLENGE, World, credentials, encode, exchange_form};

/// A small generator of its own: the tests' cases must not change with a library.
struct Mutations(u64);

impl Mutations {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// Up to four changes: a byte replaced, removed, or a telling piece put in.
    fn of(&mut self, good: &str) -> Vec<u8> {
        const PIECES: [&str; 16] = [
            "%00",
            "%0D%0A",
            "%",
            "&",
            "=",
            "#",
            "%23",
            "//evil.example",
            "@evil.example",
            "%ff",
            "&state=2",
            "&redirect_uri=https://evil.example/",
            "&client_id=several",
            "+",
            "\\",
            "é",
        ];
        let mut bytes = good.as_bytes().to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(3) {
                0 => bytes[at] = u8::try_from(self.below(256)).unwrap(),
                1 => drop(bytes.remove(at)),
                _ => drop(bytes.splice(at..at, PIECES[self.below(PIECES.len())].bytes())),
            }
        }
        bytes
    }
}

fn request() -> String {
    encode(&[
        ("response_type", "code"),
        ("client_id", "demo"),
        ("redirect_uri", CALLBACK),
        ("scope", "openid email"),
        ("state", "xyz"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ])
}

/// One of the addresses that are registered, followed by parameters in plain ASCII.
fn is_registered(location: &str) -> bool {
    let registered = [
        CALLBACK,
        "https://app.example/one",
        "https://app.example/two?x=1",
    ];
    registered.iter().any(|uri| {
        location
            .strip_prefix(uri)
            .is_some_and(|rest| rest.starts_with(['?', '&', '#']))
    }) && location.bytes().all(|byte| byte.is_ascii_graphic())
}

#[tokio::test]
async fn the_authorization_endpoint() {
    let world = World::new().await;
    let mut mutations = Mutations(1);
    let mut seen = [0; 3];
    for _ in 0..20_000 {
        let raw = mutations.of(&request());
        match world.engine.authorize(&raw, &Browser::default()).await {
            Authorize::ToLogin(query) => {
                // What reaches the login is read there as it was read here.
                assert!(Parameters::parse(query.as_bytes()).is_ok());
                seen[0] += 1;
            }
            Authorize::Redirect(location) => {
                assert!(is_registered(&location), "{location}");
                seen[1] += 1;
            }
            Authorize::Refused(refusal) => {
                assert_eq!(refusal.status, 400);
                seen[2] += 1;
            }
        }
    }
    assert!(seen.iter().all(|&count| count > 500), "{seen:?}");
}

#[tokio::test]
async fn the_form_with_a_wrong_password() {
    let world = World::new().await;
    let mut mutations = Mutations(2);
    for _ in 0..100 {
        let Ok(parameters) = Parameters::parse(&mutations.of(&request())) else {
            continue;
        };
        match world
            .engine
            .sign_in(
                credentials("admin", "bad"),
                &Browser::default(),
                &parameters,
            )
            .await
        {
            SignIn::Retry(_) => {}
            SignIn::Redirect(location) => {
                assert!(
                    is_registered(&location) && location.contains("error="),
                    "{location}"
                );
            }
            SignIn::Refused(refusal) => assert_eq!(refusal.status, 400),
            SignIn::SignedIn(..) | SignIn::ChoosePassword(_) => panic!("the password is wrong"),
        }
    }
}

#[tokio::test]
async fn the_token_endpoint() {
    let world = World::new().await;
    let mut mutations = Mutations(3);
    let good = encode(&exchange_form("bogus"));
    for _ in 0..2_000 {
        let request = Request::post("/oauth2/token")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(mutations.of(&good)))
            .unwrap();
        let (status, _) = world.send(request).await.error();
        assert!(matches!(status, 400 | 401), "{status}");
    }
}
