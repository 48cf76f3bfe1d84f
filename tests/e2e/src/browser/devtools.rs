//! Commands that chromedriver, and one that geckodriver, has beyond the WebDriver standard.

use std::path::Path;

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::Browser;
use crate::trouble::Outcome;

/// Which scheme the system of the person prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

/// How the system of the person shows pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Its preferred scheme is light.
    Light,
    /// Its preferred scheme is dark.
    Dark,
    /// It shows few colours of its own choice, as high-contrast themes do.
    Forced,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Forced];
}

impl Browser {
    /// Runs `script` in each document from here on, before any script of its own.
    pub async fn before_each_document(&self, script: &str) -> Outcome<()> {
        let parameters = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", parameters)
            .await
            .map(|_| ())
    }

    /// Lets no request pass whose address fits one of `patterns` (`*` stands for anything).
    pub async fn block(&self, patterns: &[&str]) -> Outcome<()> {
        self.devtools("Network.enable", json!({})).await?;
        let parameters = json!({ "urls": patterns });
        self.devtools("Network.setBlockedURLs", parameters)
            .await
            .map(|_| ())
    }

    /// Sends these headers with each request from here on.
    pub async fn send_headers(&self, headers: &[(&str, &str)]) -> Outcome<()> {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!(value)));
        let headers: serde_json::Map<String, Value> = headers.collect();
        self.devtools("Network.enable", json!({})).await?;
        let parameters = json!({ "headers": headers });
        self.devtools("Network.setExtraHTTPHeaders", parameters)
            .await
            .map(|_| ())
    }

    /// Presses Tab so many times.
    pub async fn press_tab(&self, times: usize) -> Outcome<()> {
        for _ in 0..times {
            for kind in ["rawKeyDown", "keyUp"] {
                let key = json!({ "type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9 });
                self.devtools("Input.dispatchKeyEvent", key).await?;
            }
        }
        Ok(())
    }

    /// Shows pages as on such a system, without motion: a colour on its way to another is neither.
    pub async fn look(&self, look: Look) -> Outcome<()> {
        let (scheme, forced) = match look {
            Look::Light => ("light", "none"),
            Look::Dark => ("dark", "none"),
            Look::Forced => ("light", "active"),
        };
        let features = json!({ "features": [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "forced-colors", "value": forced},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ] });
        self.devtools("Emulation.setEmulatedMedia", features)
            .await
            .map(|_| ())
    }

    /// Shows pages as on a system that prefers `scheme`, and no motion.
    pub async fn prefer(&self, scheme: Scheme) -> Outcome<()> {
        let value = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = json!({ "features": [
            {"name": "prefers-color-scheme", "value": value},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ] });
        self.devtools("Emulation.setEmulatedMedia", features)
            .await
            .map(|_| ())
    }

    /// Shows pages as they are printed.
    pub async fn print(&self) -> Outcome<()> {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
            .await
            .map(|_| ())
    }

    /// Puts what is downloaded into a folder without asking.
    pub async fn download_into(&self, folder: &Path) -> Outcome<()> {
        let parameters = json!({ "behavior": "allow", "downloadPath": folder });
        self.devtools("Browser.setDownloadBehavior", parameters)
            .await
            .map(|_| ())
    }

    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Outcome<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("goog/cdp/execute", body).await
    }

    pub(super) async fn log(&self, kind: &str) -> Outcome<Value> {
        self.post("se/log", json!({ "type": kind })).await
    }

    /// Runs a function body with the rights of Firefox's own parts.
    pub(super) async fn run_in_chrome(&self, script: &str) -> Outcome<Value> {
        let context = |name| self.post("moz/context", json!({ "context": name }));
        context("chrome").await?;
        let value = self.run(script, Vec::new()).await;
        context("content").await?;
        value
    }

    async fn post(&self, path: &'static str, body: Value) -> Outcome<Value> {
        Ok(self.client.issue_cmd(Extension { path, body }).await?)
    }
}

#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/{}",
            session.unwrap_or_default(),
            self.path
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}
