//! The login form sent by script to a back end that answers JSON, as light-spa-4j does, and the question that
//! follows on the same page; and what the browser's own form makes of 302 and 307.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::json;
use tokio::time::sleep;
use vestibule_e2e::browser::{Browser, Scripts};
use vestibule_e2e::pages::{ClientPage, ErrorPage, LoginPage};
use vestibule_e2e::servers::{StaticFiles, Vestibule};
use vestibule_e2e::{Outcome, eventually};

use super::throttled::the_wait_ends;
use super::{FAST, PASSWORD, USER, parameter};

const FETCH: &str = "locales.enabled = [\"en\"]\n\
    [submit]\n\
    mode = \"fetch\"\n\
    logout = { url = \"/logout\" }";

const NATIVE: &str = "locales.enabled = [\"en\"]";

const CODE: &str = "/oauth2/code";

/// light-spa-4j's answer, once the code service has redirected to it.
const GRANT: &str = "200 OK\nContent-Type: application/json\n\n\
    {\"scopes\":[\"openid\",\"petstore.r\"],\"redirectUri\":\"/app?state=s\",\"denyUri\":\"/denied\"}";

const PAGE: &str = "200 OK\nContent-Type: text/html\n\n<!DOCTYPE html><title>x</title><p>There";

/// Files and their back end, and a browser at the form.
struct Stage {
    files: StaticFiles,
    browser: Browser,
}

impl Stage {
    async fn open(brand: &str) -> Outcome<Self> {
        let stage = Self {
            files: StaticFiles::bake(brand, "/").await?,
            browser: Browser::open(Scripts::On).await?,
        };
        stage.files.answers("/app", PAGE);
        stage.files.answers("/denied", PAGE);
        Ok(stage)
    }

    /// Signs in afresh, with a password beyond ASCII.
    async fn sign_in(&self) -> Outcome<LoginPage<'_>> {
        let url = self.files.url("/en/?client_id=demo&state=s");
        self.browser.go(&url).await?;
        let login = LoginPage::shown(&self.browser).await?;
        login.enhanced().await?;
        login.sign_in("ada", "päss€").await?;
        Ok(login)
    }

    async fn arrives_at(&self, path: &str) -> Outcome<()> {
        eventually(path, || async {
            let address = self.browser.address().await?;
            Ok((address.path() == path).then_some(()))
        })
        .await
    }

    async fn is_asked(&self) -> Outcome<()> {
        let asks = "html[data-page=consent][data-asks]";
        self.browser.find(asks).await.map(|_| ())
    }
}

#[tokio::test]
async fn what_is_granted_is_asked_on_the_same_page() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    let (files, browser) = (&stage.files, &stage.browser);
    // The code service redirects to the back end, which the script follows.
    files.answers(
        CODE,
        "302 Found\nLocation: /authorization?code=c&state=s\n\n",
    );
    files.answers("/authorization", GRANT);
    stage.sign_in().await?;
    stage.is_asked().await?;
    let asked = files.asked();
    let lines: Vec<&str> = asked.iter().map(|it| it.line.as_str()).collect();
    assert_eq!(
        lines,
        ["POST /oauth2/code", "GET /authorization?code=c&state=s"]
    );
    assert_eq!(
        asked[0].content_type.as_deref(),
        Some("application/x-www-form-urlencoded;charset=UTF-8")
    );
    assert_eq!(
        asked[0].body,
        "client_id=demo&state=s&response_type=code&user_type=&j_username=ada&j_password=p%C3%A4ss%E2%82%AC&remember=N"
    );
    let scopes = "return [...document.querySelectorAll('#consent li')]
        .filter((line) => line.checkVisibility()).map((line) => line.textContent)";
    assert_eq!(
        browser.run(scopes, Vec::new()).await?,
        json!(["Know which account is yours", "petstore.r"])
    );
    let password = "return document.getElementById('j_password').value";
    assert_eq!(browser.run(password, Vec::new()).await?, json!(""));
    assert!(browser.has_focus("h1").await?);
    browser.click("#consent button[value=accept]").await?;
    stage.arrives_at("/app").await?;
    let last: Vec<String> = files.asked().into_iter().map(|it| it.line).collect();
    assert_eq!(last, ["GET /app?state=s"]);
    assert_eq!(browser.complaints().await?, []);
    let traffic = browser.traffic().await?;
    assert_eq!(traffic.beyond(&[files.origin()]), Vec::<&str>::new());
    Ok(())
}

