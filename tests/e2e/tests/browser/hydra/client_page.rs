//! The client page against a real Hydra. A small driver answers Hydra's challenges over the admin
//! API, in place of login and consent pages.

use serde_json::json;
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::{ClientPage, Run};
use vestibule_e2e::servers::{Hydra, HydraSetup};
use vestibule_e2e::{Outcome, Trouble, eventually};

use crate::{Stage, parameter};

const REFRESH_TOKEN: &str = "/tokens/refresh_token";

/// The host that serves the client page, and a Hydra whose pages are said to be there too.
struct Scene {
    stage: Stage,
    hydra: Hydra,
}

impl Scene {
    async fn open(setup: impl FnOnce(HydraSetup) -> HydraSetup) -> Outcome<Self> {
        let stage = Stage::open(Scripts::On).await?;
        let hydra = Hydra::start(setup(HydraSetup::in_memory(stage.host.origin()))).await?;
        Ok(Self { stage, hydra })
    }

    /// The client page's link that starts with Hydra's own way to name a server.
    fn endpoint_link(&self, more: &str) -> String {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("endpoint", &self.hydra.issuer())
            .append_pair("client_id", "vestibule")
            .append_pair("scope", "openid offline")
            .finish();
        self.stage
            .host
            .url(&format!("/client/?autostart=1&{query}{more}"))
    }

    /// Answers the login and the consent challenge that the browser is sent around with.
    async fn drive(&self, subject: &str) -> Outcome<()> {
        let browser = &self.stage.browser;
        let challenge = challenge(browser, "login_challenge").await?;
        browser
            .go(&self.hydra.accept_login(&challenge, subject).await?)
            .await?;
        let challenge = self::challenge(browser, "consent_challenge").await?;
        browser
            .go(&self.hydra.accept_consent(&challenge).await?)
            .await
    }

    async fn end(&self) -> Outcome<(ClientPage<'_>, Run)> {
        let client = ClientPage::shown(&self.stage.browser).await?;
        let run = client.ended().await?;
        Ok((client, run))
    }
}

/// The challenge in the browser's address, once it is there.
async fn challenge(browser: &Browser, name: &str) -> Outcome<String> {
    eventually(name, || async {
        Ok(parameter(&browser.address().await?, name).ok())
    })
    .await
}

#[tokio::test]
async fn a_code_flow_by_endpoint_without_discovery() -> Outcome<()> {
    let scene = Scene::open(|setup| setup).await?;
    scene
        .hydra
        .register(scene.stage.host.origin(), json!({}))
        .await?;
    scene.stage.browser.go(&scene.endpoint_link("")).await?;
    scene.drive("ada").await?;
    let (client, run) = scene.end().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.trace()?);
    assert_eq!(run.last("discovery.fetch")?, "absent");
    assert_eq!(
        run.text("/id_token_claims/iss"),
        Some(scene.hydra.issuer().as_str())
    );
    assert_eq!(run.text("/id_token_claims/sub"), Some("ada"));
    // Hydra knows no `iss` parameter, and says nothing of it.
    assert_eq!(run.last("callback.iss")?, "skip");

    let run = client.act("#userinfo").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.text("/userinfo/name"), Some("Ada"));

    let refreshed = client.act("#refresh").await?;
    assert_eq!(refreshed.result(), "ok");
    assert_ne!(refreshed.text(REFRESH_TOKEN), run.text(REFRESH_TOKEN));

    let revoked = client.act("#revoke").await?;
    assert_eq!(
        (revoked.result(), revoked.last("revoke.http")?),
        ("ok", "pass".to_owned())
    );
    Ok(())
}

