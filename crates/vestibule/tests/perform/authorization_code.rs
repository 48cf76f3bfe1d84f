//! `perform authorization-code`: what the page is told, who is let in, and what comes out.

use reqwest::header::HeaderMap;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use super::{
    command::{ended, perform},
    page::{Page, Running, browser, failed, passed},
};

const MINIMAL: [&str; 4] = ["-e", "http://127.0.0.1:1", "--client-id", "app"];

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

#[tokio::test]
async fn the_page_is_told_hydras_defaults() {
    let mut running = Running::start(&MINIMAL);
    let page = Page::open(&running.address().await).await;
    assert_eq!(
        page.query,
        pairs(&[
            ("endpoint", "http://127.0.0.1:1"),
            ("client_id", "app"),
            ("scope", "offline openid"),
            ("autostart", "1"),
        ])
    );
    assert_eq!(page.relay, "auto");
    assert_eq!(page.hand_over(&passed()).await.status(), 204);
    let ended = running.ended().await;
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let callback = format!("  {}/callback\n", page.origin);
    assert!(ended.err.contains(&callback), "{}", ended.err);
    assert!(!ended.err.contains(&page.key));
}

#[tokio::test]
async fn every_option_reaches_the_page_and_the_secret_does_not() {
    let mut running = Running::start_with(
        &[
            "--issuer",
            "https://as.example",
            "--auth-url",
            "https://as.example/a",
            "--token-url",
            "https://as.example/t",
            "--jwks-url",
            "https://as.example/k",
            "--scope",
            "openid,email",
            "--scope",
            "pets",
            "--audience",
            "https://a.example,b",
            "--audience",
            "c",
            "--resource",
            "https://r.example",
            "--resource",
            "urn:a",
            "--resource",
            "urn:b",
            "--extra",
            "connection=acme=1",
            "--extra",
            "empty=",
            "--prompt",
            "login,consent",
            "--max-age",
            "0",
            "--response-mode",
            "form_post",
            "--state",
            "fixed state",
            "--redirect",
            "https://app.example/cb",
            "--danger-no-pkce",
            "--no-shutdown",
        ],
        &[
            ("OAUTH2_CLIENT_ID", "my app"),
            ("OAUTH2_CLIENT_SECRET", "hush"),
            ("ORY_SDK_URL", "http://127.0.0.1:1"),
        ],
    );
    let page = Page::open(&running.address().await).await;
    assert_eq!(
        page.query,
        pairs(&[
            ("issuer", "https://as.example"),
            ("auth_url", "https://as.example/a"),
            ("token_url", "https://as.example/t"),
            ("jwks_url", "https://as.example/k"),
            ("client_id", "my app"),
            ("scope", "openid email pets"),
            ("audience", "https://a.example"),
            ("audience", "b"),
            ("audience", "c"),
            ("resource", "https://r.example"),
            ("resource", "urn:a"),
            ("resource", "urn:b"),
            ("prompt", "login consent"),
            ("max_age", "0"),
            ("response_mode", "form_post"),
            ("state", "fixed state"),
            ("redirect", "https://app.example/cb"),
            ("pkce", "off"),
            ("keep", "1"),
            ("autostart", "1"),
            ("extra.connection", "acme=1"),
            ("extra.empty", ""),
        ])
    );
    // The page can't keep the secret, so the relay has it.
    assert_eq!(page.relay, "always");
    for warning in [
        "warning: a fixed --state protects from nothing; leave it out\n",
        "warning: without PKCE a stolen code is as good as a token\n",
    ] {
        assert!(running.said.contains(warning), "{}", running.said);
    }
    assert!(!running.said.contains("hush"));
}