#[tokio::test]
async fn who_denies_is_signed_out_and_led_away() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    stage.files.answers(CODE, GRANT);
    stage.files.answers("/logout", "204 No Content\n\n");
    stage.sign_in().await?;
    stage.is_asked().await?;
    stage.files.asked();
    stage.browser.click("#consent button[value=deny]").await?;
    stage.arrives_at("/denied").await?;
    let asked: Vec<(String, String)> = stage
        .files
        .asked()
        .into_iter()
        .map(|it| (it.line, it.body))
        .collect();
    let line = |line: &str| (line.to_owned(), String::new());
    assert_eq!(asked, [line("POST /logout"), line("GET /denied")]);
    assert_eq!(stage.browser.complaints().await?, []);
    Ok(())
}

#[tokio::test]
async fn who_denies_is_led_away_from_a_logout_that_never_ends() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    stage.files.answers(CODE, GRANT);
    stage.files.keeps_silent_at("/logout");
    stage.sign_in().await?;
    stage.is_asked().await?;
    stage.browser.click("#consent button[value=deny]").await?;
    stage.arrives_at("/denied").await
}

#[tokio::test]
async fn an_answer_without_a_question_leads_on_at_once() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    for answer in [
        r#"{"redirect_to":"/app?state=s"}"#,
        r#"{"redirectUri":"/app?state=s","denyUri":"/denied","scopes":[]}"#,
        r#"{"redirectUri":"/app?state=s"}"#,
    ] {
        stage.files.answers(CODE, &format!("200 OK\n\n{answer}"));
        stage.sign_in().await?;
        stage.arrives_at("/app").await?;
    }
    Ok(())
}

#[tokio::test]
async fn no_other_scheme_is_gone_to() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    for address in [
        "javascript:document.title='run'",
        " JavaScript:document.title='run'",
        "java\\tscript:document.title='run'",
        "data:text/html,<script>1</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:null/x",
        "about:blank",
        "intent://x#Intent;end",
        "com.example.app:/callback",
        "http://[",
    ] {
        for member in ["redirect_to", "redirectUri"] {
            let answer = format!("200 OK\n\n{{\"{member}\":\"{address}\"}}");
            stage.files.answers(CODE, &answer);
            let login = stage.sign_in().await?;
            assert_eq!(login.problem().await?, "sign_in_failed", "{address}");
            let here = stage.browser.address().await?;
            assert_eq!(here.path(), "/en/", "{address}");
            let title = stage
                .browser
                .run("return document.title", Vec::new())
                .await?;
            assert_eq!(title, json!("Sign in · Vestibule"), "{address}");
        }
        // The same of the two ways that the question leads to.
        let grant = json!({ "scopes": ["a"], "redirectUri": address.replace("\\t", "\t"), "denyUri": address.replace("\\t", "\t") });
        stage.files.answers(CODE, &format!("200 OK\n\n{grant}"));
        stage.files.answers("/logout", "204 No Content\n\n");
        for (answer, code) in [("accept", "sign_in_failed"), ("deny", "access_denied")] {
            let login = stage.sign_in().await?;
            stage.is_asked().await?;
            let button = format!("#consent button[value={answer}]");
            stage.browser.click(&button).await?;
            assert_eq!(login.problem().await?, code, "{address}");
            assert_eq!(stage.browser.address().await?.path(), "/en/");
        }
    }
    assert_eq!(stage.browser.complaints().await?, []);
    Ok(())
}

