//! One Chromium with a profile of its own, and what only its developer tools can tell or do.

mod devtools;
mod log;
mod windows;

use std::env;
use std::net::SocketAddr;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

pub use self::devtools::{Look, Scheme};
pub use self::log::{ConsoleEntry, Traffic};
pub use self::windows::WindowHandle;
use crate::servers::Chromedriver;
use crate::trouble::{Outcome, eventually, trying};

const ARGUMENTS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Whatever a page asks of the world outside fails at once, here as on a machine that has a network.
const THIS_MACHINE: &str = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost";

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As usual.
    On,
    /// Forbidden by policy.
    Off,
}

/// A browser window; it closes when this is dropped.
pub struct Browser {
    client: Client,
    _driver: Chromedriver,
    _profile: TempDir,
}

impl Browser {
    /// Opens a window with an empty profile.
    pub async fn open(scripts: Scripts) -> Outcome<Self> {
        Self::open_with(scripts, THIS_MACHINE).await
    }

    /// Opens one in which each of these hosts is in truth at that address, and nothing else is anywhere: so an
    /// application that names a port can be tested on any other.
    pub async fn open_where(hosts: &[(&str, SocketAddr)]) -> Outcome<Self> {
        let rules = hosts
            .iter()
            .map(|(host, address)| format!("MAP {host} {address}, "));
        let rules = rules
            .chain(["MAP * ~NOTFOUND".to_owned()])
            .collect::<String>();
        Self::open_with(Scripts::On, &rules).await
    }

    async fn open_with(scripts: Scripts, rules: &str) -> Outcome<Self> {
        let driver = Chromedriver::start().await?;
        let profile = tempfile::tempdir().map_err(trying("making a profile"))?;
        let capabilities = capabilities(scripts, rules, &profile);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder
            .capabilities(capabilities)
            .connect(&driver.url())
            .await?;
        client.set_window_size(1280, 900).await?;
        Ok(Self {
            client,
            _driver: driver,
            _profile: profile,
        })
    }

    /// Goes to an address and waits for the document to load.
    pub async fn go(&self, url: &str) -> Outcome<()> {
        Ok(self.client.goto(url).await?)
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Outcome<()> {
        Ok(self.client.refresh().await?)
    }

    /// Where the window is.
    pub async fn address(&self) -> Outcome<url::Url> {
        Ok(self.client.current_url().await?)
    }

    /// The element that `css` selects, once it is there.
    pub async fn find(&self, css: &str) -> Outcome<Element> {
        eventually(css, || async {
            Ok(Some(self.client.find(Locator::Css(css)).await?))
        })
        .await
    }

    /// How many elements `css` selects now.
    pub async fn count(&self, css: &str) -> Outcome<usize> {
        Ok(self.client.find_all(Locator::Css(css)).await?.len())
    }

    /// An attribute as the document has it now.
    pub async fn attribute(&self, css: &str, name: &str) -> Outcome<Option<String>> {
        Ok(self.find(css).await?.attr(name).await?)
    }

    /// A property as scripts see it.
    pub async fn property(&self, css: &str, name: &str) -> Outcome<Option<String>> {
        Ok(self.find(css).await?.prop(name).await?)
    }

    /// Whether the element has the focus.
    pub async fn has_focus(&self, css: &str) -> Outcome<bool> {
        let element = self.find(css).await?;
        Ok(self.client.active_element().await?.element_id() == element.element_id())
    }

    /// Clicks what `css` selects, once it is there.
    pub async fn click(&self, css: &str) -> Outcome<()> {
        Ok(self.find(css).await?.click().await?)
    }

    /// Types into what `css` selects, after what is there.
    pub async fn type_into(&self, css: &str, text: &str) -> Outcome<()> {
        Ok(self.find(css).await?.send_keys(text).await?)
    }

    /// Runs a function body in the page.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Runs a function body in the page that ends by calling its last argument.
    pub async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self.client.execute_async(script, arguments).await?)
    }

    /// Makes the window so wide and high.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome<()> {
        let metrics =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await
            .map(|_| ())
    }

    /// A picture of the window, as PNG.
    pub async fn picture(&self) -> Outcome<Vec<u8>> {
        Ok(self.client.screenshot().await?)
    }
}

fn capabilities(scripts: Scripts, rules: &str, profile: &TempDir) -> Map<String, Value> {
    let mut arguments: Vec<String> = ARGUMENTS.map(str::to_owned).into();
    arguments.push(format!("--host-resolver-rules={rules}"));
    arguments.push(format!("--user-data-dir={}", profile.path().display()));
    let mut options = Map::from_iter([("args".to_owned(), json!(arguments))]);
    if let Some(binary) = env::var_os("CHROMIUM") {
        options.insert("binary".to_owned(), json!(binary.to_string_lossy()));
    }
    if scripts == Scripts::Off {
        let forbidden = json!({ "profile.managed_default_content_settings.javascript": 2 });
        options.insert("prefs".to_owned(), forbidden);
    }
    Map::from_iter([
        // Test servers sign their certificates themselves.
        ("acceptInsecureCerts".to_owned(), json!(true)),
        ("goog:chromeOptions".to_owned(), Value::Object(options)),
        (
            "goog:loggingPrefs".to_owned(),
            json!({ "browser": "ALL", "performance": "ALL" }),
        ),
    ])
}
