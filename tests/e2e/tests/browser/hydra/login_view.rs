//! The login view as the pages of a real Hydra, and the client page as the application.

use std::time::Duration;

use serde_json::json;
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::{ClientPage, ConsentPage, ErrorPage, LoginPage, LogoutPage, Run};
use vestibule_e2e::servers::{Hydra, HydraSetup, Vestibule, free_address};
use vestibule_e2e::{Outcome, authorization_request, eventually};

use super::configuration;

const USER: &str = "ada";
const PASSWORD: &str = "123456";
/// The scope that the application asks for.
const SCOPE: &str = "openid offline profile email";

struct Scene {
    browser: Browser,
    host: Vestibule,
    hydra: Hydra,
}

impl Scene {
    async fn open(scripts: Scripts) -> Outcome<Self> {
        Self::open_with(scripts, |setup| setup).await
    }

    async fn open_with(
        scripts: Scripts,
        change: impl FnOnce(HydraSetup) -> HydraSetup,
    ) -> Outcome<Self> {
        let address = free_address().await?;
        let origin = format!("http://{address}");
        let hydra = Hydra::start(change(HydraSetup::in_memory(&origin))).await?;
        hydra.register(&origin, json!({})).await?;
        Ok(Self {
            host: Vestibule::configured_at(address, &configuration(&origin, &hydra)).await?,
            browser: Browser::open(scripts).await?,
            hydra,
        })
    }

    /// The application's link.
    fn link(&self) -> String {
        ClientPage::autostart(self.host.origin(), &self.hydra.issuer(), "vestibule", SCOPE)
    }

    /// Starts, and signs in.
    async fn sign_in(&self) -> Outcome<()> {
        self.browser.go(&self.link()).await?;
        LoginPage::shown(&self.browser)
            .await?
            .sign_in(USER, PASSWORD)
            .await
    }

    /// Starts, signs in and grants all.
    async fn sign_in_and_consent(&self) -> Outcome<Run> {
        self.sign_in().await?;
        ConsentPage::shown(&self.browser).await?.accept().await?;
        self.end().await
    }

    async fn end(&self) -> Outcome<Run> {
        ClientPage::shown(&self.browser).await?.ended().await
    }

    /// What the browser saw must not have told it of the admin API.
    async fn assert_clean(&self) -> Outcome<()> {
        assert_eq!(
            self.browser.complaints().await?,
            [],
            "the console complains"
        );
        let traffic = self.browser.traffic().await?;
        let issuer = self.hydra.issuer();
        assert_eq!(
            traffic.beyond(&[self.host.origin(), issuer.as_str()]),
            Vec::<&str>::new()
        );
        Ok(())
    }
}

#[tokio::test]
async fn a_person_signs_in_and_grants_what_is_asked_for() -> Outcome<()> {
    let scene = Scene::open(Scripts::On).await?;
    let run = scene.sign_in_and_consent().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.trace()?);
    assert_eq!(run.text("/id_token_claims/sub"), Some("ada-1815"));
    assert_eq!(run.text("/id_token_claims/name"), Some("Ada Lovelace"));
    assert_eq!(run.text("/id_token_claims/amr/0"), Some("pwd"));
    assert_eq!(
        run.text("/id_token_claims/iss"),
        Some(&*scene.hydra.issuer())
    );
    let client = ClientPage::shown(&scene.browser).await?;
    let run = client.act("#userinfo").await?;
    assert_eq!(run.text("/userinfo/email"), Some("ada@example.com"));
    let run = client.act("#refresh").await?;
    assert_eq!(run.result(), "ok");
    scene.assert_clean().await
}

