//! What people do beside signing in, page by page and without script: a device's code, consent,
//! and the end of the session.

use super::*;

const REQUEST: &str = "response_type=code&client_id=demo&scope=openid&state=s\
    &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

/// A browser that keeps its session's cookie and follows nothing by itself.
struct Visitor<'a> {
    host: &'a TestHost,
    cookie: Option<String>,
}

impl<'a> Visitor<'a> {
    fn new(host: &'a TestHost) -> Self {
        Self { host, cookie: None }
    }

    async fn send(&mut self, request: http::request::Builder, body: String) -> Answer {
        let request = match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        };
        let answer = self
            .host
            .send(request.body(Body::from(body)).unwrap())
            .await;
        if let Some(set) = answer.header("set-cookie") {
            self.cookie = Some(set.split(';').next().unwrap().to_owned());
        }
        answer
    }

    async fn get(&mut self, uri: &str) -> Answer {
        self.send(Request::get(uri), String::new()).await
    }

    async fn post(&mut self, uri: &str, body: &str) -> Answer {
        let request = Request::post(uri)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", BASE)
            .header("sec-fetch-site", "same-origin");
        self.send(request, body.to_owned()).await
    }

    async fn sign_in(&mut self) {
        let body = format!("{REQUEST}&j_username=admin&j_password=123456&remember=N");
        assert_eq!(self.post("/oauth2/code", &body).await.status, 302);
    }
}

/// The value of a hidden field.
pub(super) fn hidden<'a>(page: &'a Answer, name: &str) -> &'a str {
    let text = page.text();
    let at = text.find(&format!("name=\"{name}\"")).unwrap();
    let input = &text[text[..at].rfind('<').unwrap()..];
    let input = &input[..input.find('>').unwrap()];
    input
        .split_once("value=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .unwrap()
        .0
}

async fn device(host: &TestHost) -> (String, String) {
    let answer = host
        .post_form("/oauth2/device/auth", "client_id=demo&scope=openid")
        .await;
    let json: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    let text = |name| json.get(name).unwrap().as_str().unwrap().to_owned();
    (text("device_code"), text("user_code"))
}

async fn poll(host: &TestHost, device_code: &str) -> serde_json::Value {
    let body = format!(
        "grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=demo\
         &device_code={device_code}"
    );
    serde_json::from_slice(&host.post_form("/oauth2/token", body).await.body).unwrap()
}

#[tokio::test]
async fn a_device_is_let_in_by_somebody_who_signs_in_for_it() {
    let host = TestHost::start().await;
    let (device_code, user_code) = device(&host).await;
    let mut visitor = Visitor::new(&host);
    let page = visitor.get(&format!("/device?user_code={user_code}")).await;
    assert_eq!(page.status, 200);
    assert!(page.says("data-page=\"device\"") && page.says(&user_code));
    let page = visitor
        .post("/device", &format!("user_code={user_code}"))
        .await;
    assert!(page.says("data-page=\"login\"") && page.says("action=\"/device/sign-in\""));

    let wrong = format!("client_id=demo&user_code={user_code}&j_username=admin&j_password=no");
    let page = visitor.post("/device/sign-in", &wrong).await;
    assert_eq!(page.status, 403);
    assert!(page.says("data-code=\"invalid_credentials\"") && page.says(&user_code));
    let right = format!("client_id=demo&user_code={user_code}&j_username=admin&j_password=123456");
    let answer = visitor.post("/device/sign-in", &right).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location").unwrap()),
        (302, &*format!("/device?user_code={user_code}"))
    );

    let page = visitor.get(&format!("/device?user_code={user_code}")).await;
    assert!(page.says("value=\"accept\"") && page.says("client page"));
    let token = hidden(&page, "j_csrf").to_owned();
    assert_eq!(
        poll(&host, &device_code).await["error"],
        "authorization_pending"
    );
    let without = format!("user_code={user_code}&decision=accept");
    assert_eq!(visitor.post("/device", &without).await.status, 403);
    let answer = visitor
        .post("/device", &format!("{without}&j_csrf={token}"))
        .await;
    assert_eq!(answer.header("location"), Some("/device/done"));
    let page = visitor.get("/device/done").await;
    assert!(page.says("data-page=\"device-done\"") && !page.says("id=\"problem\""));
    assert!(poll(&host, &device_code).await["access_token"].is_string());
}

