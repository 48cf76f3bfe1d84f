//! What a person takes away from a finished run: tokens shown and hidden, the result in a format, an exchange as a command.

use serde_json::Value;
use vestibule_e2e::browser::Scripts;
use vestibule_e2e::pages::{ClientPage, LoginPage, Run};
use vestibule_e2e::{Outcome, Trouble, eventually};

use super::{PASSWORD, Stage, USER};

/// A clipboard that the test can read: the real one asks for a permission.
const CLIPBOARD: &str =
    "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }";

async fn signed_in(stage: &Stage) -> Outcome<Run> {
    stage.browser.go(&stage.autostart()).await?;
    LoginPage::shown(&stage.browser)
        .await?
        .sign_in(USER, PASSWORD)
        .await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    stage.browser.run(CLIPBOARD, Vec::new()).await?;
    Ok(run)
}

async fn copied(stage: &Stage) -> Outcome<String> {
    eventually("something copied", || async {
        let text = stage
            .browser
            .run("return window.copied ?? null", Vec::new());
        Ok(text.await?.as_str().map(str::to_owned))
    })
    .await
}

#[tokio::test]
async fn tokens_are_masked_until_asked_and_again() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let run = signed_in(&stage).await?;
    let token = run
        .text("/tokens/access_token")
        .unwrap_or_default()
        .to_owned();
    let on_screen = || async {
        let text = stage.browser.run(
            "return document.querySelector('main').innerText",
            Vec::new(),
        );
        Ok::<_, Trouble>(text.await?.as_str().unwrap_or_default().contains(&token))
    };
    assert!(!token.is_empty() && !on_screen().await?);
    let button = "[aria-label='Show access token']";
    for (pressed, shown) in [("true", true), ("false", false)] {
        stage.browser.click(button).await?;
        let is_pressed = stage.browser.attribute(button, "aria-pressed").await?;
        assert_eq!(is_pressed.as_deref(), Some(pressed));
        assert_eq!(on_screen().await?, shown);
    }
    stage.assert_clean().await
}

#[tokio::test]
async fn a_token_is_copied_while_it_is_masked() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let run = signed_in(&stage).await?;
    for (button, token) in [
        ("[aria-label='Copy access token']", "/tokens/access_token"),
        ("[aria-label='Copy refresh token']", "/tokens/refresh_token"),
    ] {
        stage
            .browser
            .run("delete window.copied", Vec::new())
            .await?;
        stage.browser.click(button).await?;
        assert_eq!(Some(&*copied(&stage).await?), run.text(token));
    }
    stage.assert_clean().await
}

#[tokio::test]
async fn what_holds_after_a_failure_is_not_told_as_if_there_had_been_none() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let wrong_audience = "&verify_access_token=1&audience=nobody";
    stage
        .browser
        .go(&(stage.autostart() + wrong_audience))
        .await?;
    let login = LoginPage::shown(&stage.browser).await?;
    login.sign_in(USER, PASSWORD).await?;
    let client = ClientPage::shown(&stage.browser).await?;
    let run = client.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("access_token.aud"));
    assert_eq!(client.act("#userinfo").await?.result(), "ok");
    let status = stage.browser.property("#status", "textContent").await?;
    assert_eq!(
        status.as_deref(),
        Some("Done, and this time every check held.")
    );
    // What was to do about it stays, with what failed.
    let told = "return [...document.querySelectorAll('[data-status=fail] dt')].map((it) => it.textContent)";
    assert_eq!(
        stage.browser.run(told, Vec::new()).await?,
        serde_json::json!(["Expected", "Found", "To do", "Rule"])
    );
    stage.assert_clean().await
}

