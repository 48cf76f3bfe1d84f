//! The whole of Vestibule in a real browser. One file for each thing that a person sets out to do.

#[macro_use]
mod every_browser;

mod auth0;
mod back;
mod bad_servers;
mod baked;
mod client_access;
mod client_result;
mod device_flow;
mod embedded_pages;
mod error_page;
mod examples;
mod fetch_submit;
mod file_servers;
mod form_post;
mod hostile_page;
mod hydra;
mod islands;
mod light_oauth2;
mod login_access;
mod login_languages;
mod oidc_provider;
mod openid_client;
mod perform;
mod popup;
mod screenshots;
mod sign_in;
mod smoothness;
mod tabs;
mod throttled;
mod traces;
mod users_in_postgres;
mod without_script;

use vestibule_e2e::browser::{Browser, Kind, Scripts};
use vestibule_e2e::pages::ClientPage;
use vestibule_e2e::servers::Vestibule;
use vestibule_e2e::{CHALLENGE, Outcome, Trouble};

/// The demo's user.
const USER: &str = "admin";
const PASSWORD: &str = "123456";

/// A document's clock that runs five times as fast.
const FAST: &str = "
{ const [wait, now] = [setTimeout, performance.now.bind(performance)];
window.setTimeout = (call, after) => wait(call, after / 5);
performance.now = () => now() * 5; }
";

/// A host, and a browser before it.
struct Stage {
    browser: Browser,
    host: Vestibule,
}

impl Stage {
    async fn open(scripts: Scripts) -> Outcome<Self> {
        Self::open_in(Kind::Chromium, scripts).await
    }

    async fn open_in(kind: Kind, scripts: Scripts) -> Outcome<Self> {
        Ok(Self {
            host: Vestibule::start().await?,
            browser: Browser::open_in(kind, scripts).await?,
        })
    }

    /// The client page's link that starts a sign-in on the host itself.
    fn autostart(&self) -> String {
        let origin = self.host.origin();
        ClientPage::autostart(origin, origin, "demo", "openid offline_access")
    }

    /// The login page as an application would open it.
    fn login_url(&self, more: &str) -> String {
        let callback = self.host.url("/callback");
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", "demo")
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", &callback)
            .append_pair("state", "s+t/a=t&e ü")
            .append_pair("code_challenge", CHALLENGE)
            .append_pair("code_challenge_method", "S256")
            .finish();
        self.host.url(&format!("/login?{query}{more}"))
    }

    /// Fails if the console had a complaint or anything was asked of a third party, as far as the driver tells.
    async fn assert_clean(&self) -> Outcome<()> {
        self.assert_clean_beside(&[]).await
    }

    async fn assert_clean_beside(&self, others: &[&str]) -> Outcome<()> {
        let complaints = self.browser.complaints().await?;
        assert_eq!(complaints, [], "the console complains");
        if !self.browser.kind().tells_traffic() {
            return Ok(());
        }
        let traffic = self.browser.traffic().await?;
        let mut origins = others.to_vec();
        origins.push(self.host.origin());
        assert_eq!(
            traffic.beyond(&origins),
            Vec::<&str>::new(),
            "third parties were asked"
        );
        Ok(())
    }

    /// Where the window is, once that is a path of the host's.
    async fn arrives_at(&self, path: &str) -> Outcome<url::Url> {
        vestibule_e2e::eventually(path, || async {
            let url = self.browser.address().await?;
            let here = url.origin().ascii_serialization() == self.host.origin();
            Ok((here && url.path() == path).then_some(url))
        })
        .await
    }
}

/// The value of a query parameter.
fn parameter(url: &url::Url, name: &str) -> Outcome<String> {
    let mut pairs = url.query_pairs();
    let value = pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()));
    value.ok_or_else(|| Trouble::Answer(format!("{url} has no {name}")))
}
