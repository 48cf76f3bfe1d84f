//! Authorization in a popup: the page keeps its rows, and a popup that brings nothing is told. Another application's
//! popup finds the window that opened it after the login view, as its library may need.

use vestibule_e2e::browser::{Browser, Kind, Scripts, WindowHandle};
use vestibule_e2e::pages::{ClientPage, LoginPage};
use vestibule_e2e::servers::{DEMONSTRATION, Reply, ScriptedServer, Vestibule};
use vestibule_e2e::{Outcome, authorization_request, eventually};

use super::{PASSWORD, Stage, USER};

/// An application of another origin, which opens what its fragment says.
const APPLICATION: &str = "<button onclick=\"open(decodeURIComponent(location.hash.slice(1)), '', 'popup')\">Sign in</button>\
     <script>onmessage = ({ data }) => document.body.dataset.answer = data</script>";
/// Its redirect URI.
const ANSWERED: &str = "<script>opener.postMessage(new URLSearchParams(location.search).get('state'), '*'); close()</script>";

in_every_browser!(
    a_person_signs_in_in_the_popup_and_the_page_goes_on,
    another_application_s_popup_finds_its_opener,
);

impl Stage {
    /// The client page with its settings filled in for a popup.
    async fn ready_for_a_popup(&self, more: &str) -> Outcome<ClientPage<'_>> {
        let url = self.autostart().replace("autostart=1&", "") + "&popup=1" + more;
        self.browser.go(&url).await?;
        ClientPage::shown(&self.browser).await
    }

    /// Starts, and goes on in the popup.
    async fn open_popup(&self) -> Outcome<WindowHandle> {
        self.browser.click("#start").await?;
        self.browser.enter_popup().await
    }
}

async fn a_person_signs_in_in_the_popup_and_the_page_goes_on(kind: Kind) -> Outcome<()> {
    let stage = Stage::open_in(kind, Scripts::On).await?;
    let client = stage.ready_for_a_popup("").await?;
    let page = stage.open_popup().await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, PASSWORD).await?;
    stage.browser.enter(page).await?;
    let run = client.ended().await?;
    assert_eq!(run.result(), "ok");
    assert_eq!(run.trace()?, super::traces::code_flow("pass", "pass"));
    assert_eq!(stage.browser.address().await?.path(), "/client/");
    eventually("the popup's end", || async {
        Ok((stage.browser.windows().await? == 1).then_some(()))
    })
    .await?;
    if kind.tells_traffic() {
        let token = stage.host.url("/oauth2/token");
        assert_eq!(stage.browser.traffic().await?.count("POST", &token), 1);
    }
    Ok(())
}

async fn another_application_s_popup_finds_its_opener(kind: Kind) -> Outcome<()> {
    let application = ScriptedServer::start(|asked| match asked.path.as_str() {
        "/" => Some(Reply::Html(APPLICATION.to_owned())),
        "/answered" => Some(Reply::Html(ANSWERED.to_owned())),
        _ => None,
    })
    .await?;
    let redirect_uri = format!("{}/answered", application.origin());
    let client = format!(
        "\n[[client]]\nclient_id = \"popups\"\nredirect_uris = [\"{redirect_uri}\"]\nscope = \"openid\"\npublic = true\n"
    );
    let host = Vestibule::configured(&[DEMONSTRATION, &client].concat()).await?;
    let more = [("scope", "openid"), ("state", "as it was sent")];
    let query = authorization_request("popups", &redirect_uri, &more);
    let request = host.url(&format!("/oauth2/auth?{query}"));

    let browser = Browser::open_in(kind, Scripts::On).await?;
    let fragment: String = url::form_urlencoded::byte_serialize(request.as_bytes()).collect();
    browser
        .go(&format!("{}/#{fragment}", application.origin()))
        .await?;
    browser.click("button").await?;
    let page = browser.enter_popup().await?;
    let login = LoginPage::shown(&browser).await?;
    login.sign_in(USER, PASSWORD).await?;
    browser.enter(page).await?;
    browser.find("[data-answer='as it was sent']").await?;
    Ok(())
}

#[tokio::test]
async fn a_popup_that_is_closed_is_told() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let client = stage.ready_for_a_popup("").await?;
    let page = stage.open_popup().await?;
    LoginPage::shown(&stage.browser).await?;
    stage.browser.close_window().await?;
    stage.browser.enter(page).await?;
    let run = client.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.error"));
    assert_eq!(run.text("/error/kind"), Some("user"));
    let problem = stage.browser.property("#problem", "textContent").await?;
    assert!(problem.is_some_and(|text| text.contains("The popup was closed")));
    Ok(())
}

#[tokio::test]
async fn a_person_can_give_up_without_the_popup() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let client = stage.ready_for_a_popup("").await?;
    let page = stage.open_popup().await?;
    LoginPage::shown(&stage.browser).await?;
    stage.browser.enter(page).await?;
    stage.browser.click("#cancel").await?;
    let run = client.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.error"));
    assert_eq!(run.text("/error/kind"), Some("user"));
    assert_eq!(stage.browser.windows().await?, 1);
    Ok(())
}

#[tokio::test]
async fn a_popup_that_the_browser_blocks_is_told_before_anything_is_sent() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let blocked = "window.open = () => null";
    stage.browser.before_each_document(blocked).await?;
    let client = stage.ready_for_a_popup("").await?;
    stage.browser.traffic().await?;
    stage.browser.click("#start").await?;
    let run = client.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("config.endpoints"));
    assert_eq!(run.text("/error/kind"), Some("browser"));
    let traffic = stage.browser.traffic().await?;
    assert_eq!(traffic.requests, [], "something was sent");
    stage.browser.click("#again").await?;
    stage.browser.find("html[data-result=idle]").await?;
    Ok(())
}
