//! `/login`.

use serde_json::{Value, json};

use super::support::{
    PUBLIC, REQUEST_URL, World, consent_request, field, filled, login_request, redirect,
};

const LOGIN: &str = "/login?login_challenge=c1";
const USER: (&str, &str) = ("j_username", "admin");
const RIGHT: (&str, &str) = ("j_password", "123456");
const ON: &str = "/oauth2/auth?login_verifier=v";

/// A login that Hydra asks for, and whose acceptance it takes.
async fn world() -> World {
    world_with(login_request()).await
}

async fn world_with(request: Value) -> World {
    let world = World::start().await;
    world.double.answers("GET login", 200, &request);
    world.double.answers("PUT login/accept", 200, &redirect(ON));
    world
}

#[tokio::test]
async fn the_form_carries_the_challenge_and_where_to_start_again() {
    let world = world().await;
    let answer = world.get(LOGIN).await;
    assert_eq!((answer.status.as_u16(), answer.page().0), (200, "login"));
    assert!(answer.says("Notes") && answer.says("action=\"/login\""));
    assert!(!answer.says("evil.example"), "no picture from elsewhere");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(
        cookie.starts_with("vestibule-form=1793452445.")
            && cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=7200"),
        "{cookie}"
    );
    let fields = world.open(LOGIN).await;
    assert_eq!(field(&fields, "login_challenge"), "c1");
    // The number of the page and its signature.
    assert_eq!(field(&fields, "j_csrf").len(), 22 + 1 + 43);
    // A link to another language is no wish to start again.
    assert!(!answer.says("?login_challenge=c1&amp;restart="));

    let restart = form_urlencoded::Serializer::new(String::new())
        .append_pair("restart", field(&fields, "restart"))
        .finish();
    let again = world
        .get(&format!("/login?login_challenge=c1&{restart}"))
        .await;
    assert_eq!(
        (again.status.as_u16(), again.location()),
        (302, Some(REQUEST_URL))
    );
    let forged = restart.replace("abcdefgh", "evilevil");
    let answer = world.get(&format!("/login?{forged}")).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (200, None));
}

#[tokio::test]
async fn the_right_password_is_accepted_and_leads_on() {
    for (remember, body) in [
        (
            ("remember", "Y"),
            json!({"subject": "admin", "remember": true, "remember_for": 2_592_000, "amr": ["pwd"]}),
        ),
        (
            ("remember", "N"),
            json!({"subject": "admin", "remember": false, "amr": ["pwd"]}),
        ),
    ] {
        let world = world().await;
        let fields = world.open(LOGIN).await;
        world.double.seen();
        let answer = world
            .post("/login", &filled(&fields, &[USER, RIGHT, remember]))
            .await;
        let on = format!("{PUBLIC}{ON}");
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (302, Some(&*on))
        );
        let seen = world.double.seen();
        let accepted = seen.last().unwrap();
        assert_eq!(accepted.what, "PUT login/accept");
        assert_eq!(accepted.query, "login_challenge=c1");
        assert_eq!(accepted.body, body);
    }
}

#[tokio::test]
async fn a_form_of_one_replica_is_good_at_another() {
    let mut world = world().await;
    let fields = world.open(LOGIN).await;
    world.move_to_another_replica();
    let answer = world.post("/login", &filled(&fields, &[USER, RIGHT])).await;
    assert_eq!(answer.status, 302);
}

#[tokio::test]
async fn a_wrong_password_or_name_shows_the_form_again() {
    let world = world().await;
    let fields = world.open(LOGIN).await;
    for (name, password) in [("admin", "wrong"), ("nobody", "123456"), ("", "")] {
        world.double.seen();
        let typed = [("j_username", name), ("j_password", password)];
        let answer = world.post("/login", &filled(&fields, &typed)).await;
        assert_eq!(answer.status, 403);
        assert_eq!(answer.page(), ("login", "invalid_credentials"));
        assert!(password.is_empty() || !answer.says(&format!("value=\"{password}\"")));
        assert_eq!(world.double.asked(), ["GET login"]);
    }
}