#[tokio::test]
async fn a_device_is_denied_and_wrong_codes_are_told() {
    let host = TestHost::start().await;
    let (device_code, user_code) = device(&host).await;
    let mut visitor = Visitor::new(&host);
    visitor.sign_in().await;
    let page = visitor
        .post(
            "/device",
            &format!("user_code={}", user_code.to_lowercase()),
        )
        .await;
    let token = hidden(&page, "j_csrf").to_owned();
    let body = format!("user_code={user_code}&decision=deny&j_csrf={token}");
    let answer = visitor.post("/device", &body).await;
    let location = answer.header("location").unwrap().to_owned();
    let page = visitor.get(&location).await;
    assert!(page.says("data-code=\"access_denied\""));
    assert_eq!(poll(&host, &device_code).await["error"], "access_denied");
    // Decided already.
    let page = visitor.post("/device", &body).await;
    assert_eq!(page.status, 400);
    assert!(page.says("data-code=\"expired_token\""));
    for _ in 0..10 {
        let page = visitor.post("/device", "user_code=BBBB+BBBB").await;
        assert_eq!(page.status, 400);
        assert!(page.says("data-code=\"invalid_user_code\""));
    }
    let page = visitor.post("/device", "user_code=BBBBBBBB").await;
    assert_eq!(
        (page.status.as_u16(), page.header("retry-after")),
        (429, Some("10"))
    );
    assert!(page.says("data-code=\"too_many_requests\""));
}

#[tokio::test]
async fn consent_is_asked_and_denied() {
    let host = TestHost::start().await;
    let mut visitor = Visitor::new(&host);
    visitor.sign_in().await;
    let answer = visitor
        .get(&format!("/oauth2/auth?{REQUEST}&prompt=consent"))
        .await;
    let location = answer.header("location").unwrap().to_owned();
    assert!(location.starts_with("/consent?consent_challenge="));
    let page = visitor.get(&location).await;
    assert!(page.says("data-page=\"consent\"") && page.says("value=\"openid\""));
    let challenge = hidden(&page, "consent_challenge").to_owned();
    let token = hidden(&page, "j_csrf").to_owned();
    let body = format!("consent_challenge={challenge}&j_csrf={token}&grant_scope=openid");
    let answer = visitor
        .post("/consent", &format!("{body}&decision=deny"))
        .await;
    let location = answer.header("location").unwrap();
    assert!(location.starts_with("http://127.0.0.1:6881/callback?error=access_denied&"));
    let again = visitor
        .post("/consent", &format!("{body}&decision=accept"))
        .await;
    assert_eq!(again.status, 400);
    assert!(again.says("data-code=\"expired\""));
}

#[tokio::test]
async fn a_session_serves_until_its_end() {
    let host = TestHost::start().await;
    let mut visitor = Visitor::new(&host);
    visitor.sign_in().await;
    let address = format!("/oauth2/auth?{REQUEST}");
    let code = visitor.get(&address).await;
    let location = code.header("location").unwrap();
    assert!(location.starts_with("http://127.0.0.1:6881/callback?code="));
    let page = visitor.get("/oauth2/logout?client_id=demo&state=x").await;
    assert!(page.says("data-page=\"logout\"") && page.says("action=\"/logout\""));
    let token = hidden(&page, "j_csrf").to_owned();
    let body = format!("client_id=demo&state=x&j_csrf={token}");
    let stayed = visitor
        .post("/logout", &format!("{body}&decision=deny"))
        .await;
    assert!(stayed.says("data-page=\"signed-out\""));
    let over = visitor
        .post("/logout", &format!("{body}&decision=accept"))
        .await;
    assert_eq!(over.header("location"), Some("/signed-out"));
    assert_eq!(
        over.header("set-cookie"),
        Some("vestibule_session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0")
    );
    assert!(
        visitor
            .get("/signed-out")
            .await
            .says("data-page=\"signed-out\"")
    );
    let location = visitor.get(&address).await;
    assert!(location.header("location").unwrap().starts_with("/login?"));
    // By POST an application's request is asked for again by GET, where the session is.
    let answer = visitor
        .post("/oauth2/sessions/logout", "client_id=demo")
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("location")),
        (303, Some("/oauth2/sessions/logout?client_id=demo"))
    );
}

