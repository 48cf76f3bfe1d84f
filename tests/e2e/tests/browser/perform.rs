//! `vestibule perform` with a real browser at the address that it shows, against the embedded engine:
//! the page performs the flow, or a person confirms a code, and the terminal has the tokens.

use serde_json::Value;
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::{ClientPage, LoginPage};
use vestibule_e2e::servers::{DEMONSTRATION, Perform, Place, Vestibule, without_cors};
use vestibule_e2e::{Outcome, Trouble};

use super::{PASSWORD, USER, traces};

const BY_RELAY: &str = " (through the command's relay)";
const SECRET: &str = "correct-horse";

/// Clients of the command, to be added to the demonstration.
fn clients(place: &Place) -> String {
    let redirect_uri = place.redirect_uri();
    format!(
        "\n[[client]]\nclient_id = \"public\"\nredirect_uris = [\"{redirect_uri}\"]\n\
         scope = \"openid offline\"\npublic = true\n\
         \n[[client]]\nclient_id = \"confidential\"\nredirect_uris = [\"{redirect_uri}\"]\n\
         scope = \"openid offline\"\nsecret = \"{SECRET}\"\n"
    )
}

async fn host(place: &Place) -> Outcome<Vestibule> {
    Vestibule::configured(&[DEMONSTRATION, &clients(place)].concat()).await
}

/// Signs in at the address that the terminal shows, and waits for the end of the run.
async fn sign_in(browser: &Browser, address: &str) -> Outcome<Value> {
    browser.go(address).await?;
    LoginPage::shown(browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    ended(browser).await
}

async fn ended(browser: &Browser) -> Outcome<Value> {
    let run = ClientPage::shown(browser).await?.ended().await?;
    Ok(run.0)
}

/// The rows that say that the relay carried their exchange.
fn relayed(run: &Value) -> Vec<&str> {
    let rows = run.get("checks").and_then(Value::as_array);
    let text = |row: &Value, name: &str| row.get(name).and_then(Value::as_str).map(str::to_owned);
    rows.into_iter()
        .flatten()
        .filter(|row| text(row, "found").is_some_and(|found| found.ends_with(BY_RELAY)))
        .filter_map(|row| row.get("id").and_then(Value::as_str))
        .collect()
}

fn printed(out: &str) -> Outcome<Value> {
    serde_json::from_str(out).map_err(|_| Trouble::Answer(out.to_owned()))
}

#[tokio::test]
async fn the_page_performs_the_flow_and_the_terminal_prints_the_tokens() -> Outcome<()> {
    let place = Place::free().await?;
    let host = host(&place).await?;
    let browser = Browser::open(Scripts::On).await?;
    let arguments = [
        "--issuer",
        host.origin(),
        "--client-id",
        "public",
        "--format",
        "json",
    ];
    let mut perform = Perform::start(&place, &arguments, None)?;
    let run = sign_in(&browser, &perform.address().await?).await?;
    let ended = perform.ended().await?;
    assert_eq!(ended.status, Some(0), "{}", ended.err);

    let told = ClientPage::shown(&browser).await?.ended().await?;
    assert_eq!(told.trace()?, traces::code_flow("pass", "pass"));
    // A server that lets the page read its answers needs no relay.
    assert_eq!(relayed(&run), Vec::<&str>::new());
    let printed = printed(&ended.out)?;
    for name in [
        "access_token",
        "refresh_token",
        "id_token",
        "scope",
        "token_type",
    ] {
        let value = run.pointer(&format!("/tokens/{name}"));
        assert!(value.is_some_and(Value::is_string), "{name}");
        assert_eq!(printed.get(name), value, "{name}");
    }
    let address = browser.address().await?;
    assert_eq!(
        address.as_str(),
        place.redirect_uri(),
        "no answer and no key is left in it"
    );
    let status = browser.find("#status").await?.text().await?;
    assert_eq!(status, "The terminal has what came of this run.");
    Ok(())
}

#[tokio::test]
async fn a_client_secret_stays_in_the_relay() -> Outcome<()> {
    let place = Place::free().await?;
    let host = host(&place).await?;
    for method in ["client_secret_basic", "client_secret_post"] {
        // The engine remembers who is signed in; here it is to ask each time.
        let browser = Browser::open(Scripts::On).await?;
        let arguments = [
            "--issuer",
            host.origin(),
            "--client-id",
            "confidential",
            "--client-auth",
            method,
            "-q",
        ];
        let mut perform = Perform::start(&place, &arguments, Some(SECRET))?;
        let run = sign_in(&browser, &perform.address().await?).await?;
        let ended = perform.ended().await?;
        assert_eq!(ended.status, Some(0), "{method}: {}", ended.err);
        let token = run.pointer("/tokens/access_token").and_then(Value::as_str);
        assert_eq!(Some(ended.out.trim_end()), token, "{method}");
        assert_eq!(
            relayed(&run),
            ["discovery.fetch", "token.http", "id_token.key"]
        );

        let script = "return document.documentElement.outerHTML + JSON.stringify(sessionStorage) \
                      + document.querySelector('#result').textContent";
        let page = browser.run(script, Vec::new()).await?.to_string();
        assert!(page.contains("confidential") && !page.contains(SECRET));
    }
    Ok(())
}

#[tokio::test]
async fn a_server_without_cors_is_reached_by_the_relay() -> Outcome<()> {
    let place = Place::free().await?;
    let door = Place::free().await?.address();
    let issuer = format!("http://{door}");
    let host = Vestibule::initialised(&clients(&place), &issuer).await?;
    without_cors(door, host.address()).await?;
    let browser = Browser::open(Scripts::On).await?;
    let arguments = [
        "--issuer",
        &issuer,
        "--client-id",
        "public",
        "--format",
        "jsonpath=scope",
    ];
    let mut perform = Perform::start(&place, &arguments, None)?;
    let run = sign_in(&browser, &perform.address().await?).await?;
    let ended = perform.ended().await?;
    assert_eq!(
        (ended.status, ended.out.as_str()),
        (Some(0), "\"offline openid\"\n"),
        "{}",
        ended.err
    );
    // Its metadata and keys are for everybody; what answers a code is not. The code was sent once.
    assert_eq!(relayed(&run), ["token.http"]);

    // Without the relay the doctor says what is wrong. (The engine still knows who is signed in.)
    let never = [&arguments[..], &["--relay", "never"]].concat();
    let mut perform = Perform::start(&place, &never, None)?;
    browser.go(&perform.address().await?).await?;
    let ended = perform.ended().await?;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended.err.contains("\nThis check failed: cors.token\n"),
        "{}",
        ended.err
    );
    Ok(())
}