#[tokio::test]
async fn a_run_that_is_refused_for_no_field_names_none() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let own = stage.host.origin();
    let by_link = format!("auth_url={own}/oauth2/auth&token_url=https://elsewhere.example/token");
    for (settings, heading) in [
        (
            by_link,
            "Autostart: not for a server or API whose addresses are at several origins",
        ),
        (
            format!("token_url={own}/oauth2/token"),
            "authorization_endpoint is not known",
        ),
    ] {
        let path = format!("/client/?autostart=1&client_id=demo&{settings}");
        stage.browser.go(&stage.host.url(&path)).await?;
        let run = ClientPage::shown(&stage.browser).await?.ended().await?;
        assert_eq!(run.text("/failed_check"), Some("config.endpoints"));
        assert!(stage.browser.has_focus("#problem").await?);
        assert_eq!(stage.browser.count("[aria-invalid]").await?, 0);
        let text = |css| stage.browser.property(css, "textContent");
        assert_eq!(text("#problem h2").await?.as_deref(), Some(heading));
        assert_eq!(
            text("#status").await?.as_deref(),
            Some("Nothing was sent. What to do is said below.")
        );
    }
    stage.assert_clean().await
}

#[tokio::test]
async fn the_result_is_copied_in_the_format_of_the_form() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let run = signed_in(&stage).await?;
    for (format, expected) in [
        ("jsonpointer=/flow", "\"code\"\n".to_owned()),
        ("jsonpath=id_token_claims.sub", format!("\"{USER}\"\n")),
        ("json", run.0.to_string()),
    ] {
        let script = "document.getElementById('format').value = arguments[0]; delete window.copied";
        stage.browser.run(script, vec![format.into()]).await?;
        stage.browser.click("#copy").await?;
        let text = copied(&stage).await?;
        if format == "json" {
            assert_eq!(serde_json::from_str::<Value>(&text)?, run.0);
        } else {
            assert_eq!(text, expected, "{format}");
        }
    }
    stage.assert_clean().await
}

#[tokio::test]
async fn the_result_is_downloaded_in_the_format_of_the_form() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let folder = tempfile::tempdir().map_err(|source| Trouble::Machine {
        what: "making a folder".to_owned(),
        source,
    })?;
    stage.browser.download_into(folder.path()).await?;
    let run = signed_in(&stage).await?;
    for (format, file, expected) in [
        ("yaml", "oauth-result.yaml", None),
        ("jsonpointer=/flow", "oauth-result.json", Some("\"code\"\n")),
        ("table", "oauth-result.txt", None),
    ] {
        let script = "document.getElementById('format').value = arguments[0]";
        stage.browser.run(script, vec![format.into()]).await?;
        stage.browser.click("#download").await?;
        let text = eventually(file, || async {
            // The browser gives a file its name when all of it is there.
            Ok(std::fs::read_to_string(folder.path().join(file)).ok())
        })
        .await?;
        match expected {
            Some(expected) => assert_eq!(text, expected),
            None if format == "yaml" => assert!(text.contains("\nresult: \"ok\"\n"), "{text}"),
            None => {
                let token = run.text("/tokens/access_token").unwrap_or_default();
                let lines: Vec<_> = text.lines().collect();
                assert_eq!(lines.first(), Some(&&*format!("ACCESS TOKEN\t{token}")));
                // As `vestibule perform` and Hydra have it: a date, not a lifetime.
                let expiry = lines.last().and_then(|it| it.strip_prefix("EXPIRY\t\t"));
                let is_date =
                    |it: &str| it.len() == 20 && it.starts_with("20") && it.ends_with('Z');
                assert!(expiry.is_some_and(is_date), "{text}");
            }
        }
    }
    stage.assert_clean().await
}

