//! `/logout` and `/signed-out`.

use serde_json::{Value, json};

use super::support::{PUBLIC, World, filled, redirect};

const LOGOUT: &str = "/logout?logout_challenge=c3";
const ON: &str = "/oauth2/sessions/logout?logout_verifier=v";

async fn world(client: Value) -> World {
    let world = World::start().await;
    let request = json!({"challenge": "c3", "subject": "admin", "sid": "s", "rp_initiated": true,
                         "request_url": "/oauth2/sessions/logout", "client": client});
    world.double.answers("GET logout", 200, &request);
    world
        .double
        .answers("PUT logout/accept", 200, &redirect(ON));
    world.double.answers("PUT logout/reject", 204, &Value::Null);
    world
}

#[tokio::test]
async fn yes_signs_out() {
    let world = world(json!({"client_id": "spa", "client_name": "Notes"})).await;
    let page = world.get(LOGOUT).await;
    assert_eq!((page.status.as_u16(), page.page().0), (200, "logout"));
    assert!(page.says("Notes") && page.says("admin"));
    let fields = world.open(LOGOUT).await;
    let answer = world
        .post("/logout", &filled(&fields, &[("decision", "accept")]))
        .await;
    assert_eq!(answer.location(), Some(&*format!("{PUBLIC}{ON}")));
    let seen = world.double.seen();
    let accepted = seen.last().unwrap();
    assert_eq!(
        (&*accepted.what, &*accepted.query),
        ("PUT logout/accept", "logout_challenge=c3")
    );
}

#[tokio::test]
async fn no_leaves_signed_in() {
    let world = world(Value::Null).await;
    let fields = world.open(LOGOUT).await;
    let answer = world
        .post("/logout", &filled(&fields, &[("decision", "deny")]))
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.page().0),
        (200, "signed-out")
    );
    assert_eq!(world.double.asked().last().unwrap(), "PUT logout/reject");
}

#[tokio::test]
async fn what_need_not_be_asked_is_not() {
    let world = world(json!({"client_id": "spa", "skip_logout_consent": true})).await;
    let answer = world.get(LOGOUT).await;
    assert_eq!(answer.location(), Some(&*format!("{PUBLIC}{ON}")));
}

#[tokio::test]
async fn a_form_of_another_site_signs_nobody_out() {
    let world = world(Value::Null).await;
    let forged = [("logout_challenge", "c3"), ("decision", "accept")];
    let answer = world.post("/logout", &forged).await;
    assert_eq!((answer.status.as_u16(), answer.page().0), (403, "logout"));
    assert_eq!(world.double.asked(), ["GET logout"]);
}

#[tokio::test]
async fn the_last_page_says_so() {
    let world = World::start().await;
    let answer = world.get("/signed-out").await;
    assert_eq!(
        (answer.status.as_u16(), answer.page().0),
        (200, "signed-out")
    );
    assert!(answer.says("https://app.example/"));
}