#[tokio::test]
async fn whatever_the_server_answers_is_told_and_can_be_repeated() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    let cases: BTreeMap<&str, (&str, &str)> = BTreeMap::from([
        (
            "401 Unauthorized\n\n{\"statusCode\":401,\"code\":\"ERR12016\"}",
            ("ERR12016", ""),
        ),
        (
            "403 Forbidden\nContent-Type: text/html\n\n<p>no",
            ("invalid_credentials", ""),
        ),
        (
            "429 Too Many Requests\nRetry-After: 95\n\n",
            ("too_many_requests", "päss€"),
        ),
        (
            "500 Internal Server Error\n\n<h1>x</h1>",
            ("temporarily_unavailable", "päss€"),
        ),
        (
            "200 OK\nContent-Type: text/html\n\n<!DOCTYPE html><p>x",
            ("sign_in_failed", "päss€"),
        ),
        ("200 OK\n\n[]", ("sign_in_failed", "päss€")),
        ("200 OK\n\n{\"redirect_to\":7}", ("sign_in_failed", "päss€")),
        ("204 No Content\n\n", ("sign_in_failed", "päss€")),
        (
            "400 Bad Request\n\n{\"error\":\"<img src=x onerror=alert(1)>\"}",
            ("<img src=x onerror=alert(1)>", "päss€"),
        ),
        (
            "302 Found\nLocation: https://elsewhere.example/\n\n",
            ("temporarily_unavailable", "päss€"),
        ),
        ("", ("temporarily_unavailable", "päss€")),
    ]);
    for (answer, (code, kept)) in cases {
        stage.files.answers(CODE, answer);
        let login = stage.sign_in().await?;
        assert_eq!(login.problem().await?, code, "{answer}");
        assert!(stage.browser.has_focus("#problem").await?, "{answer}");
        assert_eq!(login.user_name().await?, "ada");
        assert_eq!(login.password().await?, kept, "{answer}");
        assert_eq!(
            stage.browser.count("#sign-in:enabled").await?,
            1,
            "{answer}"
        );
        assert_eq!(stage.browser.count("img").await?, 0);
        let counted = usize::from(answer.starts_with("429"));
        assert_eq!(stage.browser.count("#problem [role=timer]").await?, counted);
    }
    // And once it works, it works.
    stage
        .files
        .answers(CODE, "200 OK\n\n{\"redirect_to\":\"/app\"}");
    LoginPage::shown(&stage.browser).await?.submit("!").await?;
    stage.arrives_at("/app").await
}

/// The page appears, as a browser may say late; then somebody presses Enter.
const AGAIN: &str = "dispatchEvent(new Event('pageshow'));
    HTMLFormElement.prototype.requestSubmit.call(document.getElementById('login'))";

const GO: &str = "200 OK\n\n{\"redirect_to\":\"/app\"}";

#[tokio::test]
async fn a_slow_answer_is_waited_for_and_nothing_is_sent_twice() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    stage.browser.before_each_document(FAST).await?;
    stage.files.keeps_silent_at(CODE);
    stage.sign_in().await?;
    // Twenty seconds of the page's.
    for _ in 0..8 {
        sleep(Duration::from_millis(500)).await;
        stage.browser.run(AGAIN, Vec::new()).await?;
    }
    assert_eq!(stage.browser.count("#sign-in:disabled").await?, 1);
    let status = stage.browser.find("[data-island=submit]").await?;
    assert_eq!(status.text().await?, "Signing you in…");
    stage.files.answers(CODE, GO);
    stage.arrives_at("/app").await?;
    let lines: Vec<String> = stage.files.asked().into_iter().map(|it| it.line).collect();
    assert_eq!(lines, ["POST /oauth2/code", "GET /app"]);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_does_not_come_is_told_and_is_none_any_more() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    stage.browser.before_each_document(FAST).await?;
    stage.files.keeps_silent_at(CODE);
    let login = stage.sign_in().await?;
    assert_eq!(login.problem().await?, "temporarily_unavailable");
    assert_eq!(stage.files.asked().len(), 1);
    assert_eq!(login.password().await?, "päss€");
    stage.files.answers(CODE, GO);
    sleep(Duration::from_millis(500)).await;
    assert_eq!(stage.browser.address().await?.path(), "/en/");
    assert_eq!(stage.browser.complaints().await?, []);
    login.submit("!").await?;
    stage.arrives_at("/app").await
}

