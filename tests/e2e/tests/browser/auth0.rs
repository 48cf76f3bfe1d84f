//! Auth0's tutorial "Execute an Authorization Code Grant Flow", step by step, against a simulated Auth0.

use vestibule_e2e::Outcome;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{Auth0LoginPage, ClientPage};
use vestibule_e2e::servers::Auth0Simulator;

use super::Stage;

/// The API of the tutorial, as the simulator's access tokens name it.
const AUDIENCE: &str = "https://someapi.example/api";
const REFRESH_TOKEN: &str = "/tokens/refresh_token";

#[tokio::test]
async fn the_four_steps_of_the_tutorial() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let auth0 = Auth0Simulator::start().await?;

    // Step 1: ask for the person's authorization; the audience names the API.
    let mut url = ClientPage::autostart(
        stage.host.origin(),
        auth0.issuer(),
        "vestibule",
        "openid profile email offline_access",
    );
    let more = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("audience", AUDIENCE)
        // Step 2: the exchange, whose body the tutorial writes as JSON. The simulator takes no other here.
        .append_pair("token_body", "json")
        .append_pair("api_url", &auth0.url("api"))
        .append_pair("verify_access_token", "1")
        .finish();
    url = format!("{url}&{more}");
    stage.browser.go(&url).await?;
    Auth0LoginPage::shown(&stage.browser)
        .await?
        .sign_in(Auth0Simulator::USER, Auth0Simulator::PASSWORD)
        .await?;
    let client = ClientPage::shown(&stage.browser).await?;
    let run = client.ended().await?;
    assert_eq!(run.result(), "ok", "{:?}", run.0);
    assert_eq!(run.text("/id_token_claims/iss"), Some(auth0.issuer()));
    assert_eq!(
        run.text("/id_token_claims/email"),
        Some(Auth0Simulator::USER)
    );
    let subject = run.text("/id_token_claims/sub").map(str::to_owned);

    // Step 3: call the API with the access token.
    let run = client.act("#call-api").await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.last("api.http")?, "pass");
    let body = run.text("/api/body").unwrap_or_default();
    let told: serde_json::Value = serde_json::from_str(body)?;
    assert_eq!(
        told.get("sub").and_then(|it| it.as_str()),
        subject.as_deref()
    );

    // Step 4: verify the token as the API would, by the simulator's keys. It is of Auth0's own profile:
    // `typ` is JWT, and the client is in `azp`.
    assert_eq!(run.last("access_token.format")?, "warn");
    for check in ["signature", "iss", "aud", "exp", "client_id"] {
        let row = run.last(&format!("access_token.{check}"))?;
        assert_eq!(row, "pass", "{check}");
    }

    // And what the refresh token, which offline_access brought, is for.
    let refreshed = client.act("#refresh").await?;
    assert_eq!(refreshed.result(), "ok", "{:?}", refreshed.0);
    assert!(refreshed.text(REFRESH_TOKEN).is_some());
    Ok(())
}

#[tokio::test]
async fn a_wrong_password_stays_with_auth0() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let auth0 = Auth0Simulator::start().await?;
    let origin = stage.host.origin();
    let url = ClientPage::autostart(origin, auth0.issuer(), "vestibule", "openid");
    stage.browser.go(&url).await?;
    let login = Auth0LoginPage::shown(&stage.browser).await?;
    login.sign_in(Auth0Simulator::USER, "wrong").await?;
    Auth0LoginPage::shown(&stage.browser).await?;
    let address = stage.browser.address().await?;
    assert!(address.as_str().starts_with(auth0.issuer()), "{address}");
    Ok(())
}
