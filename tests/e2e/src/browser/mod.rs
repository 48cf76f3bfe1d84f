//! One browser with a profile of its own: Chromium, with what only its developer tools can tell or do, or another.

mod devtools;
mod kind;
mod log;
mod windows;

use std::net::SocketAddr;

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

pub use self::devtools::{Look, Scheme};
pub use self::kind::{Kind, Scripts};
pub use self::log::{ConsoleEntry, Traffic};
pub use self::windows::WindowHandle;
use crate::servers::WebDriver;
use crate::trouble::{Outcome, eventually, trying};

/// Whatever a page asks of the world outside fails at once, here as on a machine that has a network.
const THIS_MACHINE: &str = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost";

/// A browser window; it closes when this is dropped.
pub struct Browser {
    kind: Kind,
    client: Client,
    driver: WebDriver,
    _profile: TempDir,
}

impl Browser {
    /// Opens a window of Chromium with an empty profile.
    pub async fn open(scripts: Scripts) -> Outcome<Self> {
        Self::open_with(scripts, THIS_MACHINE).await
    }

    /// Opens a window of that browser with an empty profile.
    pub async fn open_in(kind: Kind, scripts: Scripts) -> Outcome<Self> {
        let profile = tempfile::tempdir().map_err(trying("making a profile"))?;
        let (driver, capabilities) = match kind {
            Kind::Chromium => return Self::open(scripts).await,
            Kind::Firefox => {
                let driver = WebDriver::firefox(profile.path()).await?;
                (driver, kind::firefox(scripts))
            }
            Kind::WebKit => (WebDriver::webkit().await?, kind::webkit(scripts)),
        };
        let mut browser = Self::connect(kind, driver, capabilities, profile).await?;
        if let Some(session) = browser.client.session_id().await? {
            browser.driver.ends_with(&session);
        }
        Ok(browser)
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
        let driver = WebDriver::chromium().await?;
        let profile = tempfile::tempdir().map_err(trying("making a profile"))?;
        let capabilities = kind::chromium(scripts, rules, profile.path());
        Self::connect(Kind::Chromium, driver, capabilities, profile).await
    }

    async fn connect(
        kind: Kind,
        driver: WebDriver,
        capabilities: Capabilities,
        profile: TempDir,
    ) -> Outcome<Self> {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder
            .capabilities(capabilities)
            .connect(&driver.url())
            .await?;
        client.set_window_size(1280, 900).await?;
        Ok(Self {
            kind,
            client,
            driver,
            _profile: profile,
        })
    }

    /// Which make it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Goes to an address and waits for the document to load.
    pub async fn go(&self, url: &str) -> Outcome<()> {
        Ok(self.client.goto(url).await?)
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Outcome<()> {
        Ok(self.client.refresh().await?)
    }

    /// Goes back as the person's button does, and waits for the document.
    pub async fn back(&self) -> Outcome<()> {
        Ok(self.client.back().await?)
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
