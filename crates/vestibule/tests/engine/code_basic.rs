//! GET `/oauth2/code`, held against the recorded answers of light-oauth2 where they apply.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::{CHALLENGE, TUTORIAL, World, basic, code_of};

const QUERY: &str =
    "/oauth2/code?response_type=code&client_id=f7d42348-c647-4efb-a52d-4c5787421e72";
/// As the tutorial's curl command has it, scheme in capitals.
const ADMIN: (&str, &str) = ("authorization", "BASIC YWRtaW46MTIzNDU2");

fn status(code: u16, err: &str, message: &str, description: &str) -> serde_json::Value {
    serde_json::json!({
        "statusCode": code, "code": err, "message": message, "description": description, "severity": "ERROR",
    })
}

#[tokio::test]
async fn the_tutorials_command_works_as_printed() {
    let world = World::new().await;
    let url = format!("{QUERY}&redirect_uri=http://localhost:8080/authorization");
    let answer = world.get(&url, &[ADMIN]).await;
    assert_eq!(answer.status, 302);
    assert_eq!(answer.body, "");
    assert_eq!(answer.header("cache-control"), "no-store");
    let location = answer.header("location");
    let code = location
        .strip_prefix("http://localhost:8080/authorization?code=")
        .unwrap();
    assert_eq!(code.len(), 43);
    assert!(
        code.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    );
}

#[tokio::test]
async fn the_registered_redirect_uri_is_used_when_none_or_an_empty_one_is_sent() {
    let world = World::new().await;
    for url in [QUERY.to_owned(), format!("{QUERY}&redirect_uri=")] {
        let answer = world.get(&url, &[ADMIN]).await;
        assert_eq!(answer.status, 302);
        assert!(
            answer
                .header("location")
                .starts_with("http://localhost:8080/authorization?code=")
        );
    }
}

#[tokio::test]
async fn state_comes_back_as_sent_and_there_is_no_iss() {
    let world = World::new().await;
    let answer = world
        .get(
            &format!("{QUERY}&state=a%26b%3D%20c%0D%0AX-Inj:%201"),
            &[ADMIN],
        )
        .await;
    let (_, state) = answer.header("location").split_once("&state=").unwrap();
    assert_eq!(state, "a%26b%3D%20c%0D%0AX-Inj%3A%201");
    let answer = world.get(&format!("{QUERY}&state="), &[ADMIN]).await;
    assert!(answer.header("location").ends_with("&state="));
}

#[tokio::test]
async fn a_redirect_uri_with_a_query_gets_an_ampersand() {
    let world = World::new().await;
    let url = format!(
        "/oauth2/code?response_type=code&client_id=several&redirect_uri=https%3A%2F%2Fapp.example%2Ftwo%3Fx%3D1&code_challenge={CHALLENGE}&code_challenge_method=S256"
    );
    let answer = world.get(&url, &[ADMIN]).await;
    assert_eq!(answer.status, 302);
    assert!(
        answer
            .header("location")
            .starts_with("https://app.example/two?x=1&code=")
    );
}

#[tokio::test]
async fn whoever_is_not_known_is_asked() {
    let world = World::new().await;
    let wrong = [
        None,
        Some(basic("admin", "bad")),
        Some(basic("nobody", "123456")),
        Some(basic("", "")),
        Some("Basic".into()),
        Some("Basic !!!".into()),
        Some("Basic YWRtaW4=".into()),
        Some("Bearer YWRtaW46MTIzNDU2".into()),
        Some("Negotiate abc".into()),
        Some(format!("Basic {}", STANDARD.encode([0xff, b':', 0xfe]))),
    ];
    for header in wrong {
        let headers: Vec<_> = header
            .iter()
            .map(|value| ("authorization", value.as_str()))
            .collect();
        let answer = world.get(QUERY, &headers).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.as_str()),
            (401, ""),
            "{header:?}"
        );
        assert_eq!(answer.header("www-authenticate"), r#"Basic realm="OAuth""#);
        assert_eq!(answer.header("location"), "");
    }
}

