//! An answer by `form_post`: through the host, into the page, and into no address.

use vestibule_e2e::Outcome;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{ClientPage, DevLoginPage};
use vestibule_e2e::servers::OidcProvider;

use super::Stage;

#[tokio::test]
async fn the_code_comes_by_a_form_and_once() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let foreign = OidcProvider::start(stage.host.origin()).await?;
    let url = ClientPage::autostart(stage.host.origin(), foreign.issuer(), "vestibule", "openid");
    let url = url + "&response_mode=form_post";
    stage.browser.go(&url).await?;
    let login = DevLoginPage::shown(&stage.browser).await?;
    login.sign_in_and_consent("ada").await?;

    let client = ClientPage::shown(&stage.browser).await?;
    let run = client.ended().await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.text("/id_token_claims/sub"), Some("ada"));
    assert_eq!(stage.browser.count("#posted-answer").await?, 0);
    let address = stage.browser.address().await?;
    assert_eq!(address.as_str(), stage.host.url("/callback"));
    let traffic = stage.browser.traffic().await?;
    let with_code = traffic
        .requests
        .iter()
        .filter(|(_, url)| url.starts_with(stage.host.origin()) && url.contains("code="));
    assert_eq!(with_code.count(), 0, "a code was in an address");

    stage.browser.reload().await?;
    ClientPage::shown(&stage.browser).await?;
    let token = format!("{}/token", foreign.issuer());
    assert_eq!(stage.browser.traffic().await?.count("POST", &token), 0);
    Ok(())
}
