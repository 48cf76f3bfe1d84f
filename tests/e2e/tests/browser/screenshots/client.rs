//! The client page in each of its states. What is proved of them is other tests' business.

use serde_json::json;
use vestibule_e2e::Outcome;
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::{ClientPage, DevLoginPage, LoginPage};
use vestibule_e2e::servers::{Asked, OidcProvider, Reply, ScriptedServer, Vestibule};

use self::Step::{
    Act, Before, Click, Ended, Fill, Popup, Reload, Run, See, SignIn, SignedIn, Start,
};
use super::{PASSWORD, Sheet, USER, album, folder};

const SIZES: [(u32, u32); 3] = [(390, 844), (1280, 900), (2560, 1440)];

/// A step on the way to a state.
enum Step {
    /// Runs this in each document from here on, before its own scripts.
    Before(&'static str),
    /// Opens `/client/` with this query, where `{…}` stands for a server's origin.
    Fill(&'static str),
    /// The same, and presses Start.
    Start(&'static str),
    /// The same, signs in, and waits for the end of the run.
    SignedIn(&'static str),
    /// Signs in at the host.
    SignIn,
    /// Waits for the end of the run.
    Ended,
    /// Presses the button of an action and waits for its end.
    Act(&'static str),
    /// Presses Start and leaves the popup alone.
    Popup,
    /// Waits for an element.
    See(&'static str),
    Click(&'static str),
    Run(&'static str),
    Reload,
}

macro_rules! states {
    ($($name:literal: $($step:expr),+;)+) => { &[$(($name, &[$($step),+])),+] };
}

/// Each state: its name in file names, and the way there.
const STATES: &[(&str, &[Step])] = states! {
    "idle": Fill("");
    "preset": Fill(""), Click("[data-preset]");
    "preset-left": Fill(""), Click("[data-preset*=auth0]");
    "unfolded": Fill(DEMO), Run(UNFOLD), Click("#add-extra"), See("#preview-request dl");
    "preview": Fill(DEMO), Click("#preview summary"), See("#preview-request dl");
    "preview-not-yet": Fill(""), Click("#preview summary"), See("#preview-request p");
    "faults": Start("issuer=nonsense&max_age=soon"), See("#problem");
    "fault-http": Start("issuer=http://as.example&client_id=demo"), See("#problem");
    "running": Before(FROZEN), Start(DEMO), See("[data-result=running]");
    "checking": Before(FROZEN_BACK), Start(DEMO), SignIn, See("[data-check='callback.code']");
    "popup": Fill(POPUP), Popup, See(CANCEL);
    "popup-cancelled": Fill(POPUP), Popup, Click(CANCEL), Ended;
    "ok": SignedIn(DEMO);
    "ok-unfolded": SignedIn(DEMO), Run(PRESS), Run(UNFOLD);
    "ok-jwt": SignedIn(PROVIDER), Run(SHOW);
    "ok-warnings": SignedIn(UNUSUAL);
    "ok-keep": SignedIn(KEEP);
    "userinfo": SignedIn(DEMO), Act("#userinfo");
    "refreshed": SignedIn(DEMO), Act("#refresh");
    "api": SignedIn(API), Act("#call-api");
    "revoked": SignedIn(DEMO), Act("#revoke");
    "revoked-refresh": SignedIn(DEMO), Act("#revoke"), Act("#refresh");
    "signed-out": SignedIn(DEMO), Click("#logout"), See("[data-check='logout.state']");
    "reloaded": SignedIn(DEMO), Reload, See("#again");
    "failed-issuer": Start("issuer={peer}/other&client_id=demo"), Ended;
    "failed-network": Start("issuer={peer}/closed&client_id=demo"), Ended;
    "failed-metadata": Start("issuer={peer}/html&client_id=demo"), Ended;
    "failed-cors": Start("issuer={peer}/no-cors&client_id=demo"), Ended;
    "failed-state": Fill("code=AAAAAAAAAAAAAAAAAAAAAA&state=forged"), Ended;
    "failed-denied": Start(CONSENT), SignIn, Click(DENY), Ended;
    "failed-token": SignedIn(OTHER_TOKEN);
    "failed-key": SignedIn(OTHER_KEYS);
    "device": Start(DEVICE), See("#qr");
    "device-denied": Start("flow=device&issuer={peer}/denied&client_id=tv&scope=pets"), Ended;
    "device-expired": Start("flow=device&issuer={peer}/expired&client_id=tv&scope=pets"), Ended;
    "device-cancelled": Start(DEVICE), See("#qr"), Click(CANCEL), Ended;
};

const DEMO: &str = "issuer={host}&client_id=demo&scope=openid+profile+email+offline_access";
const POPUP: &str = "popup=1&issuer={host}&client_id=demo&scope=openid+offline_access";
const KEEP: &str = "keep=1&issuer={host}&client_id=demo&scope=openid+offline_access";
const UNUSUAL: &str =
    "state=fixed&storage=worker&issuer={host}&client_id=demo&scope=openid+offline_access";
const API: &str =
    "api_url={host}/userinfo&verify_access_token=1&audience=demo&issuer={host}&client_id=demo";
const CONSENT: &str = "prompt=consent&issuer={host}&client_id=demo&scope=openid+offline_access";
const OTHER_TOKEN: &str = "token_url={peer}/refusing/token&issuer={host}&client_id=demo";
const OTHER_KEYS: &str = "jwks_url={peer}/keys&issuer={host}&client_id=demo";
const DEVICE: &str = "flow=device&issuer={host}&client_id=demo&scope=openid+offline_access";
const PROVIDER: &str = "issuer={provider}&client_id=vestibule-dpop&scope=openid+offline_access+api:read\
                        &prompt=consent&resource=https://api.vestibule.example&verify_access_token=1&dpop=1&par=1";
/// A server that never answers; the page itself has arrived.
const FROZEN: &str = "const own = window.fetch; window.fetch = (url, ...more) =>
    String(url.url ?? url).includes('/assets/') ? own(url, ...more) : new Promise(() => {})";
/// The same, once the person has signed in.
const FROZEN_BACK: &str = "if (location.pathname === '/callback') {
    const own = window.fetch; window.fetch = (url, ...more) =>
    String(url.url ?? url).includes('/assets/') ? own(url, ...more) : new Promise(() => {}) }";
const UNFOLD: &str = "for (const it of document.querySelectorAll('main details')) it.open = true";
const PRESS: &str =
    "for (const it of document.querySelectorAll('main [aria-pressed=false]')) it.click()";
const SHOW: &str =
    "for (const it of document.querySelectorAll(\"[aria-label^='Show ']\")) it.click()";

const CANCEL: &str = "#cancel:not([hidden])";
const DENY: &str = "[name=decision][value=deny]";

#[tokio::test]
#[ignore = "takes pictures for people; `cargo xtask screenshots` runs it"]
async fn screenshots_of_the_client_page() -> Outcome<()> {
    let folder = folder()?;
    let scene = Scene::open().await?;
    let mut sheet = Sheet::new("client");
    for (name, steps) in STATES {
        // A browser of its own: nobody is signed in with it yet.
        let browser = Browser::open(Scripts::On).await?;
        for step in *steps {
            scene.take(&browser, step).await?;
        }
        let name = format!("client-{name}");
        sheet.add(&name, &album(&browser, &folder, &name, &SIZES).await?);
    }
    sheet.write(&folder)
}

/// The servers that the page is shown in front of.
struct Scene {
    host: Vestibule,
    peer: ScriptedServer,
    provider: OidcProvider,
}

impl Scene {
    async fn open() -> Outcome<Self> {
        let host = Vestibule::start().await?;
        Ok(Self {
            peer: ScriptedServer::start(misbehave).await?,
            provider: OidcProvider::start(host.origin()).await?,
            host,
        })
    }

    async fn take(&self, browser: &Browser, step: &Step) -> Outcome<()> {
        match step {
            Before(script) => browser.before_each_document(script).await?,
            Fill(query) => self.open_page(browser, query).await?,
            Start(query) => {
                self.open_page(browser, query).await?;
                browser.click("#start").await?;
            }
            SignedIn(query) => {
                self.open_page(browser, query).await?;
                browser.click("#start").await?;
                if query.contains("{provider}") {
                    let login = DevLoginPage::shown(browser).await?;
                    login.sign_in_and_consent("ada").await?;
                } else {
                    let login = LoginPage::shown(browser).await?;
                    login.sign_in(USER, PASSWORD).await?;
                }
                ClientPage::shown(browser).await?.ended().await?;
            }
            SignIn => {
                let login = LoginPage::shown(browser).await?;
                login.sign_in(USER, PASSWORD).await?;
            }
            Ended => ClientPage::shown(browser).await?.ended().await.map(drop)?,
            Act(button) => {
                let client = ClientPage::shown(browser).await?;
                client.act(button).await?;
            }
            Popup => {
                browser.click("#start").await?;
                let page = browser.enter_popup().await?;
                LoginPage::shown(browser).await?;
                browser.enter(page).await?;
            }
            See(css) => browser.find(css).await.map(drop)?,
            Click(css) => browser.click(css).await?,
            Run(script) => browser.run(script, Vec::new()).await.map(drop)?,
            Reload => browser.reload().await?,
        }
        Ok(())
    }

    async fn open_page(&self, browser: &Browser, query: &str) -> Outcome<()> {
        let query = query
            .replace("{host}", self.host.origin())
            .replace("{peer}", self.peer.origin())
            .replace("{provider}", self.provider.issuer());
        let url = self.host.url(&format!("/client/?{query}"));
        browser.go(&url).await?;
        ClientPage::shown(browser).await.map(drop)
    }
}

/// Several servers in one, told apart by the first part of the path.
fn misbehave(asked: &Asked) -> Option<Reply> {
    let (_, path) = asked.path.split_once('/')?;
    let (server, path) = path.split_once('/').unwrap_or((path, ""));
    let issuer = format!("{}/{server}", asked.origin);
    let refusal = |code: &str, words: &str| {
        let body = json!({"error": code, "error_description": words});
        Reply::Json(400, body)
    };
    Some(match (server, path) {
        ("closed", _) => Reply::Close,
        ("html", _) => Reply::Html("<h1>Welcome</h1>".to_owned()),
        ("no-cors", _) => Reply::WithoutCors(json!({})),
        ("keys", _) => Reply::Json(200, json!({"keys": []})),
        ("refusing", "token") => refusal(
            "invalid_grant",
            "The code was used before, or it is too old.",
        ),
        ("denied", "token") => refusal("access_denied", "The resource owner denied the request."),
        ("expired", "token") => refusal("expired_token", ""),
        (_, "device") => Reply::Json(
            200,
            json!({
                "device_code": "dc-1", "user_code": "WDJB-MJHT", "expires_in": 600, "interval": 1,
                "verification_uri": format!("{issuer}/verify"),
            }),
        ),
        ("other", ".well-known/openid-configuration") => metadata("https://login.example/other/"),
        (_, ".well-known/openid-configuration") => metadata(&issuer),
        _ => return None,
    })
}

fn metadata(issuer: &str) -> Reply {
    let names = ["authorization", "token", "device_authorization", "userinfo"];
    let endpoints = names.map(|name| {
        let path = name.trim_end_matches("_authorization");
        (
            format!("{name}_endpoint"),
            json!(format!("{issuer}/{path}")),
        )
    });
    let mut metadata = serde_json::Map::from_iter(endpoints);
    metadata.insert("issuer".to_owned(), json!(issuer));
    metadata.insert(
        "code_challenge_methods_supported".to_owned(),
        json!(["S256"]),
    );
    Reply::Json(200, metadata.into())
}