#[tokio::test]
async fn what_lacks_its_state_says_so() {
    let host = TestHost::start().await;
    for (uri, parameter) in [
        ("/consent", "consent_challenge"),
        ("/consent?consent_challenge=", "consent_challenge"),
        ("/logout", "id_token_hint"),
    ] {
        let page = host.get(uri).await;
        assert_eq!(page.status, 400, "{uri}");
        assert!(page.says("data-code=\"missing_state\""), "{uri}");
        assert!(
            page.says(&format!("the parameter {parameter} is missing")),
            "{uri}"
        );
        assert!(page.says("<a id=\"restart\""), "{uri}");
    }
    assert!(host.get("/login").await.says(">missing: client_id</code>"));
    for (uri, body) in [
        ("/device", ""),
        ("/device", "user_code=a&user_code=b"),
        ("/device", "user_code=a&decision=maybe"),
        ("/consent", "decision=accept"),
        ("/consent", "consent_challenge=x"),
        ("/logout", ""),
        ("/device/sign-in", "user_code=a"),
    ] {
        assert_eq!(host.post_form(uri, body).await.status, 400, "{uri} {body}");
    }
    for uri in ["/device", "/device/sign-in", "/consent", "/logout"] {
        let request = Request::post(uri)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://evil.example")
            .header("sec-fetch-site", "cross-site");
        let answer = host
            .send(request.body(Body::from("user_code=a")).unwrap())
            .await;
        assert_eq!(answer.status, 403, "{uri}");
        let answer = host
            .send(Request::delete(uri).body(Body::empty()).unwrap())
            .await;
        assert_eq!(answer.status, 405, "{uri}");
    }
}

#[tokio::test]
async fn no_secret_reaches_the_log() {
    let host = TestHost::start().await;
    let mut visitor = Visitor::new(&host);
    let wrong = format!("{REQUEST}&j_username=admin&j_password=hunter3");
    assert_eq!(visitor.post("/oauth2/code", &wrong).await.status, 403);
    visitor.sign_in().await;
    let cookie = visitor.cookie.clone().unwrap();
    let offline = REQUEST.replace("scope=openid", "scope=openid+offline_access");
    let answer = visitor.get(&format!("/oauth2/auth?{offline}")).await;
    let location = answer.header("location").unwrap();
    let (_, code) = location.split_once("code=").unwrap();
    let code = code.split('&').next().unwrap().to_owned();
    let body = format!(
        "grant_type=authorization_code&client_id=demo&code={code}\
         &code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    );
    let tokens = host.post_form("/oauth2/token", body).await;
    let tokens: serde_json::Value = serde_json::from_slice(&tokens.body).unwrap();
    let token = |name| tokens.get(name).unwrap().as_str().unwrap().to_owned();
    let (device_code, user_code) = device(&host).await;
    let page = visitor.get(&format!("/device?user_code={user_code}")).await;
    let form_token = hidden(&page, "j_csrf").to_owned();
    poll(&host, &device_code).await;
    for again in [&token("refresh_token"), &token("refresh_token")] {
        let body = format!("grant_type=refresh_token&client_id=demo&refresh_token={again}");
        host.post_form("/oauth2/token", body).await;
    }
    let log = log::of_all();
    assert!(log.contains("path=\"/oauth2/token\" status=400"));
    for secret in [
        "hunter3",
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        cookie.split_once('=').unwrap().1,
        &code,
        &token("access_token"),
        &token("refresh_token"),
        &token("id_token"),
        &device_code,
        &user_code,
        &form_token,
    ] {
        assert!(!log.contains(secret), "{secret}");
    }
}