#[tokio::test]
async fn too_many_attempts_are_told_by_words_that_stay_true() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    stage.browser.before_each_document(FAST).await?;
    for (answer, told) in [
        (
            "429 Too Many Requests\n\n",
            "Too many attempts. Please wait a little and try again.",
        ),
        (
            "503 Service Unavailable\nRetry-After: 2\n\n",
            "Signing in is not possible at the moment. Please try again in a few minutes.",
        ),
    ] {
        stage.files.answers(CODE, answer);
        stage.sign_in().await?.problem().await?;
        assert_eq!(stage.browser.find("#problem").await?.text().await?, told);
    }
    let answer = "429 Too Many Requests\nRetry-After: 60\n\n";
    stage.files.answers(CODE, answer);
    stage.sign_in().await?;
    the_wait_ends(&stage.browser).await
}

#[tokio::test]
async fn a_password_is_not_carried_to_another_origin() -> Outcome<()> {
    let stage = Stage::open(FETCH).await?;
    let other = StaticFiles::bake(NATIVE, "/").await?;
    other.answers("/error", PAGE);
    let to_other = format!(
        "307 Temporary Redirect\nLocation: {}\n\n",
        other.url("/error")
    );
    stage.files.answers(CODE, &to_other);
    let login = stage.sign_in().await?;
    assert_eq!(login.problem().await?, "temporarily_unavailable");
    assert_eq!(other.asked(), []);
    Ok(())
}

#[tokio::test]
async fn the_browsers_own_form_goes_on_by_get_after_302() -> Outcome<()> {
    let stage = Stage::open(NATIVE).await?;
    stage
        .files
        .answers(CODE, "302 Found\nLocation: /app?code=c&state=s\n\n");
    stage.sign_in().await?;
    stage.arrives_at("/app").await?;
    let asked: Vec<(String, bool)> = stage
        .files
        .asked()
        .into_iter()
        .map(|it| (it.line, it.body.contains("j_password")))
        .collect();
    let line = |line: &str, secret| (line.to_owned(), secret);
    assert_eq!(
        asked,
        [
            line("POST /oauth2/code", true),
            line("GET /app?code=c&state=s", false)
        ]
    );
    Ok(())
}

/// light-oauth2's answer to a wrong password: the browser posts the form once more, to the error page.
#[tokio::test]
async fn after_307_the_error_page_gets_the_form_and_keeps_no_password() -> Outcome<()> {
    let stage = Stage::open(NATIVE).await?;
    let to_error = "307 Temporary Redirect\nLocation: /error/\n\n";
    stage.files.answers(CODE, to_error);
    stage.sign_in().await?;
    ErrorPage::shown(&stage.browser).await?;
    assert_eq!(stage.browser.address().await?.path(), "/error/");
    let posted = stage.files.posted_to_pages();
    assert_eq!(posted, ["/error/"]);
    let kept = "return JSON.stringify([{...sessionStorage}, {...localStorage}, document.cookie, location.href, \
                document.documentElement.outerHTML])";
    let kept = stage.browser.run(kept, Vec::new()).await?.to_string();
    assert!(
        !kept.contains("ss€") && !kept.contains("%E2%82%AC"),
        "{kept}"
    );
    let back = eventually("the way back", || async {
        let href = stage.browser.attribute("#restart", "href").await?;
        Ok(href.filter(|href| href.contains('?')))
    });
    assert_eq!(back.await?, "/en/?client_id=demo&state=s");
    Ok(())
}

#[tokio::test]
async fn a_host_tells_the_script_where_to_go() -> Outcome<()> {
    let host = Vestibule::with_brand("submit.mode = \"fetch\"").await?;
    let browser = Browser::open(Scripts::On).await?;
    let origin = host.origin();
    browser
        .go(&ClientPage::autostart(origin, origin, "demo", "openid"))
        .await?;
    let login = LoginPage::shown(&browser).await?;
    login.enhanced().await?;
    login.sign_in(USER, "wrong").await?;
    assert_eq!(login.problem().await?, "invalid_credentials");
    assert_eq!(login.password().await?, "");
    login.submit(PASSWORD).await?;
    browser.find("html[data-result=ok]").await?;
    let address = browser.address().await?;
    assert_eq!(address.path(), "/callback");
    assert!(parameter(&address, "code").is_err(), "{address}");
    assert_eq!(browser.complaints().await?, []);
    Ok(())
}