#[tokio::test]
async fn a_page_by_https_performs_the_flow_once_its_certificate_is_accepted() -> Outcome<()> {
    let place = Place::free().await?;
    let redirect_uri = format!("https://{}/callback", place.address());
    let client = format!(
        "\n[[client]]\nclient_id = \"by-https\"\nredirect_uris = [\"{redirect_uri}\"]\n\
         scope = \"openid offline\"\npublic = true\n"
    );
    let host = Vestibule::configured(&[DEMONSTRATION, &client].concat()).await?;
    let browser = Browser::open(Scripts::On).await?;
    let arguments = [
        "--issuer",
        host.origin(),
        "--client-id",
        "by-https",
        "--https",
        "--format",
        "jsonpath=scope",
    ];
    let mut perform = Perform::start(&place, &arguments, None)?;
    let address = perform.address().await?;
    let origin = format!("https://{}", place.address());
    assert!(
        address.starts_with(&format!("{origin}/start/")),
        "{address}"
    );
    let run = sign_in(&browser, &address).await?;
    assert_eq!(run.get("result").and_then(Value::as_str), Some("ok"));
    let shown = browser.address().await?;
    assert_eq!(shown.origin().ascii_serialization(), origin);
    let ended = perform.ended().await?;
    assert_eq!(
        (ended.status, ended.out.as_str()),
        (Some(0), "\"offline openid\"\n"),
        "{}",
        ended.err
    );
    Ok(())
}

#[tokio::test]
async fn another_round_has_a_fresh_state_and_nonce() -> Outcome<()> {
    let place = Place::free().await?;
    let host = host(&place).await?;
    let browser = Browser::open(Scripts::On).await?;
    let arguments = [
        "-e",
        host.origin(),
        "--client-id",
        "public",
        "--no-shutdown",
        "-q",
    ];
    let mut perform = Perform::start(&place, &arguments, None)?;
    let first = sign_in(&browser, &perform.address().await?).await?;
    perform.address().await?;
    // The engine still knows who is signed in, and asks nothing.
    browser.click("#again").await?;
    perform.address().await?;
    let second = ended(&browser).await?;
    assert_eq!(second.get("result").and_then(Value::as_str), Some("ok"));
    let nonce = |run: &Value| run.pointer("/id_token_claims/nonce").cloned();
    assert!(nonce(&first).is_some());
    assert_ne!(nonce(&first), nonce(&second));
    Ok(())
}

#[tokio::test]
async fn a_refusal_ends_with_1_and_what_to_do() -> Outcome<()> {
    let place = Place::free().await?;
    let host = host(&place).await?;
    let browser = Browser::open(Scripts::On).await?;
    let arguments = [
        "--issuer",
        host.origin(),
        "--client-id",
        "public",
        "--scope",
        "openid,admin",
    ];
    let mut perform = Perform::start(&place, &arguments, None)?;
    browser.go(&perform.address().await?).await?;
    let ended = perform.ended().await?;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended.err.contains("\nThis check failed: callback.error\n"),
        "{}",
        ended.err
    );
    assert!(ended.err.contains("invalid_scope"), "{}", ended.err);
    Ok(())
}

#[tokio::test]
async fn a_code_confirmed_in_the_browser_gives_the_terminal_its_tokens() -> Outcome<()> {
    let host = Vestibule::start().await?;
    let browser = Browser::open(Scripts::On).await?;
    let arguments = [
        "--issuer",
        host.origin(),
        "--client-id",
        "demo",
        "--format",
        "json",
    ];
    let mut perform = Perform::start_device(&arguments)?;
    browser.go(&perform.link().await?).await?;
    browser.click("button#continue").await?;
    LoginPage::shown(&browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    let accept = "form#device button[name=decision][value=accept]";
    browser.click(accept).await?;
    let ended = perform.ended().await?;
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let printed = printed(&ended.out)?;
    for name in ["access_token", "refresh_token", "id_token"] {
        assert!(printed.get(name).is_some_and(Value::is_string), "{name}");
    }
    assert_eq!(
        printed.get("scope").and_then(Value::as_str),
        Some("offline openid")
    );
    Ok(())
}

#[tokio::test]
async fn a_code_refused_in_the_browser_ends_with_1() -> Outcome<()> {
    let host = Vestibule::start().await?;
    let browser = Browser::open(Scripts::Off).await?;
    let arguments = ["--issuer", host.origin(), "--client-id", "demo"];
    let mut perform = Perform::start_device(&arguments)?;
    browser.go(&perform.link().await?).await?;
    browser.click("button#continue").await?;
    LoginPage::shown(&browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    let deny = "form#device button[name=decision][value=deny]";
    browser.click(deny).await?;
    let ended = perform.ended().await?;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended.err.contains("\nThis check failed: device.outcome\n"),
        "{}",
        ended.err
    );
    Ok(())
}
