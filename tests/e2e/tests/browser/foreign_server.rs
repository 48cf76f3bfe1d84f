//! The client page against an authorization server that nobody here has written.

use vestibule_e2e::Outcome;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{ClientPage, DevLoginPage};
use vestibule_e2e::servers::OidcProvider;

use super::{Stage, traces};

#[tokio::test]
async fn the_client_page_runs_against_oidc_provider() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let foreign = OidcProvider::start(&stage.host.url("/callback")).await?;
    let scope = "openid offline_access";
    let url = ClientPage::autostart(stage.host.origin(), foreign.issuer(), "vestibule", scope);
    stage.browser.go(&(url + "&prompt=consent")).await?;
    DevLoginPage::shown(&stage.browser)
        .await?
        .sign_in_and_consent("ada")
        .await?;

    let client = ClientPage::shown(&stage.browser).await?;
    let run = client.ended().await?;
    let trace = traces::code_flow("skip", "skip");
    assert_eq!(run.trace()?, trace);
    assert_eq!(run.result(), "ok");
    assert_eq!(run.text("/id_token_claims/iss"), Some(foreign.issuer()));
    assert_eq!(run.text("/id_token_claims/sub"), Some("ada"));

    let run = client.act("#userinfo").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.trace()?.split_off(trace.len()), traces::USERINFO);
    assert_eq!(run.text("/userinfo/sub"), Some("ada"));

    let refreshed = client.act("#refresh").await?;
    assert_eq!(refreshed.result(), "ok");
    assert!(run.text(REFRESH_TOKEN).is_some());
    assert_ne!(refreshed.text(REFRESH_TOKEN), run.text(REFRESH_TOKEN));
    Ok(())
}

const REFRESH_TOKEN: &str = "/tokens/refresh_token";
