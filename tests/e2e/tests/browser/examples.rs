//! The examples of `oauth-browser`, built as they stand, with the configuration that their README asks for.

use std::env;
use std::path::{Path, PathBuf};

use serde_json::Value;
use vestibule_e2e::browser::Browser;
use vestibule_e2e::pages::LoginPage;
use vestibule_e2e::servers::{StaticFiles, Vestibule};
use vestibule_e2e::{Outcome, Trouble, eventually};

use super::{PASSWORD, USER};

/// Where the examples expect their server, and where their README has them served.
const SERVER: &str = "127.0.0.1:6881";
const APP: &str = "127.0.0.1:8080";

const BUTTON: &str = "button";
const SECOND_BUTTON: &str = "button + button";

/// An example in a browser that takes it and its server for where they are written to be.
struct Stage {
    browser: Browser,
    _host: Vestibule,
    _app: StaticFiles,
}

impl Stage {
    /// Opens the example and signs in.
    async fn signed_in(name: &str) -> Outcome<Self> {
        let host = Vestibule::initialised(&configuration()?, &format!("http://{SERVER}")).await?;
        let app = StaticFiles::serve(built().join(name)).await?;
        let places = [(SERVER, host.address()), (APP, app.address())];
        let browser = Browser::open_where(&places).await?;
        let stage = Self {
            browser,
            _host: host,
            _app: app,
        };
        stage.browser.go(&format!("http://{APP}/")).await?;
        assert_eq!(stage.text(BUTTON).await?, "Sign in");
        stage.browser.click(BUTTON).await?;
        let login = LoginPage::shown(&stage.browser).await?;
        login.sign_in(USER, PASSWORD).await?;
        stage.says(BUTTON, "Call the API").await?;
        // The code is out of the address bar.
        assert_eq!(
            stage.browser.address().await?.as_str(),
            format!("http://{APP}/")
        );
        Ok(stage)
    }

    async fn calls_the_api(&self) -> Outcome<()> {
        self.browser.click(BUTTON).await?;
        let answer = eventually("the API's answer", || async {
            let text = self.text("pre").await?;
            Ok(text.starts_with('{').then_some(text))
        });
        let answer: Value = serde_json::from_str(&answer.await?)?;
        let claim = |name| answer.get(name).and_then(Value::as_str);
        assert_eq!(claim("sub"), Some(USER));
        assert_eq!(claim("name"), Some("Demo Admin"));
        Ok(())
    }

    async fn text(&self, css: &str) -> Outcome<String> {
        Ok(self.browser.find(css).await?.text().await?)
    }

    async fn says(&self, css: &str, text: &str) -> Outcome<()> {
        eventually(text, || async {
            Ok((self.text(css).await? == text).then_some(()))
        })
        .await
    }
}

#[tokio::test]
async fn minimal_signs_in_and_calls_an_api() -> Outcome<()> {
    let stage = Stage::signed_in("minimal").await?;
    stage.calls_the_api().await?;
    // An answer that nobody asked for is told, and leads back to the button.
    let refused = format!("http://{APP}/?tab=1&error=access_denied&state=other");
    stage.browser.go(&refused).await?;
    stage
        .says(
            "[role=alert]",
            "no sign-in in this tab waits for this answer. Start again, and finish in the tab where you began. If \
             you did, the address you began at has another origin than the redirect URI (localhost and 127.0.0.1 \
             differ). Start again",
        )
        .await?;
    let address = stage.browser.address().await?;
    assert_eq!(address.as_str(), format!("http://{APP}/?tab=1"));
    stage.browser.click("[role=alert] a").await?;
    stage.says(BUTTON, "Sign in").await?;
    assert_eq!(stage.browser.complaints().await?, []);
    Ok(())
}

#[tokio::test]
async fn worker_signs_in_refreshes_and_finds_the_session_again() -> Outcome<()> {
    let stage = Stage::signed_in("worker").await?;
    stage.calls_the_api().await?;
    for times in 1..=2 {
        stage.browser.click(SECOND_BUTTON).await?;
        let told = format!("The tokens have been refreshed {times} times.");
        stage.says("pre", &told).await?;
    }
    stage.calls_the_api().await?;
    assert_eq!(stage.browser.complaints().await?, []);
    Ok(())
}

/// What the README of the first example, whose client both are, has its readers configure.
fn configuration() -> Outcome<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/minimal/README.md");
    let text = std::fs::read_to_string(readme);
    let text = text.map_err(|error| Trouble::Answer(error.to_string()))?;
    let block = text
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let none = || Trouble::Answer("the README has no configuration".to_owned());
    block.map(str::to_owned).ok_or_else(none)
}

/// Where `cargo xtask test` has built them.
fn built() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    env::var_os("VESTIBULE_EXAMPLES").map_or_else(|| root.join("target/examples"), PathBuf::from)
}