#[tokio::test]
async fn all_of_it_works_without_script() -> Outcome<()> {
    let scene = Scene::open(Scripts::Off).await?;
    let more = [("scope", "openid"), ("state", "12345678")];
    let query = authorization_request("vestibule", &scene.host.url("/callback"), &more);
    let url = format!("{}/oauth2/auth?{query}", scene.hydra.issuer());
    scene.browser.go(&url).await?;
    let login = LoginPage::shown(&scene.browser).await?;
    login.sign_in(USER, "wrong").await?;
    assert_eq!(login.problem().await?, "invalid_credentials");
    login.submit(PASSWORD).await?;
    ConsentPage::shown(&scene.browser).await?.accept().await?;
    let address = eventually("the callback", || async {
        let address = scene.browser.address().await?;
        Ok((address.path() == "/callback").then_some(address))
    })
    .await?;
    assert_eq!(crate::parameter(&address, "state")?, "12345678");
    assert!(crate::parameter(&address, "code")?.len() > 20);
    Ok(())
}

#[tokio::test]
async fn a_person_grants_a_part() -> Outcome<()> {
    let scene = Scene::open(Scripts::On).await?;
    scene.sign_in().await?;
    let consent = ConsentPage::shown(&scene.browser).await?;
    consent.toggle("profile").await?;
    consent.toggle("offline").await?;
    consent.accept().await?;
    let run = scene.end().await?;
    assert_eq!(
        (run.result(), run.last("token.scope")?),
        ("ok", "warn".to_owned())
    );
    assert_eq!(run.text("/id_token_claims/name"), None);
    assert_eq!(run.text("/id_token_claims/email"), Some("ada@example.com"));
    assert_eq!(run.text("/tokens/refresh_token"), None);
    Ok(())
}

#[tokio::test]
async fn a_person_grants_nothing() -> Outcome<()> {
    let scene = Scene::open(Scripts::On).await?;
    scene.sign_in().await?;
    ConsentPage::shown(&scene.browser).await?.deny().await?;
    let run = scene.end().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.error"));
    assert_eq!(run.text("/error/code"), Some("access_denied"));
    Ok(())
}

#[tokio::test]
async fn a_wrong_password_costs_nothing_but_another_try() -> Outcome<()> {
    let scene = Scene::open(Scripts::On).await?;
    scene.browser.go(&scene.link()).await?;
    let login = LoginPage::shown(&scene.browser).await?;
    login.sign_in(USER, "wrong").await?;
    assert_eq!(login.problem().await?, "invalid_credentials");
    assert_eq!(
        (login.user_name().await?, login.password().await?),
        (USER.into(), String::new())
    );
    login.submit(PASSWORD).await?;
    ConsentPage::shown(&scene.browser).await?.accept().await?;
    assert_eq!(scene.end().await?.result(), "ok");
    Ok(())
}

#[tokio::test]
async fn who_is_remembered_is_asked_nothing_until_they_sign_out() -> Outcome<()> {
    let scene = Scene::open(Scripts::On).await?;
    let browser = &scene.browser;
    browser.go(&scene.link()).await?;
    let login = LoginPage::shown(browser).await?;
    browser.click("#remember").await?;
    login.sign_in(USER, PASSWORD).await?;
    let consent = ConsentPage::shown(browser).await?;
    consent.remember().await?;
    consent.accept().await?;
    assert_eq!(scene.end().await?.result(), "ok");

    browser.go(&scene.link()).await?;
    let run = scene.end().await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.text("/id_token_claims/sub"), Some("ada-1815"));

    // The person thinks better of it, and then of that.
    browser.click("#logout").await?;
    LogoutPage::shown(browser).await?.deny().await?;
    browser.find("html[data-page=signed-out]").await?;
    browser.go(&scene.link()).await?;
    assert_eq!(scene.end().await?.result(), "ok");
    browser.click("#logout").await?;
    LogoutPage::shown(browser).await?.accept().await?;
    let run = eventually("the way back", || async {
        let run = scene.end().await?;
        Ok((run.last("logout.state")? != "absent").then_some(run))
    })
    .await?;
    assert_eq!(run.last("logout.state")?, "pass");
    browser.go(&scene.link()).await?;
    LoginPage::shown(browser).await?;
    Ok(())
}

