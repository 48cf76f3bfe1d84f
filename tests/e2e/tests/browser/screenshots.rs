//! Pictures of the pages, for the eye: no assertion can say that a page looks finished.

use std::env;
use std::path::{Path, PathBuf};

use vestibule_e2e::browser::{Browser, Scheme, Scripts};
use vestibule_e2e::pages::{ClientPage, LoginPage};
use vestibule_e2e::servers::Vestibule;
use vestibule_e2e::{Outcome, Trouble};

use super::{PASSWORD, Stage, USER};

const SIZES: [(u32, u32); 4] = [(320, 700), (390, 844), (1280, 1024), (2560, 1440)];
const SCHEMES: [(Scheme, &str); 2] = [(Scheme::Light, "light"), (Scheme::Dark, "dark")];

#[tokio::test]
#[ignore = "takes pictures for people; `cargo xtask screenshots` runs it"]
async fn screenshots() -> Outcome<()> {
    let folder = folder()?;
    let stage = Stage::open(Scripts::On).await?;
    let pages = [
        ("login", stage.login_url("")),
        ("login-ar", stage.login_url("&ui_locales=ar")),
        ("login-idle", stage.host.url("/login")),
        (
            "error",
            stage
                .host
                .url("/error?error=access_denied&error_description=You+said+no."),
        ),
        ("not-found", stage.host.url("/no/such/page")),
        ("device", stage.host.url("/device?user_code=wdjb-mjht")),
        ("device-ar", stage.host.url("/device?ui_locales=ar")),
        ("device-done", stage.host.url("/device/done")),
        ("missing-state", stage.host.url("/consent")),
        ("logout", stage.host.url("/logout")),
        ("signed-out", stage.host.url("/signed-out")),
        ("client", stage.host.url("/client/")),
    ];
    for (name, url) in &pages {
        stage.browser.go(url).await?;
        album(&stage, &folder, name).await?;
    }

    stage.browser.go(&stage.login_url("")).await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, "wrong").await?;
    login.problem().await?;
    album(&stage, &folder, "login-problem").await?;

    stage.browser.go(&stage.autostart()).await?;
    LoginPage::shown(&stage.browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    ClientPage::shown(&stage.browser).await?.ended().await?;
    album(&stage, &folder, "client-ok").await?;
    client_states(&stage, &folder).await
}

/// The client page where it waits, and where it has something to complain of.
async fn client_states(stage: &Stage, folder: &Path) -> Outcome<()> {
    let browser = &stage.browser;
    browser.go(&(stage.autostart() + "&flow=device")).await?;
    browser.find("#user-code").await?;
    album(stage, folder, "client-device").await?;

    let forged = stage
        .host
        .url("/callback?code=AAAAAAAAAAAAAAAAAAAAAA&state=forged");
    browser.go(&forged).await?;
    ClientPage::shown(browser).await?.ended().await?;
    album(stage, folder, "client-failed").await?;

    browser
        .go(&stage.host.url("/client/?issuer=nonsense"))
        .await?;
    ClientPage::shown(browser).await?;
    browser.click("#start").await?;
    browser.find("#client_id[aria-invalid]").await?;
    album(stage, folder, "client-fault").await
}

#[tokio::test]
#[ignore = "takes pictures for people; `cargo xtask screenshots` runs it"]
async fn screenshots_of_the_example_brands() -> Outcome<()> {
    let folder = folder()?;
    for example in ["bank", "authority", "startup", "institution"] {
        let stage = Stage {
            host: Vestibule::branded(example).await?,
            browser: Browser::open(Scripts::On).await?,
        };
        for language in ["en", "de", "ar"] {
            let url = stage.login_url(&format!("&ui_locales={language}"));
            stage.browser.go(&url).await?;
            album(&stage, &folder, &format!("{example}-login-{language}")).await?;
        }
        stage.browser.go(&stage.login_url("")).await?;
        let login = LoginPage::shown(&stage.browser).await?;
        login.sign_in(USER, "wrong").await?;
        login.problem().await?;
        album(&stage, &folder, &format!("{example}-login-problem")).await?;
    }
    Ok(())
}

/// Where the pictures go.
fn folder() -> Outcome<PathBuf> {
    let folder = env::var_os("VESTIBULE_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| env::temp_dir().join("vestibule-screenshots"));
    std::fs::create_dir_all(&folder).map_err(|source| machine(&folder, source))?;
    Ok(folder)
}

async fn album(stage: &Stage, folder: &Path, name: &str) -> Outcome<()> {
    for (width, height) in SIZES {
        for (scheme, suffix) in SCHEMES {
            stage.browser.prefer(scheme).await?;
            stage.browser.resize(width, height).await?;
            let file = folder.join(format!("{name}-{width}-{suffix}.png"));
            let picture = stage.browser.picture().await?;
            std::fs::write(&file, picture).map_err(|source| machine(&file, source))?;
        }
    }
    Ok(())
}

fn machine(path: &Path, source: std::io::Error) -> Trouble {
    Trouble::Machine {
        what: path.display().to_string(),
        source,
    }
}
