//! The front of light-oauth2 before a real code service. The token service is not published: a double
//! plays it, told by the code service what that keeps of each code.

#[path = "../../../../crates/vestibule/tests/light_oauth2/double.rs"]
#[expect(clippy::unwrap_used, reason = "a double that fails fails its test")]
mod double;
#[path = "../../../../crates/vestibule/tests/light_oauth2/requests.rs"]
#[expect(dead_code, reason = "the token service's are of the host's own tests")]
mod requests;

use std::sync::PoisonError;

use reqwest::Method;
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::{ClientPage, LoginPage};
use vestibule_e2e::servers::{LightOauth2, Vestibule};
use vestibule_e2e::{CHALLENGE, Outcome, Trouble};

use self::double::{CLIENT, Double, SECRET};
use self::requests::{Answer, CODE, RECORDED_AT, code_requests, recorded};
use super::parameter;

const CB: &str = "http://127.0.0.1:9/cb";

struct Install {
    code: LightOauth2,
    token: Double,
    front: Vestibule,
}

impl Install {
    async fn start(mode: &str) -> Outcome<Self> {
        let code = LightOauth2::start().await?;
        let token = Double::start().await;
        let known = (code.http().clone(), code.url("/probe/code"));
        *token
            .services
            .code_service
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(known);
        let text = format!(
            "[server]\nlisten = \"127.0.0.1:1\"\n[data]\ndir = \"unused\"\n[engine]\nkind = \"light-oauth2\"\n\
             [light_oauth2]\nmode = \"{mode}\"\ncode_url = \"{}\"\ntoken_url = \"{}/oauth2/token\"\nca_file = \"{}\"\n\
             [[client]]\nclient_id = \"{CLIENT}\"\nname = \"Petstore\"\nredirect_uris = [\"/callback\", \"{CB}\"]\n\
             scope = \"petstore.r petstore.w\"\nsecret = \"{SECRET}\"\n",
            code.url("/oauth2/code"),
            token.base,
            code.certificate().display(),
        );
        let front = Vestibule::configured(&text).await?;
        Ok(Self { code, token, front })
    }

    /// What a form posts, without a browser; gives the status and where it leads.
    async fn sign_in(&self, name: &str, password: &str) -> Outcome<(u16, Option<url::Url>)> {
        let form = [
            ("j_username", name),
            ("j_password", password),
            ("client_id", CLIENT),
            ("redirect_uri", CB),
            ("state", "ä&b"),
            ("scope", "petstore.r"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let request = http
            .post(self.front.url("/oauth2/code"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(
                url::form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(form)
                    .finish(),
            );
        let answer = request.send().await?;
        let location = answer
            .headers()
            .get("location")
            .and_then(|it| it.to_str().ok());
        let url = location.and_then(|it| it.parse().ok());
        Ok((answer.status().as_u16(), url))
    }
}

/// Each recorded request of the code service, sent to the real thing: the recordings still hold.
#[tokio::test]
async fn the_code_service_answers_as_recorded() -> Outcome<()> {
    let service = LightOauth2::start().await?;
    let mut recorded = recorded(CODE);
    for (name, (method, path, headers, body)) in code_requests() {
        let method =
            Method::from_bytes(method.as_bytes()).map_err(|_| Trouble::Answer(name.to_owned()))?;
        let own = service.url("");
        let mut request = service
            .http()
            .request(method, service.url(&path))
            .body(body);
        for (header, value) in headers {
            request = request.header(header, value.replace(RECORDED_AT, &own));
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let body = answer.text().await?;
        let found = Answer::of(&own, status, &headers, &body);
        assert_eq!(Some(found), recorded.remove(name), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn what_the_service_keeps_of_a_code_is_bound() -> Outcome<()> {
    let install = Install::start("front").await?;
    for (name, password) in [("admin", "123456"), ("zoe", "päss€")] {
        let (status, location) = install.sign_in(name, password).await?;
        assert_eq!(status, 302, "{name}");
        let location = location.ok_or_else(|| Trouble::Answer("no redirect".to_owned()))?;
        assert_eq!(parameter(&location, "state")?, "ä&b");
        let sealed = parameter(&location, "code")?;
        let code = sealed.split('.').next().unwrap_or_default();
        let stored = install.code.stored(code).await?.unwrap_or_default();
        for (field, value) in [
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
            ("scope", "petstore.r"),
            ("redirectUri", CB),
            ("userId", name),
        ] {
            assert_eq!(
                stored.get(field).and_then(|it| it.as_str()),
                Some(value),
                "{field}"
            );
        }
    }
    Ok(())
}

/// 401 for a wrong password, 500 for an unknown user, 307 on the form's way: one answer for all.
#[tokio::test]
async fn wrong_credentials_are_one_answer_and_an_outage_another() -> Outcome<()> {
    let mut install = Install::start("front").await?;
    for (name, password) in [("admin", "wrong"), ("nobody", "123456"), ("a:b", "123456")] {
        assert_eq!(
            install.sign_in(name, password).await?,
            (403, None),
            "{name}"
        );
    }
    install.code.kill().await?;
    assert_eq!(install.sign_in("admin", "123456").await?, (503, None));
    Ok(())
}

#[tokio::test]
async fn a_person_signs_in_and_the_page_gets_tokens_without_a_secret() -> Outcome<()> {
    let install = Install::start("front").await?;
    let browser = Browser::open(Scripts::On).await?;
    let origin = install.front.origin();
    let start = ClientPage::autostart(origin, origin, CLIENT, "petstore.r");
    browser.go(&start).await?;
    let login = LoginPage::shown(&browser).await?;
    login.sign_in("zoe", "falsch").await?;
    assert_eq!(login.problem().await?, "invalid_credentials");
    login.submit("päss€").await?;
    let client = ClientPage::shown(&browser).await?;
    let run = client.ended().await?;
    assert_eq!(run.result(), "ok", "{}", run.0);
    let refreshed = client.act("#refresh").await?;
    assert_eq!(refreshed.result(), "ok", "{}", refreshed.0);
    let seen = install.token.seen();
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|(_, body)| body.contains(SECRET)));
    let shown = refreshed.0.to_string();
    assert!(!shown.contains(SECRET));
    assert_eq!(browser.complaints().await?, []);
    Ok(())
}

/// The bare form: the service's 307 sends the browser to its own host, which has no error page.
#[tokio::test]
async fn the_bare_form_goes_straight_to_the_service() -> Outcome<()> {
    let install = Install::start("native").await?;
    let browser = Browser::open(Scripts::On).await?;
    // The service redirects to whatever it is told: here to a page that reads nothing.
    let target = install.front.url("/health");
    let page = install.front.url(&format!(
        "/login?client_id={CLIENT}&redirect_uri={target}&state=x"
    ));
    browser.go(&page).await?;
    let login = LoginPage::shown(&browser).await?;
    login.sign_in("admin", "123456").await?;
    let code = vestibule_e2e::eventually("the redirect", || async {
        let url = browser.address().await?;
        Ok(url.as_str().starts_with(&target).then_some(url))
    })
    .await?;
    assert_eq!(parameter(&code, "state")?, "x");
    assert_eq!(parameter(&code, "code")?.len(), 22);
    Ok(())
}