#[tokio::test]
async fn parameters_are_checked_before_credentials_and_the_client_after() {
    let world = World::new().await;
    let missing = |name: &str| {
        let text = format!(
            "Query parameter {name} is required on path /oauth2/code but not found in request."
        );
        status(
            400,
            "ERR11000",
            "VALIDATOR_REQUEST_PARAMETER_QUERY_MISSING",
            &text,
        )
    };
    let schema = |what: &str| {
        status(
            400,
            "ERR11004",
            "VALIDATOR_SCHEMA",
            &format!("Schema Validation Error - {what}"),
        )
    };
    for (url, expected) in [
        (
            format!("/oauth2/code?client_id={TUTORIAL}"),
            missing("response_type"),
        ),
        ("/oauth2/code".into(), missing("response_type")),
        (
            "/oauth2/code?response_type=code".into(),
            missing("client_id"),
        ),
        (
            format!("/oauth2/code?response_type=token&client_id={TUTORIAL}"),
            schema("response_type: does not have a value in the enumeration [code]"),
        ),
        (
            format!("{QUERY}&client_id=x"),
            schema("client_id: is there more than once"),
        ),
        (format!("{QUERY}&x=%FF"), schema("a parameter is not text")),
    ] {
        for headers in [&[][..], &[ADMIN][..]] {
            let answer = world.get(&url, headers).await;
            assert_eq!(answer.status, 400, "{url}");
            assert_eq!(answer.header("content-type"), "application/json");
            assert_eq!(answer.json(), expected, "{url}");
        }
    }
    let unknown = "/oauth2/code?response_type=code&client_id=59f347a0-c92d-11e6-9d9d-cec0c932ce00";
    assert_eq!(world.get(unknown, &[]).await.status, 401);
    let answer = world.get(unknown, &[ADMIN]).await;
    assert_eq!(answer.status, 404);
    let expected = "Client 59f347a0-c92d-11e6-9d9d-cec0c932ce00 is not found.";
    assert_eq!(
        answer.json(),
        status(404, "ERR12014", "CLIENT_NOT_FOUND", expected)
    );
}

#[tokio::test]
async fn challenges_are_checked_in_light_4js_words() {
    let world = World::new().await;
    let long = "a".repeat(129);
    for (more, err, message, description) in [
        (
            format!("&code_challenge={CHALLENGE}&code_challenge_method=S512"),
            "ERR12033",
            "INVALID_CODE_CHALLENGE_METHOD",
            "Invalid PKCE code challenge method S512.".to_owned(),
        ),
        (
            "&code_challenge=short&code_challenge_method=S256".into(),
            "ERR12034",
            "CODE_CHALLENGE_TOO_SHORT",
            "PKCE codeChallenge length under lower limit, codeChallenge = short".into(),
        ),
        (
            format!("&code_challenge={long}&code_challenge_method=S256"),
            "ERR12035",
            "CODE_CHALLENGE_TOO_LONG",
            format!("PKCE codeChallenge length over upper limit, codeChallenge = {long}"),
        ),
        (
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw%2BcM&code_challenge_method=S256".into(),
            "ERR12036",
            "INVALID_CODE_CHALLENGE_FORMAT",
            "PKCE codeChallenge format is invalid, codeChallenge = E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM".into(),
        ),
        (
            "&scope=petstore.r%20admin".into(),
            "ERR12027",
            "MISMATCH_SCOPE",
            format!("scope petstore.r admin does not match the defined scope for client {TUTORIAL}"),
        ),
        (
            "&redirect_uri=https://evil.example/".into(),
            "ERR12026",
            "MISMATCH_REDIRECT_URI",
            "redirect_uri is not registered for the client.".into(),
        ),
        (
            "&redirect_uri=http://localhost:8080/authorization/".into(),
            "ERR12026",
            "MISMATCH_REDIRECT_URI",
            "redirect_uri is not registered for the client.".into(),
        ),
    ] {
        let answer = world.get(&format!("{QUERY}{more}"), &[ADMIN]).await;
        assert_eq!(answer.status, 400, "{more}");
        assert_eq!(answer.json(), status(400, err, message, &description), "{more}");
    }
    // A method alone means nothing, and a challenge without a method is plain.
    for more in [
        "&code_challenge_method=S512".to_owned(),
        format!("&code_challenge={CHALLENGE}"),
        "&user_type=E".into(),
    ] {
        assert_eq!(
            world.get(&format!("{QUERY}{more}"), &[ADMIN]).await.status,
            302,
            "{more}"
        );
    }
}