#[tokio::test]
async fn on_paper_every_check_is_open_and_no_button_is_left() -> Outcome<()> {
    const FOLDED: &str = "
        const seen = (it) => it.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
        const rows = [...document.querySelectorAll('.v-check dl')];
        return [rows.length, rows.filter(seen).length,
            [...document.querySelectorAll('button, .v-settings')].filter(seen).length]";
    let stage = Stage::open(Scripts::On).await?;
    let run = signed_in(&stage).await?;
    let checks = run.checks()?.len();
    let seen = stage.browser.run(FOLDED, Vec::new()).await?;
    assert_eq!(seen.get(1), Some(&Value::from(0)), "{seen}");
    stage.browser.print().await?;
    // The page hears of the paper a moment later.
    let all_open = serde_json::json!([checks, checks, 0]);
    eventually("every check open", || async {
        let seen = stage.browser.run(FOLDED, Vec::new()).await?;
        Ok((seen == all_open).then_some(()))
    })
    .await
}

#[tokio::test]
async fn an_exchange_is_copied_as_a_command_without_its_secrets() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    signed_in(&stage).await?;
    let script = "for (const wire of document.querySelectorAll('.v-wire')) {
        if (!wire.textContent.includes('grant_type=authorization_code')) continue;
        wire.open = true;
        [...wire.querySelectorAll('button')].find((it) => it.textContent === 'Copy as curl').click();
        return wire.innerText;
    }";
    let shown = stage.browser.run(script, Vec::new()).await?;
    let shown = shown.as_str().unwrap_or_default();
    assert!(shown.contains("code_verifier=••••••••"), "{shown}");
    let command = copied(&stage).await?;
    assert!(
        command.starts_with("curl --include --request POST"),
        "{command}"
    );
    assert!(
        command.contains(r#"code_verifier='"$SECRET"'"#),
        "{command}"
    );
    assert!(
        command.ends_with(&format!("'{}'", stage.host.url("/oauth2/token"))),
        "{command}"
    );
    stage.assert_clean().await
}

/// All shifts of the layout since the document began, as browsers measure them (Layout Instability). A tenth of what
/// is called good is a line of text or two, no card.
async fn shifts(stage: &Stage) -> Outcome<f64> {
    const SHIFTS: &str = "const done = arguments[0];
        new PerformanceObserver((list) => done(list.getEntries().reduce((sum, it) => sum + it.value, 0)))
            .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(0), 500);";
    let shifts = stage.browser.run_async(SHIFTS, Vec::new()).await?;
    Ok(shifts.as_f64().unwrap_or(f64::MAX))
}

#[tokio::test]
async fn a_failure_says_what_happened_and_what_to_do() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let origin = stage.host.origin();
    let issuer = format!("{origin}/nothing");
    let url = ClientPage::autostart(origin, &issuer, "demo", "openid");
    stage.browser.go(&url).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("discovery.fetch"));
    let told = "return [...document.querySelectorAll('#problem :is(code, h2, dt, dd)')].map((it) => it.textContent)";
    assert_eq!(
        stage.browser.run(told, Vec::new()).await?,
        serde_json::json!([
            "discovery.fetch",
            "Unexpected status 404",
            "Expected",
            "status 200",
            "Found",
            "404",
            "What to do",
            "Open <issuer>/.well-known/openid-configuration: it must be a JSON document. Or give the endpoints by hand.",
            "Rule",
            "OIDC Discovery §4, RFC 8414 §3",
        ])
    );
    Ok(())
}

/// The failure has the focus, once everything is drawn.
async fn told_at_once(stage: &Stage) -> Outcome<()> {
    eventually("the failure's focus", || async {
        let focus = stage.browser.has_focus("#problem").await?;
        Ok(focus.then_some(()))
    })
    .await
}

#[tokio::test]
async fn a_failure_that_is_no_fault_of_the_form_marks_none_of_its_fields() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    let forged = stage
        .host
        .url("/client/?code=AAAAAAAAAAAAAAAAAAAAAA&state=forged");
    stage.browser.go(&forged).await?;
    let run = ClientPage::shown(&stage.browser).await?.ended().await?;
    assert_eq!(run.text("/failed_check"), Some("callback.state"));
    told_at_once(&stage).await?;
    assert_eq!(stage.browser.count("[aria-invalid]").await?, 0);
    stage.assert_clean().await
}

