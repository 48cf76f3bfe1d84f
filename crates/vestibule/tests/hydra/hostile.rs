//! What nobody honest sends, each with its status. That no answer tells of the admin API is asserted
//! for every answer in these tests, by the browser that gets it.

use axum::{
    body::Body,
    http::{Method, Request, header},
};

use super::{
    strangers,
    support::{World, filled, login_request},
};

#[tokio::test]
async fn pages_without_their_challenge_say_where_to_start() {
    let world = World::start().await;
    for uri in [
        "/consent",
        "/consent?consent_challenge=",
        "/logout",
        "/device",
        "/device?user_code=WDJBMJHT",
    ] {
        let answer = world.get(uri).await;
        assert_eq!(
            (answer.status.as_u16(), answer.page()),
            (400, ("error", "missing_state")),
            "{uri}"
        );
    }
    assert_eq!(world.double.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn what_is_no_challenge_never_reaches_hydra() {
    let world = World::start().await;
    let long = "x".repeat(8193);
    for (challenge, status) in [
        ("a%20b", 400),
        ("a%0d%0aX-Evil:1", 400),
        ("a%0aX", 400),
        ("%00", 400),
        ("%ff", 400),
        ("%C3%A4", 400),
        (&*long, 400),
    ] {
        for page in [
            "login?login",
            "consent?consent",
            "logout?logout",
            "device?device",
        ] {
            let answer = world.get(&format!("/{page}_challenge={challenge}")).await;
            assert_eq!(answer.status, status, "{page} {challenge}");
        }
    }
    assert_eq!(world.double.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_challenge_can_not_leave_its_place_in_the_address() {
    let world = World::start().await;
    world
        .get("/login?login_challenge=..%2F..%2Fclients%3Fx%3D1%26subject%3Dadmin%23")
        .await;
    let seen = world.double.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].what, "GET login");
    assert_eq!(
        seen[0].query,
        "login_challenge=..%2F..%2Fclients%3Fx%3D1%26subject%3Dadmin%23"
    );
}

#[tokio::test]
async fn wrong_methods_and_bodies_have_their_statuses() {
    let world = World::start().await;
    world.double.answers("GET login", 200, &login_request());
    for (path, allow) in [
        ("/login", "GET,HEAD,POST"),
        ("/consent", "GET,HEAD,POST"),
        ("/signed-out", "GET,HEAD"),
        ("/ready", "GET,HEAD"),
    ] {
        let request = Request::builder().method(Method::DELETE).uri(path);
        let answer = world.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("allow")),
            (405, Some(allow)),
            "{path}"
        );
    }
    let form = "application/x-www-form-urlencoded";
    for (path, kind, body, status) in [
        ("/login", "application/json", "{}", 415),
        ("/login", form, "login_challenge=c1", 400),
        ("/login", form, "j_username=a&j_password=b", 400),
        (
            "/login",
            form,
            "j_username=a&j_username=b&j_password=c&login_challenge=c1",
            400,
        ),
        (
            "/login",
            form,
            "j_username=%FF&j_password=b&login_challenge=c1",
            400,
        ),
        ("/consent", form, "consent_challenge=c2&decision=maybe", 400),
        (
            "/consent",
            form,
            "consent_challenge=c2&decision=accept&decision=deny",
            400,
        ),
        ("/logout", form, "decision=accept", 400),
        (
            "/device",
            form,
            "user_code=a&user_code=b&device_challenge=c4",
            400,
        ),
    ] {
        let request = Request::post(path).header(header::CONTENT_TYPE, kind);
        let answer = world.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, status, "{path} {body}");
    }
    let large = "x".repeat(64 * 1024 + 1);
    let request = Request::post("/login").header(header::CONTENT_TYPE, form);
    let answer = world.send(request.body(Body::from(large)).unwrap()).await;
    assert_eq!(answer.status, 413);
    assert_eq!(world.double.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_form_that_another_site_posts_is_refused_before_it_is_read() {
    let world = World::start().await;
    for page in ["/login", "/consent", "/logout", "/device"] {
        let request = Request::post(page)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, "https://evil.example")
            .header("sec-fetch-site", "cross-site")
            .body(Body::from("login_challenge=c1&j_username=a&j_password=b"));
        let answer = world.send(request.unwrap()).await;
        assert_eq!(answer.status, 403, "{page}");
    }
    assert_eq!(world.double.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn what_strangers_send_to_any_host_has_its_status() {
    let world = World::start().await;
    let mut other = Vec::new();
    for (what, request, status) in strangers::requests() {
        let answer = world.send(request).await;
        if answer.status != status {
            other.push((what, status, answer.status.as_u16()));
        }
        strangers::assert_harmless(what, &answer.headers, &answer.text);
    }
    assert_eq!(other, []);
    assert_eq!(world.double.asked(), Vec::<String>::new());
}

/// The token of a form is right; the cookie that must go with it is not the one that was given.
#[tokio::test]
async fn forged_cookies_take_no_form() {
    let world = World::start().await;
    world.double.answers("GET login", 200, &login_request());
    let fields = world.open("/login?login_challenge=c1").await;
    let given = world.forget_cookies();
    let (name, good) = given
        .iter()
        .find(|(name, _)| name.ends_with("-form"))
        .unwrap();
    let parts: Vec<&str> = good.split('.').collect();
    let [expiry, random, tag] = parts[..] else {
        panic!("{good}")
    };
    let later = expiry.parse::<u64>().unwrap() + 1;
    let other_name = format!("__Host-{name}");
    let typed = [("j_username", "admin"), ("j_password", "123456")];
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(filled(&fields, &typed))
        .finish();
    for cookie in [
        String::new(),
        format!("{name}="),
        format!("{name}=.."),
        format!("{name}={later}.{random}.{tag}"),
        format!("{name}={expiry}.{random}."),
        format!(
            "{name}={expiry}.{random}.{}",
            tag.to_lowercase().replace('a', "b")
        ),
        format!("{name}={expiry}.AAAAAAAAAAAAAAAAAAAAAA.{tag}"),
        format!("{name}={good}.x"),
        format!("{name}={good}%00"),
        format!("{other_name}={good}"),
    ] {
        let request = Request::post("/login")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, &cookie)
            .body(Body::from(body.clone()));
        let answer = world.send(request.unwrap()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.page()),
            (403, ("login", "expired_form")),
            "{cookie}"
        );
        world.forget_cookies();
    }
    assert!(
        world
            .double
            .asked()
            .iter()
            .all(|asked| asked == "GET login")
    );
}
