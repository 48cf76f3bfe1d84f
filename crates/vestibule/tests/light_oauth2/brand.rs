//! Forms that no engine here takes go where the brand document says.

use axum::{body::Body, http::Request};
use serde_json::json;
use tempfile::TempDir;
use vestibule::brand::live::Brands;

use super::support::{Front, fields};

const REQUEST: &str = "client_id=f7d42348-c647-4efb-a52d-4c5787421e72";

fn brands(document: &str) -> Brands {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("brand.toml");
    std::fs::write(&path, document).unwrap();
    Brands::open(&path).unwrap()
}

#[tokio::test]
async fn what_no_engine_takes_goes_where_the_brand_says() {
    let document = "[submit]\n\
        url = \"https://bff.example/oauth2/code\"\n\
        mode = \"fetch\"\n\
        forgot = { url = \"/portal/forgot\" }\n\
        reset = { url = \"/portal/reset\" }\n\
        logout = { url = \"https://bff.example/logout\", method = \"get\" }";
    let front = Front::start_branded("mode = \"native\"", brands(document)).await;
    let login = front.get(&format!("/login?{REQUEST}")).await;
    assert!(
        login.body.contains(
            "<form id=\"login\" method=\"post\" action=\"https://bff.example/oauth2/code\""
        )
    );
    assert!(
        login
            .body
            .contains("data-logout=\"https://bff.example/logout\" data-logout-method=\"get\"")
    );
    let policy = login.header("content-security-policy").unwrap();
    assert!(
        policy.contains("connect-src 'self' https://bff.example;"),
        "{policy}"
    );

    let forgot = front
        .get(&format!("/forgot?{REQUEST}&login_hint=a%40b.example"))
        .await;
    assert_eq!(forgot.status, 200);
    assert!(
        forgot
            .body
            .contains("<form id=\"forgot\" method=\"post\" action=\"/portal/forgot\"")
    );
    assert!(forgot.body.contains("value=\"a@b.example\""));
    assert_eq!(front.get("/reset").await.status, 400);
    let reset = front.get("/reset?token=t&email=a%40b.example").await;
    assert!(
        reset
            .body
            .contains("<form id=\"reset\" method=\"post\" action=\"/portal/reset\"")
    );
    assert!(reset.body.contains("name=\"token\" value=\"t\""));
    let logout = front.get("/logout").await;
    assert!(
        logout
            .body
            .contains("<form id=\"logout\" method=\"get\" action=\"https://bff.example/logout\"")
    );
    // It only signs out: to stay is to go away.
    assert!(!logout.body.contains("value=\"deny\""));
    assert!(
        logout.body.contains(
            "href=\"https://app.example/\" class=\"v-button v-quiet\">Stay signed in</a>"
        )
    );
    assert_eq!(front.get("/signed-out").await.status, 200);
}

#[tokio::test]
async fn without_an_address_there_is_no_such_page() {
    let front = Front::start().await;
    for page in ["/forgot", "/reset?token=t", "/logout"] {
        assert_eq!(front.get(page).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn the_front_answers_the_script_and_keeps_its_own_address() {
    let document = "submit = { url = \"https://elsewhere.example/\", mode = \"fetch\" }";
    let front = Front::start_branded("", brands(document)).await;
    let login = front.get(&format!("/login?{REQUEST}")).await;
    assert!(
        login
            .body
            .contains("method=\"post\" action=\"/oauth2/code\"")
    );
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields(&[]))
        .finish();
    let request = Request::post("/oauth2/code")
        .header(
            "content-type",
            "application/x-www-form-urlencoded;charset=UTF-8",
        )
        .header("accept", "application/json");
    let answer = front.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (200, None)
    );
    let json = answer.json();
    let to = json["redirect_to"].as_str().unwrap();
    assert!(to.starts_with("http://localhost:8080/cb?code="), "{to}");
    assert_eq!(json, json!({ "redirect_to": to }));
}