#[tokio::test]
async fn a_form_that_was_not_made_for_this_browser_signs_nobody_in() {
    let world = world().await;
    let fields = world.open(LOGIN).await;
    let names: Vec<_> = world.forget_cookies().into_keys().collect();
    assert_eq!(names, ["vestibule-form", "vestibule-start"]);
    world.double.seen();
    let answer = world.post("/login", &filled(&fields, &[USER, RIGHT])).await;
    assert_eq!(
        (answer.status.as_u16(), answer.page()),
        (403, ("login", "expired_form"))
    );
    assert_eq!(world.double.asked(), ["GET login"]);
    // That form is this browser's own, and its cookie another one.
    let own: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "j_csrf")
        .chain([USER, RIGHT, ("j_csrf", "AAAA")])
        .collect();
    let answer = world.post("/login", &own).await;
    assert_eq!(
        (answer.status.as_u16(), answer.page().1),
        (403, "expired_form")
    );
    assert_eq!(world.double.asked(), ["GET login"]);
    let fields = world.open(LOGIN).await;
    let answer = world.post("/login", &filled(&fields, &[USER, RIGHT])).await;
    assert_eq!(answer.status, 302);
}

#[tokio::test]
async fn whom_hydra_knows_is_not_asked() {
    let mut request = login_request();
    request["skip"] = json!(true);
    request["subject"] = json!("admin");
    let world = world_with(request.clone()).await;
    let answer = world.get(LOGIN).await;
    assert_eq!(answer.location(), Some(&*format!("{PUBLIC}{ON}")));
    let seen = world.double.seen();
    assert_eq!(
        seen.last().unwrap().body,
        json!({"subject": "admin", "remember": true})
    );

    // Nobody's subject any more: the session ends, and the sign-in starts anew.
    request["subject"] = json!("gone");
    let world = world_with(request).await;
    let sessions = "DELETE /admin/oauth2/auth/sessions/login";
    world.double.answers(sessions, 204, &Value::Null);
    let answer = world.get(LOGIN).await;
    assert_eq!(answer.location(), Some(REQUEST_URL));
    let seen = world.double.seen();
    assert_eq!(
        (&*seen[1].what, &*seen[1].query),
        (sessions, "subject=gone")
    );
}

#[tokio::test]
async fn what_the_application_asks_of_the_page_is_done() {
    let mut request = login_request();
    request["oidc_context"] = json!({
        "login_hint": "ada@example.com", "ui_locales": ["xx", "de"], "acr_values": null,
        "id_token_hint_claims": {"sub": "admin"},
    });
    let answer = world_with(request.clone()).await.get(LOGIN).await;
    assert!(answer.says("lang=\"de\"") && answer.says("value=\"ada@example.com\""));
    // Whoever it was before is the next best guess; and the person's own choice of language wins.
    request["oidc_context"]["login_hint"] = json!("");
    let world = world_with(request).await;
    let answer = world.get("/login?login_challenge=c1&ui_locales=ar").await;
    assert!(answer.says("lang=\"ar\"") && answer.says("value=\"admin\""));
}

#[tokio::test]
async fn a_stale_challenge_leads_on_or_to_the_start() {
    let said = |error: &str| json!({ "error": error, "error_description": "internal words" });
    for (status, body, answered, code) in [
        (401, said("request_unauthorized"), 410, "expired"),
        (404, said("Not Found"), 410, "expired"),
        (400, said("invalid_request"), 400, "invalid_request"),
        (401, json!({"error": {"code": 401}}), 502, "server_error"),
        (403, said("forbidden"), 502, "server_error"),
        (404, json!("404 page not found"), 502, "server_error"),
        (200, json!("<html>"), 502, "server_error"),
        (302, json!(""), 502, "server_error"),
    ] {
        let world = World::start().await;
        world.double.answers("GET login", status, &body);
        let answer = world.get(LOGIN).await;
        assert_eq!(answer.status, answered, "{status} {body}");
        assert_eq!(answer.page(), ("error", code), "{status} {body}");
        assert!(!answer.says("internal words"));
    }
    let world = World::start().await;
    world
        .double
        .answers("GET login", 410, &json!({ "redirect_to": REQUEST_URL }));
    let answer = world.get(LOGIN).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (302, Some(REQUEST_URL))
    );
}

#[tokio::test]
async fn a_form_of_an_expired_challenge_leads_to_the_start_of_its_request() {
    let world = World::start().await;
    world.double.answers("GET login", 200, &login_request());
    let expired = json!({ "error": "request_unauthorized" });
    world.double.answers("GET login", 401, &expired);
    let fields = world.open(LOGIN).await;
    let answer = world.post("/login", &filled(&fields, &[USER, RIGHT])).await;
    assert_eq!(
        (answer.status.as_u16(), answer.page()),
        (410, ("error", "expired"))
    );
    let again = world.get(&answer.restart_link()).await;
    assert_eq!(again.location(), Some(REQUEST_URL));
}

