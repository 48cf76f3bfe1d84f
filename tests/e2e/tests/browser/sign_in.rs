//! Signing in on the embedded engine, by the client page.

use vestibule_e2e::Outcome;
use vestibule_e2e::browser::{Kind, Scripts};
use vestibule_e2e::pages::{ClientPage, LoginPage};

use super::{PASSWORD, Stage, USER, traces};

in_every_browser!(
    a_person_signs_in_and_the_client_comes_back_with_checked_tokens,
    with_a_worker_the_page_refreshes_and_never_has_the_refresh_token,
    a_wrong_password_shows_the_form_again_and_the_right_one_goes_on,
);

async fn a_person_signs_in_and_the_client_comes_back_with_checked_tokens(
    kind: Kind,
) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.enhanced().await?;
    login.sign_in(USER, PASSWORD).await?;

    let client = ClientPage::shown(&stage.browser).await?;
    let run = client.ended().await?;
    let trace = traces::code_flow("pass", "pass");
    assert_eq!(run.trace()?, trace);
    assert_eq!(run.result(), "ok");
    stage.arrives_at("/callback").await?;
    assert_eq!(client.rows().await?, run.checks()?);
    let issuer = run
        .0
        .pointer("/id_token_claims/iss")
        .and_then(|it| it.as_str());
    assert_eq!(issuer, Some(stage.host.origin()));

    let run = client.act("#userinfo").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.trace()?.split_off(trace.len()), traces::USERINFO);

    let refreshed = client.act("#refresh").await?;
    assert_eq!(refreshed.result(), "ok");
    assert!(run.text(REFRESH_TOKEN).is_some());
    assert_ne!(refreshed.text(REFRESH_TOKEN), run.text(REFRESH_TOKEN));
    stage.assert_clean().await
}

async fn with_a_worker_the_page_refreshes_and_never_has_the_refresh_token(
    kind: Kind,
) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    let start = stage.autostart() + "&storage=worker";
    stage.browser.go(&start).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, PASSWORD).await?;

    let client = ClientPage::shown(&stage.browser).await?;
    let mut before = client.ended().await?;
    assert_eq!(before.result(), "ok");
    assert_eq!(before.text(REFRESH_TOKEN), None);
    // Twice: the second time with the token that the first has brought.
    for _ in 0..2 {
        let after = client.act("#refresh").await?;
        assert_eq!(after.result(), "ok");
        assert_eq!(after.text(REFRESH_TOKEN), None);
        assert!(after.text(ACCESS_TOKEN).is_some());
        assert_ne!(after.text(ACCESS_TOKEN), before.text(ACCESS_TOKEN));
        before = after;
    }
    let revoked = client.act("#revoke").await?;
    assert_eq!(revoked.result(), "ok");
    stage.assert_clean().await?;

    let refused = client.act("#refresh").await?;
    assert_eq!(refused.text("/failed_check"), Some("refresh.http"));
    assert_eq!(refused.text("/error/code"), Some("invalid_grant"));
    Ok(())
}

async fn a_wrong_password_shows_the_form_again_and_the_right_one_goes_on(
    kind: Kind,
) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, "wrong").await?;

    assert_eq!(login.problem().await?, "invalid_credentials");
    login.enhanced().await?;
    assert!(stage.browser.has_focus("#problem").await?);
    assert_eq!(login.user_name().await?, USER);
    assert_eq!(login.password().await?, "");
    let address = stage.browser.address().await?;
    assert!(
        !address.as_str().contains(USER) && !address.as_str().contains("wrong"),
        "{address}"
    );

    login.submit(PASSWORD).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "ok");
    stage.assert_clean().await
}

#[tokio::test]
async fn a_reload_of_the_callback_exchanges_nothing_twice() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    LoginPage::shown(&stage.browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    let client = ClientPage::shown(&stage.browser).await?;
    assert_eq!(client.ended().await?.result(), "ok");
    let token = stage.host.url("/oauth2/token");
    assert_eq!(stage.browser.traffic().await?.count("POST", &token), 1);

    stage.browser.reload().await?;
    ClientPage::shown(&stage.browser).await?;
    stage.browser.reload().await?;
    ClientPage::shown(&stage.browser).await?;
    assert_eq!(stage.browser.traffic().await?.count("POST", &token), 0);
    stage.assert_clean().await
}

#[tokio::test]
async fn a_tampered_state_fails_at_its_own_check() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage.browser.go(&stage.autostart()).await?;
    LoginPage::shown(&stage.browser).await?;

    // What an attacker would send the person to: a response that this browser never asked for.
    let forged = stage
        .host
        .url("/callback?code=AAAAAAAAAAAAAAAAAAAAAA&state=forged");
    stage.browser.go(&forged).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.result(), "failed");
    assert_eq!(run.text("/failed_check"), Some("callback.state"));
    let token = stage.host.url("/oauth2/token");
    assert_eq!(stage.browser.traffic().await?.count("POST", &token), 0);
    Ok(())
}

const ACCESS_TOKEN: &str = "/tokens/access_token";
const REFRESH_TOKEN: &str = "/tokens/refresh_token";
