//! The client page against a certified authorization server that nobody here has written.

use vestibule_e2e::Outcome;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{ClientPage, DevLoginPage, Run};
use vestibule_e2e::servers::OidcProvider;

use super::{Stage, traces};

const SCOPE: &str = "openid offline_access";
const ACCESS_TOKEN: &str = "/tokens/access_token";
const REFRESH_TOKEN: &str = "/tokens/refresh_token";

struct Scene {
    stage: Stage,
    provider: OidcProvider,
}

impl Scene {
    async fn open() -> Outcome<Self> {
        let stage = Stage::open(Scripts::On).await?;
        let provider = OidcProvider::start(stage.host.origin()).await?;
        Ok(Self { stage, provider })
    }

    /// A run of one of the provider's clients, from its start to its end.
    async fn run(&self, client_id: &str, more: &str) -> Outcome<(ClientPage<'_>, Run)> {
        let Stage { browser, host } = &self.stage;
        let url = ClientPage::autostart(host.origin(), self.provider.issuer(), client_id, SCOPE);
        browser.go(&format!("{url}&prompt=consent{more}")).await?;
        DevLoginPage::shown(browser)
            .await?
            .sign_in_and_consent("ada")
            .await?;
        let client = ClientPage::shown(browser).await?;
        let run = client.ended().await?;
        Ok((client, run))
    }
}

#[tokio::test]
async fn code_userinfo_refresh_and_revocation() -> Outcome<()> {
    let scene = Scene::open().await?;
    let (client, run) = scene.run("vestibule", "").await?;
    let trace = traces::code_flow("skip", "skip");
    assert_eq!(run.trace()?, trace);
    assert_eq!(run.result(), "ok");
    assert_eq!(
        run.text("/id_token_claims/iss"),
        Some(scene.provider.issuer())
    );
    assert_eq!(run.text("/id_token_claims/sub"), Some("ada"));

    let run = client.act("#userinfo").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.trace()?.split_off(trace.len()), traces::USERINFO);
    assert_eq!(run.text("/userinfo/sub"), Some("ada"));

    let refreshed = client.act("#refresh").await?;
    assert_eq!(refreshed.result(), "ok");
    assert!(run.text(REFRESH_TOKEN).is_some());
    assert_ne!(refreshed.text(REFRESH_TOKEN), run.text(REFRESH_TOKEN));

    let revoked = client.act("#revoke").await?;
    assert_eq!(revoked.result(), "ok");
    assert_eq!(revoked.last("revoke.http")?, "pass");
    let refused = client.act("#refresh").await?;
    assert_eq!(refused.text("/failed_check"), Some("refresh.http"));
    assert_eq!(refused.text("/error/code"), Some("invalid_grant"));
    Ok(())
}

#[tokio::test]
async fn a_client_that_must_push_its_request_does_so_unasked() -> Outcome<()> {
    let scene = Scene::open().await?;
    let (_, run) = scene.run("vestibule-par", "&par=1").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.last("par.response")?, "pass");
    Ok(())
}

#[tokio::test]
async fn dpop_proofs_follow_the_servers_nonces() -> Outcome<()> {
    let scene = Scene::open().await?;
    let (client, run) = scene.run("vestibule-dpop", "&dpop=1").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.last("dpop.token_type")?, "pass");
    assert_eq!(run.last("dpop.nonce")?, "pass");
    let run = client.act("#userinfo").await?;
    assert_eq!(
        (run.result(), run.last("userinfo.sub")?),
        ("ok", "pass".to_owned())
    );
    let refreshed = client.act("#refresh").await?;
    assert_eq!(refreshed.result(), "ok");
    assert_ne!(refreshed.text(ACCESS_TOKEN), run.text(ACCESS_TOKEN));
    Ok(())
}

#[tokio::test]
async fn an_access_token_for_an_api_is_verified_as_the_api_would() -> Outcome<()> {
    let scene = Scene::open().await?;
    let api = "&resource=https://api.vestibule.example&verify_access_token=1";
    let (_, run) = scene.run("vestibule", api).await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    for check in ["format", "signature", "iss", "aud", "exp", "client_id"] {
        assert_eq!(
            run.last(&format!("access_token.{check}"))?,
            "pass",
            "{check}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_signed_userinfo_is_verified() -> Outcome<()> {
    let scene = Scene::open().await?;
    let (client, _) = scene.run("vestibule-signed-userinfo", "").await?;
    let run = client.act("#userinfo").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.last("userinfo.format")?, "pass");
    assert_eq!(run.text("/userinfo/sub"), Some("ada"));
    Ok(())
}

#[tokio::test]
async fn a_logout_leads_back_with_its_state() -> Outcome<()> {
    let scene = Scene::open().await?;
    let (_, run) = scene.run("vestibule", "").await?;
    assert_eq!(run.result(), "ok");
    let browser = &scene.stage.browser;
    browser.click("#logout").await?;
    DevLoginPage::confirm_logout(browser).await?;
    let run = ClientPage::shown(browser).await?.ended().await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.last("logout.state")?, "pass");
    Ok(())
}