#[tokio::test]
async fn a_code_flow_by_discovery_and_a_logout() -> Outcome<()> {
    let scene = Scene::open(|setup| setup).await?;
    scene
        .hydra
        .register(scene.stage.host.origin(), json!({}))
        .await?;
    let origin = scene.stage.host.origin();
    let url = ClientPage::autostart(origin, &scene.hydra.issuer(), "vestibule", "openid");
    scene.stage.browser.go(&url).await?;
    scene.drive("ada").await?;
    let (_, run) = scene.end().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.trace()?);
    assert_eq!(run.last("discovery.issuer")?, "pass");

    let browser = &scene.stage.browser;
    browser.click("#logout").await?;
    // Nobody was remembered, so Hydra has nothing to ask, and leads back at once.
    let run = eventually("the way back", || async {
        let (_, run) = scene.end().await?;
        Ok((run.last("logout.state")? != "absent").then_some(run))
    })
    .await?;
    assert_eq!(
        (run.result(), run.last("logout.state")?),
        ("ok", "pass".to_owned())
    );
    Ok(())
}

#[tokio::test]
async fn a_refresh_token_that_was_used_elsewhere_fails_at_its_own_check() -> Outcome<()> {
    let scene = Scene::open(|setup| setup).await?;
    scene
        .hydra
        .register(scene.stage.host.origin(), json!({}))
        .await?;
    scene.stage.browser.go(&scene.endpoint_link("")).await?;
    scene.drive("ada").await?;
    let (client, run) = scene.end().await?;
    let stolen = run
        .text(REFRESH_TOKEN)
        .ok_or_else(|| Trouble::Answer(run.0.to_string()))?;

    let fresh = scene.hydra.refresh("vestibule", stolen).await?;
    assert!(fresh.get("access_token").is_some(), "{fresh}");
    let run = client.act("#refresh").await?;
    assert_eq!(run.text("/failed_check"), Some("refresh.http"));
    assert_eq!(run.text("/error/code"), Some("invalid_grant"));
    assert_eq!(run.text("/error/kind"), Some("server"));
    Ok(())
}

#[tokio::test]
async fn a_denied_consent_is_told_as_such() -> Outcome<()> {
    let scene = Scene::open(|setup| setup).await?;
    scene
        .hydra
        .register(scene.stage.host.origin(), json!({}))
        .await?;
    scene.stage.browser.go(&scene.endpoint_link("")).await?;
    let challenge = challenge(&scene.stage.browser, "login_challenge").await?;
    let denied = scene.hydra.reject_login(&challenge).await?;
    scene.stage.browser.go(&denied).await?;
    let (_, run) = scene.end().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.error"));
    assert_eq!(run.text("/error/code"), Some("access_denied"));
    assert_eq!(run.text("/error/kind"), Some("user"));
    Ok(())
}

#[tokio::test]
async fn without_cors_the_page_names_the_step_that_lacks_it() -> Outcome<()> {
    let scene = Scene::open(|setup| HydraSetup {
        cors_origins: Vec::new(),
        ..setup
    })
    .await?;
    scene
        .hydra
        .register(scene.stage.host.origin(), json!({}))
        .await?;
    let origin = scene.stage.host.origin();
    let url = ClientPage::autostart(origin, &scene.hydra.issuer(), "vestibule", "openid");
    scene.stage.browser.go(&url).await?;
    let (_, run) = scene.end().await?;
    assert_eq!(run.text("/failed_check"), Some("cors.discovery"));
    assert_eq!(run.text("/error/kind"), Some("cors"));

    // Without discovery it is the exchange that fails.
    scene.stage.browser.go(&scene.endpoint_link("")).await?;
    scene.drive("ada").await?;
    let (_, run) = scene.end().await?;
    assert_eq!(run.text("/failed_check"), Some("cors.token"));
    Ok(())
}

#[tokio::test]
async fn an_origin_allowed_for_the_client_alone_suffices() -> Outcome<()> {
    let elsewhere = vec!["https://elsewhere.example".to_owned()];
    let scene = Scene::open(|setup| HydraSetup {
        cors_origins: elsewhere,
        ..setup
    })
    .await?;
    let origin = scene.stage.host.origin();
    let more = json!({ "allowed_cors_origins": [origin] });
    scene.hydra.register(origin, more).await?;
    // Keys are asked for without naming a client, so there Hydra lets only the global origins in.
    scene.stage.browser.go(&scene.endpoint_link("")).await?;
    scene.drive("ada").await?;
    let (_, run) = scene.end().await?;
    assert_eq!(run.last("token.http")?, "pass");
    assert_eq!(run.text("/failed_check"), Some("cors.jwks"));
    Ok(())
}