#[tokio::test]
async fn each_format_is_printed() {
    for (format, printed) in [
        (&["--quiet"][..], "at-1\n"),
        (&["-q", "--format", "json"], "at-1\n"),
        (&["--format", "jsonpath=$.scope"], "\"offline openid\"\n"),
        (&["--format", "jsonpointer=/id_token"], "\"a.b.c\"\n"),
        (&["--format=yaml"], "refresh_token: \"rt-1\"\n"),
        (&["--format=json-pretty"], "  \"id_token\": \"a.b.c\",\n"),
        (
            &[],
            "ACCESS TOKEN\tat-1\nREFRESH TOKEN\trt-1\nID TOKEN\ta.b.c\nEXPIRY\t\t20",
        ),
    ] {
        let mut running = Running::start(&[&MINIMAL, format].concat());
        let page = Page::open(&running.address().await).await;
        page.hand_over(&passed()).await;
        let ended = running.ended().await;
        assert_eq!(ended.status, Some(0), "{format:?}: {}", ended.err);
        assert!(ended.out.contains(printed), "{format:?}: {}", ended.out);
    }
}

#[tokio::test]
async fn a_failed_check_is_told_and_ends_with_1() {
    let mut running = Running::start(&MINIMAL);
    let page = Page::open(&running.address().await).await;
    page.hand_over(&failed()).await;
    let ended = running.ended().await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    let told = "\n\
        This check failed: callback.error\n  \
          demanded by: RFC 6749 §4.1.2.1\n  \
          expected:    no error\n  \
          found:       access_denied\n  \
          happened:    access_denied: No.\n  \
          what to do:  Ask again.\n";
    assert!(ended.err.ends_with(told), "{}", ended.err);
}

#[tokio::test]
async fn the_address_works_once() {
    let mut running = Running::start(&MINIMAL);
    let address = running.address().await;
    let browser = browser();
    let status = |request: reqwest::RequestBuilder| async move {
        request.send().await.unwrap().status().as_u16()
    };
    let (origin, ticket) = address.split_once("/start/").unwrap();
    assert_eq!(
        status(browser.get(format!("{origin}/start/guessed"))).await,
        410
    );
    assert_eq!(status(browser.get(format!("{origin}/"))).await, 400);
    // A look at it does not use it up, and by another name it leads nowhere.
    assert_eq!(status(browser.head(&address)).await, 204);
    assert_eq!(
        status(browser.get(&address).header("host", "evil.example")).await,
        421
    );
    let page = Page::open(&address).await;
    assert_eq!(status(browser.get(&address)).await, 410);
    assert_ne!(page.key, ticket);
}

#[tokio::test]
async fn only_the_page_is_listened_to() {
    let mut running = Running::start(&MINIMAL);
    let page = Page::open(&running.address().await).await;
    let with = |name: &'static str, value: &str| {
        let mut headers = page.headers();
        headers.insert(name, value.parse().unwrap());
        headers
    };
    for path in ["/perform/result", "/perform/relay"] {
        let status =
            |headers| async { page.post(path, headers, &passed()).await.status().as_u16() };
        assert_eq!(status(HeaderMap::new()).await, 403);
        assert_eq!(status(with("x-vestibule-key", "guessed")).await, 403);
        assert_eq!(status(with("origin", "https://evil.example")).await, 403);
        assert_eq!(status(with("origin", "null")).await, 403);
        assert_eq!(status(with("host", "evil.example")).await, 421);
        let mut without_origin = page.headers();
        without_origin.remove("origin");
        assert_eq!(status(without_origin).await, 403);
        // No other origin gets leave to send the key's header.
        let preflight =
            browser().request(reqwest::Method::OPTIONS, format!("{}{path}", page.origin));
        let preflight = preflight
            .header("origin", "https://evil.example")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "x-vestibule-key");
        let answer = preflight.send().await.unwrap();
        assert!(!answer.status().is_success());
        assert!(!answer.headers().contains_key("access-control-allow-origin"));
    }
    for body in [json!({}), json!({"report": {"result": "ok"}}), json!([])] {
        assert_eq!(page.hand_over(&body).await.status(), 422, "{body}");
    }
    // None of it was taken for a result.
    assert_eq!(page.hand_over(&passed()).await.status(), 204);
    assert_eq!(running.ended().await.status, Some(0));
}