#[tokio::test]
async fn a_page_opened_again_when_its_challenge_has_expired_leads_to_the_start_of_its_request() {
    let expired = json!({ "error": "request_unauthorized" });
    for (step, page, request) in [
        ("GET login", LOGIN, login_request()),
        (
            "GET consent",
            "/consent?consent_challenge=c2",
            consent_request(),
        ),
    ] {
        let world = World::start().await;
        world.double.answers(step, 200, &request);
        world.double.answers(step, 401, &expired);
        world.open(page).await;
        let answer = world.get(page).await;
        assert_eq!(
            (answer.status.as_u16(), answer.page()),
            (410, ("error", "expired"))
        );
        let again = world.get(&answer.restart_link()).await;
        assert_eq!(again.location(), Some(REQUEST_URL));
        // Of another challenge nothing is known: the way back is the application.
        for other in [page.replace("=c", "=d"), page.to_owned()] {
            let answer = world.get(&other).await;
            let link = answer.restart_link();
            assert_eq!(link == "https://app.example/", other != page, "{link}");
            assert_eq!(answer.status, 410);
        }
        world.forget_cookies();
        let answer = world.get(page).await;
        assert_eq!(answer.restart_link(), "https://app.example/");
    }
}

#[tokio::test]
async fn an_admin_api_that_fails_costs_the_password_and_no_more() {
    let world = World::start().await;
    world.double.answers("GET login", 200, &login_request());
    world.double.answers("PUT login/accept", 503, &json!({}));
    let fields = world.open(LOGIN).await;
    let answer = world.post("/login", &filled(&fields, &[USER, RIGHT])).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("retry-after")),
        (503, Some("2"))
    );
    assert_eq!(answer.page(), ("login", "temporarily_unavailable"));
    assert!(answer.says("value=\"admin\""));
    // An answer was on its way, so it was not asked again.
    assert_eq!(
        world.double.asked(),
        ["GET login", "GET login", "PUT login/accept"]
    );
}

#[tokio::test]
async fn what_only_asks_is_asked_again() {
    let world = World::start().await;
    world.double.answers("GET login", 502, &json!({}));
    world.double.answers("GET login", 200, &login_request());
    let answer = world.get(LOGIN).await;
    assert_eq!(answer.status, 200);
    assert_eq!(world.double.asked(), ["GET login", "GET login"]);
}

#[tokio::test]
async fn nobody_is_sent_elsewhere_than_to_hydra() {
    for to in [
        "https://evil.example/",
        "javascript:alert(1)",
        "//hydra.example/",
        "",
    ] {
        let world = World::start().await;
        world.double.answers("GET login", 200, &login_request());
        world
            .double
            .answers("PUT login/accept", 200, &json!({ "redirect_to": to }));
        let fields = world.open(LOGIN).await;
        let answer = world.post("/login", &filled(&fields, &[USER, RIGHT])).await;
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (502, None),
            "{to}"
        );
        assert_eq!(answer.page().0, "error");
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_have_to_wait() {
    let world = world().await;
    let fields = world.open(LOGIN).await;
    let wrong = [USER, ("j_password", "wrong")];
    for _ in 0..10 {
        let answer = world.post("/login", &filled(&fields, &wrong)).await;
        assert_eq!(answer.status, 403);
    }
    let answer = world.post("/login", &filled(&fields, &[USER, RIGHT])).await;
    assert_eq!(
        (answer.status.as_u16(), answer.page().1),
        (429, "too_many_requests")
    );
    assert!(answer.header("retry-after").is_some());
}

#[tokio::test]
async fn without_a_challenge_there_is_no_form() {
    let world = World::start().await;
    for uri in [
        "/",
        "/login",
        "/login?login_challenge=",
        "/login?client_id=spa",
    ] {
        let answer = world.get(uri).await;
        assert_eq!(
            (answer.status.as_u16(), answer.page().0),
            (200, "login"),
            "{uri}"
        );
        assert!(!answer.says("<form"), "{uri}");
    }
    assert_eq!(world.double.asked(), Vec::<String>::new());
}