#[tokio::test]
async fn a_failed_action_is_in_sight_below_all_of_its_checks() -> Outcome<()> {
    const TOP: &str = "return document.getElementById('problem').getBoundingClientRect().top";
    let stage = Stage::open(Scripts::On).await?;
    signed_in(&stage).await?;
    let client = ClientPage::shown(&stage.browser).await?;
    client.act("#revoke").await?;
    // The second window is lower than what is told.
    for height in [844, 320] {
        stage.browser.resize(390, height).await?;
        let run = client.act("#refresh").await?;
        assert_eq!(run.text("/failed_check"), Some("refresh.http"));
        told_at_once(&stage).await?;
        let top = stage.browser.run(TOP, Vec::new()).await?;
        let top = top.as_f64().unwrap_or(f64::MAX);
        assert!((0.0..f64::from(height)).contains(&top), "{top} of {height}");
    }
    Ok(())
}

#[tokio::test]
async fn a_device_s_code_comes_without_moving_what_is_shown() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    for (width, height) in [(390, 844), (1280, 900)] {
        stage.browser.resize(width, height).await?;
        stage
            .browser
            .go(&(stage.autostart() + "&flow=device"))
            .await?;
        stage.browser.find("#user-code").await?;
        let shifts = shifts(&stage).await?;
        assert!(shifts < 0.01, "{shifts} at {width}");
    }
    Ok(())
}

#[tokio::test]
async fn a_failure_comes_beside_what_is_shown() -> Outcome<()> {
    // The focus has brought its beginning into the window, and the way there leads to it.
    const IN_SIGHT: &str =
        "const { top } = document.getElementById('problem').getBoundingClientRect();
        const way = document.querySelector('.v-status a');
        return [top >= 0 && top < innerHeight, way.getAttribute('href'), way.textContent]";
    let stage = Stage::open(Scripts::On).await?;
    let origin = stage.host.origin();
    let unknown = ClientPage::autostart(origin, &format!("{origin}/nothing"), "demo", "openid");
    let wrong_audience = stage.autostart() + "&prompt=login&verify_access_token=1&audience=nobody";
    for (width, height) in [(390, 844), (1280, 900)] {
        stage.browser.resize(width, height).await?;
        for (url, failed) in [
            (&unknown, "discovery.fetch"),
            (&wrong_audience, "access_token.aud"),
        ] {
            stage.browser.go(url).await?;
            if failed != "discovery.fetch" {
                let login = LoginPage::shown(&stage.browser).await?;
                login.sign_in(USER, PASSWORD).await?;
            }
            let run = ClientPage::shown(&stage.browser).await?.ended().await?;
            assert_eq!(run.text("/failed_check"), Some(failed));
            told_at_once(&stage).await?;
            assert_eq!(
                stage.browser.run(IN_SIGHT, Vec::new()).await?,
                serde_json::json!([true, "#problem", "What went wrong"])
            );
            let shifts = shifts(&stage).await?;
            assert!(shifts < 0.01, "{shifts} at {width}, {failed}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn nothing_that_is_shown_moves_while_a_run_comes_in() -> Outcome<()> {
    let stage = Stage::open(Scripts::On).await?;
    for (width, height) in [(390, 844), (1280, 900)] {
        stage.browser.resize(width, height).await?;
        stage
            .browser
            .go(&(stage.autostart() + "&prompt=login"))
            .await?;
        LoginPage::shown(&stage.browser)
            .await?
            .sign_in(USER, PASSWORD)
            .await?;
        let run = ClientPage::shown(&stage.browser).await?.ended().await?;
        assert_eq!(run.result(), "ok");
        let shifts = shifts(&stage).await?;
        assert!(shifts < 0.01, "{shifts} at {width}");
    }
    Ok(())
}