#[tokio::test]
async fn more_rounds_until_ctrl_c() {
    for (second, status) in [(passed(), 0), (failed(), 1)] {
        let mut running = Running::start(&[&MINIMAL[..], &["--no-shutdown", "-q"]].concat());
        let page = Page::open(&running.address().await).await;
        page.hand_over(&passed()).await;
        let again = Page::open(&running.address().await).await;
        assert_eq!(again.key, page.key);
        page.hand_over(&second).await;
        running.address().await;
        let id = Pid::from_raw(i32::try_from(running.id()).unwrap()).unwrap();
        kill_process(id, Signal::INT).unwrap();
        let ended = running.ended().await;
        assert_eq!(ended.status, Some(status), "{}", ended.err);
        let lines = if status == 0 {
            "at-1\nat-1\n"
        } else {
            "at-1\n"
        };
        assert_eq!(ended.out, lines);
    }
}

#[tokio::test]
async fn stopped_before_a_result_it_says_so() {
    let mut running = Running::start(&MINIMAL);
    running.address().await;
    let id = Pid::from_raw(i32::try_from(running.id()).unwrap()).unwrap();
    kill_process(id, Signal::TERM).unwrap();
    let ended = running.ended().await;
    assert_eq!((ended.status, ended.out.as_str()), (Some(1), ""));
    assert!(
        ended
            .err
            .ends_with("\nStopped before the page had a result.\n"),
        "{}",
        ended.err
    );
}

#[tokio::test]
async fn https_and_other_names_of_loopback() {
    let mut running = Running::start(&[&MINIMAL[..], &["--https"]].concat());
    let address = running.address().await;
    assert!(address.starts_with("https://127.0.0.1:"));
    let page = Page::open(&address).await;
    page.hand_over(&passed()).await;
    assert_eq!(running.ended().await.status, Some(0));

    // The page is opened where its answer will come back to.
    let redirect = [
        "--redirect",
        "http://localhost:47311/callback",
        "--port",
        "47311",
    ];
    let mut running = Running::start(&[&MINIMAL[..], &redirect].concat());
    let address = running.address().await;
    assert!(
        address.starts_with("http://localhost:47311/start/"),
        "{address}"
    );
}

#[tokio::test]
async fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = Running::start(&[&MINIMAL[..], &["--port", &port]].concat())
        .ended()
        .await;
    assert_eq!(ended.status, Some(1));
    assert_eq!(
        ended.err,
        format!(
            "vestibule: port {port} is taken by another program; stop that one, or choose another \
             with --port\n"
        )
    );
}

#[tokio::test]
async fn what_needs_the_relay_is_not_done_without() {
    let mut command = perform(&["authorization-code", "--relay=never"]);
    command.args(MINIMAL).env("OAUTH2_CLIENT_SECRET", "hush");
    let ended = ended(command).await;
    assert_eq!(ended.status, Some(2));
    assert_eq!(
        ended.err,
        "vestibule: a client secret needs the relay; leave --relay=never out\n"
    );
}

#[tokio::test]
async fn help_names_every_flag_of_hydras() {
    let help = ended(perform(&["authorization-code", "--help"])).await;
    assert_eq!(help.status, Some(0));
    for flag in [
        "-e, --endpoint",
        "--client-id",
        "--client-secret",
        "--auth-url",
        "--token-url",
        "--scope",
        "--audience",
        "--prompt",
        "--max-age",
        "--response-mode",
        "--state",
        "-p, --port",
        "--https",
        "--redirect",
        "--no-open",
        "--no-shutdown",
        "--format",
        "-q, --quiet",
        "-H, --http-header",
        "--skip-tls-verify",
        "[default: 4446]",
        "[default: -1]",
        "[default: offline openid]",
        "OAUTH2_CLIENT_ID",
        "OAUTH2_CLIENT_SECRET",
        "ORY_SDK_URL",
    ] {
        assert!(help.out.contains(flag), "{flag}\n{}", help.out);
    }
    let value: Value = json!(help.out);
    assert!(!value.to_string().contains("\\u001b"));
}
