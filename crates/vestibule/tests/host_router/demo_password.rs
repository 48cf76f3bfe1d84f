//! Where others reach the host, the demonstration's password leads to another one, and to no code.

use vestibule::engines::embedded::DemoPassword;

use super::{visits::hidden, *};

/// With PKCE's example challenge (RFC 7636, appendix B).
const REQUEST: &str = "response_type=code&client_id=demo&scope=openid&state=s\
                       &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

async fn host() -> TestHost {
    TestHost::with(|settings| settings.demo_password = DemoPassword::MustChange).await
}

async fn sign_in(host: &TestHost, password: &str) -> Answer {
    let body = format!("{REQUEST}&j_username=admin&j_password={password}");
    host.post_form("/oauth2/code", body).await
}

/// Posts what the page has drawn, with these passwords.
async fn choose(host: &TestHost, page: &Answer, password: &str, again: &str) -> Answer {
    let token = hidden(page, "token");
    let body =
        format!("{REQUEST}&token={token}&email=&new_password={password}&confirm_password={again}");
    host.post_form("/choose-password", body).await
}

#[tokio::test]
async fn another_one_is_chosen_before_there_is_a_code() {
    let host = host().await;
    let page = sign_in(&host, "123456").await;
    assert_eq!((page.status.as_u16(), page.header("location")), (403, None));
    assert_eq!(page.header("set-cookie"), None);
    assert!(page.says("data-page=\"reset\""));
    assert!(page.says("Everybody knows the password that you signed in with."));
    assert!(page.says("At least \u{2068}8\u{2069} characters."));
    assert!(page.says("action=\"/choose-password\""));
    assert_eq!(hidden(&page, "state"), "s");
    assert!(!page.says("type=\"email\"") && !page.says("v-languages\""));

    for (password, again, code) in [
        ("a new one", "another one", "password_mismatch"),
        ("123456", "123456", "password_too_short"),
        ("", "", "password_too_short"),
    ] {
        let refused = choose(&host, &page, password, again).await;
        assert_eq!(refused.status, 400, "{password}");
        assert!(refused.says(&format!("data-code=\"{code}\"")), "{password}");
        assert_eq!(hidden(&refused, "token"), hidden(&page, "token"));
        assert_eq!(hidden(&refused, "state"), "s");
    }
    let done = choose(&host, &page, "a new one", "a new one").await;
    assert_eq!(done.status, 200);
    assert!(done.says("href=\"/login?response_type=code&amp;client_id=demo"));

    assert_eq!(sign_in(&host, "123456").await.status, 403);
    let signed_in = sign_in(&host, "a new one").await;
    assert_eq!(signed_in.status, 302);
    assert!(signed_in.header("location").unwrap().contains("code="));
    // The form worked once.
    let late = choose(&host, &page, "a third one", "a third one").await;
    assert_eq!(late.status, 400);
    assert!(late.says("data-code=\"expired_form\""));
}

#[tokio::test]
async fn no_other_way_in_takes_it() {
    let host = host().await;
    let request = Request::get(format!("/oauth2/code?{REQUEST}"))
        // admin:123456
        .header("authorization", "Basic YWRtaW46MTIzNDU2");
    let answer = host.send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 401);
    let body = "user_code=BCDF-GHJK&j_username=admin&j_password=123456";
    let device = host.post_form("/device/sign-in", body).await;
    assert_eq!(device.status, 403);
    assert_eq!(device.header("set-cookie"), None);
    assert!(device.says("action=\"/choose-password\""));
    // A wrong password is one, and the form cannot be had without the right one.
    assert!(
        sign_in(&host, "1234567")
            .await
            .says("data-code=\"invalid_credentials\"")
    );
    let body = "token=x&email=&new_password=a%20new%20one&confirm_password=a%20new%20one";
    assert_eq!(host.post_form("/choose-password", body).await.status, 400);
}

#[tokio::test]
async fn another_sites_form_chooses_nothing() {
    let host = host().await;
    let request = Request::post("/choose-password")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site");
    let answer = host
        .send(request.body(Body::from("token=x")).unwrap())
        .await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn on_this_machine_it_works() {
    let host = TestHost::start().await;
    assert_eq!(sign_in(&host, "123456").await.status, 302);
}
