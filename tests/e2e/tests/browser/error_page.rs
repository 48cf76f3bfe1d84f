//! The error page, by GET and by the POST that a redirected form makes of it.

use vestibule_e2e::Outcome;
use vestibule_e2e::browser::{Kind, Scripts};
use vestibule_e2e::pages::{ErrorPage, LoginPage};

use super::Stage;

in_every_browser!(
    the_error_page_tells_what_the_query_says_as_text,
    a_form_that_was_redirected_to_the_error_page_leads_back_without_credentials,
);

async fn the_error_page_tells_what_the_query_says_as_text(kind: Kind) -> Outcome<()> {
    for scripts in [Scripts::Off, Scripts::On] {
        let stage = Stage::open_in(kind, scripts).await?;
        let query =
            "error=access_denied&error_description=%3Cb%3Eno%3C/b%3E&error_uri=javascript:alert(1)";
        stage
            .browser
            .go(&stage.host.url(&format!("/error?{query}")))
            .await?;
        let page = ErrorPage::shown(&stage.browser).await?;
        assert_eq!(page.code().await?.as_deref(), Some("access_denied"));
        assert!(!page.correlation_id().await?.is_empty());
        let text = stage.browser.find("#problem").await?.text().await?;
        assert!(text.contains("<b>no</b>"), "{text}");
        assert_eq!(stage.browser.count("a[href^='javascript:']").await?, 0);
        stage.assert_clean().await?;
    }
    Ok(())
}

#[tokio::test]
async fn each_error_has_a_name_of_its_own() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let mut ids = Vec::new();
    for _ in 0..2 {
        stage.browser.go(&stage.host.url("/error")).await?;
        ids.push(
            ErrorPage::shown(&stage.browser)
                .await?
                .correlation_id()
                .await?,
        );
    }
    assert_ne!(ids.first(), ids.last());
    Ok(())
}

#[tokio::test]
async fn an_unknown_path_has_a_page_of_its_own() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    stage
        .browser
        .go(&stage.host.url("/no/such/page?x=<script>"))
        .await?;
    let page = ErrorPage::shown(&stage.browser).await?;
    assert_eq!(page.code().await?.as_deref(), Some("not_found"));
    assert_eq!(stage.browser.count("h1").await?, 1);
    stage.assert_clean().await
}

async fn a_form_that_was_redirected_to_the_error_page_leads_back_without_credentials(
    kind: Kind,
) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    stage.browser.go(&stage.login_url("")).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.enhanced().await?;
    // What a 307 from the server makes of the form: the same fields, posted to another address.
    let redirect = "document.getElementById('login').setAttribute('action', '/error')";
    stage.browser.run(redirect, Vec::new()).await?;
    login.sign_in("somebody", "secret-password").await?;

    let page = ErrorPage::shown(&stage.browser).await?;
    let html = stage
        .browser
        .run("return document.documentElement.outerHTML", Vec::new())
        .await?;
    assert!(
        !html.to_string().contains("secret-password") && !html.to_string().contains("somebody")
    );

    page.restart().await?;
    LoginPage::shown(&stage.browser).await?;
    let field = "form#login input[type=hidden][name=state]";
    let carried = stage.browser.attribute(field, "value").await?;
    assert_eq!(carried.as_deref(), Some("s+t/a=t&e ü"));
    stage.assert_clean().await
}