#[tokio::test]
async fn a_form_that_another_tab_has_outdated_leads_to_a_fresh_one() -> Outcome<()> {
    let scene = Scene::open(Scripts::On).await?;
    let browser = &scene.browser;
    browser.go(&scene.link()).await?;
    let login = LoginPage::shown(browser).await?;
    login.enhanced().await?;
    // Hydra has one cookie for each client, which the other tab replaces.
    let older = browser.enter_new_tab().await?;
    browser.go(&scene.link()).await?;
    LoginPage::shown(browser).await?;
    browser.enter(older).await?;
    login.sign_in(USER, PASSWORD).await?;

    // Hydra tells the application, whose request is known; that can start again at once.
    let run = scene.end().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.error"));
    assert_eq!(run.text("/error/code"), Some("request_forbidden"));
    browser.go(&scene.link()).await?;
    LoginPage::shown(browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    ConsentPage::shown(browser).await?.accept().await?;
    assert_eq!(scene.end().await?.result(), "ok");
    Ok(())
}

#[tokio::test]
async fn an_expired_form_leads_to_a_fresh_one() -> Outcome<()> {
    let ttl = ("TTL_LOGIN_CONSENT_REQUEST".to_owned(), "3s".to_owned());
    let change = |setup| HydraSetup {
        more: vec![ttl],
        ..setup
    };
    let scene = Scene::open_with(Scripts::On, change).await?;
    scene.browser.go(&scene.link()).await?;
    let login = LoginPage::shown(&scene.browser).await?;
    tokio::time::sleep(Duration::from_secs(4)).await;
    login.sign_in(USER, PASSWORD).await?;
    let error = ErrorPage::shown(&scene.browser).await?;
    assert_eq!(error.code().await?.as_deref(), Some("expired"));
    error.restart().await?;
    LoginPage::shown(&scene.browser).await?;
    Ok(())
}

#[tokio::test]
async fn hydra_may_be_away_for_a_while_and_start_again() -> Outcome<()> {
    let folder = tempfile::tempdir().map_err(|source| vestibule_e2e::Trouble::Machine {
        what: "making a folder".to_owned(),
        source,
    })?;
    let dsn = format!(
        "sqlite://{}?_fk=true",
        folder.path().join("hydra.sqlite").display()
    );
    let change = |setup| HydraSetup { dsn, ..setup };
    let mut scene = Scene::open_with(Scripts::On, change).await?;
    scene.browser.go(&scene.link()).await?;
    LoginPage::shown(&scene.browser).await?;
    scene.hydra.kill().await?;
    let login = LoginPage::shown(&scene.browser).await?;
    login.sign_in(USER, PASSWORD).await?;
    assert_eq!(login.problem().await?, "temporarily_unavailable");
    assert_eq!(login.user_name().await?, USER);

    scene.hydra.revive().await?;
    LoginPage::shown(&scene.browser)
        .await?
        .submit(PASSWORD)
        .await?;
    ConsentPage::shown(&scene.browser).await?.accept().await?;
    assert_eq!(scene.end().await?.result(), "ok");
    Ok(())
}

#[tokio::test]
async fn a_used_challenge_signs_nobody_in_again() -> Outcome<()> {
    let scene = Scene::open(Scripts::On).await?;
    scene.browser.go(&scene.link()).await?;
    let login = LoginPage::shown(&scene.browser).await?;
    let used = scene.browser.address().await?;
    login.sign_in(USER, PASSWORD).await?;
    ConsentPage::shown(&scene.browser).await?.accept().await?;
    assert_eq!(scene.end().await?.result(), "ok");

    // What going back in the browser's history comes to.
    scene.browser.go(used.as_str()).await?;
    LoginPage::shown(&scene.browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    // Hydra 2.3 notices only at the end, and the application was answered long ago.
    ConsentPage::shown(&scene.browser).await?.accept().await?;
    let run = scene.end().await?;
    assert_eq!(run.result(), "failed");
    assert_eq!(run.text("/tokens/access_token"), None, "{:?}", run.trace()?);
    Ok(())
}