#[tokio::test]
async fn a_public_client_owes_pkce_here_too() {
    let world = World::new().await;
    let url = "/oauth2/code?response_type=code&client_id=demo&redirect_uri=http://localhost:6881/callback";
    let answer = world.get(url, &[ADMIN]).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["code"]),
        (400, &"ERR11000".into())
    );
    let answer = world
        .get(&format!("{url}&code_challenge={CHALLENGE}"), &[ADMIN])
        .await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["code"]),
        (400, &"ERR12033".into())
    );
    let answer = world
        .get(
            &format!("{url}&code_challenge={CHALLENGE}&code_challenge_method=S256"),
            &[ADMIN],
        )
        .await;
    assert_eq!(answer.status, 302);
    assert!(
        answer
            .header("location")
            .starts_with("http://localhost:6881/callback?code=")
    );
}

#[tokio::test]
async fn the_tutorials_code_buys_an_access_and_a_refresh_token() {
    let world = World::new().await;
    let answer = world.get(QUERY, &[ADMIN]).await;
    let code = code_of(answer.header("location"));
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
    ];
    let secret = basic(TUTORIAL, crate::support::TUTORIAL_SECRET);
    let tokens = world
        .post("/oauth2/token", &form, &[("authorization", &secret)])
        .await;
    assert_eq!(tokens.status, 200);
    let json = tokens.json();
    assert_eq!(json["scope"], "petstore.r petstore.w");
    assert_eq!(json["refresh_token"].as_str().unwrap().len(), 43);
    assert_eq!(json.get("id_token"), None);
}

#[tokio::test]
async fn other_methods_are_told_what_is_allowed() {
    let world = World::new().await;
    let request = http::Request::put("/oauth2/code")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = world.send(request).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("allow")),
        (405, "GET,HEAD")
    );
}

/// Where the browser goes without a page on which anything could be asked.
#[tokio::test]
async fn what_needs_a_page_is_refused_to_the_client() {
    let world = World::new().await;
    let zoe = ("authorization", &*basic("zoe", "123456"));
    let asking = format!(
        "/oauth2/code?response_type=code&client_id=asking&redirect_uri=https://asking.example/cb\
         &scope=openid&code_challenge={CHALLENGE}&code_challenge_method=S256"
    );
    let refused = async |url: &str| {
        let answer = world.get(url, &[zoe]).await;
        assert_eq!(answer.status, 302);
        let location = answer.header("location").to_owned();
        assert!(!location.contains("code="), "{location}");
        let (_, query) = location.split_once('?').unwrap();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs
            .find(|(name, _)| name == "error")
            .unwrap()
            .1
            .into_owned()
    };
    assert_eq!(refused(&asking).await, "consent_required");
    assert_eq!(
        refused(&format!("{QUERY}&prompt=consent")).await,
        "consent_required"
    );
    assert_eq!(
        refused(&format!("{QUERY}&prompt=none%20login")).await,
        "invalid_request"
    );
    assert_eq!(
        refused(&format!("{QUERY}&max_age=old")).await,
        "invalid_request"
    );
    assert_eq!(
        refused(&format!("{QUERY}&id_token_hint=x")).await,
        "invalid_request"
    );
    let tokens = world.demo_tokens("openid").await;
    let of_admin = tokens["id_token"].as_str().unwrap();
    assert_eq!(
        refused(&format!("{QUERY}&id_token_hint={of_admin}")).await,
        "login_required"
    );
    for met in ["prompt=login", "prompt=none", "max_age=0"] {
        let answer = world.get(&format!("{QUERY}&{met}"), &[zoe]).await;
        assert!(answer.header("location").contains("code="), "{met}");
    }
}
