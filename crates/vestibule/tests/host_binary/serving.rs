//! What it does while it runs, and how it stops.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpListener,
};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::{Running, curl, read, start};

const TUTORIAL: &str = "response_type=code&client_id=f7d42348-c647-4efb-a52d-4c5787421e72&redirect_uri=http://localhost:8080/authorization";

#[test]
fn the_tutorials_commands_work_over_http_and_https() {
    for (options, scheme, version) in [(&[][..], "http", "1.1"), (&["--https"], "https", "2")] {
        let host = start(options);
        let url = format!("{scheme}://localhost:{}/oauth2/code?{TUTORIAL}", host.port);
        let told = "%{http_version} %{http_code} %{redirect_url}\n";
        let asked = curl(&["-k", "-D-", "-w", told, &url]).to_ascii_lowercase();
        assert!(
            asked.contains("www-authenticate: basic realm=\"oauth\""),
            "{asked}"
        );
        assert!(asked.ends_with(&format!("{version} 401 \n")), "{asked}");

        let basic = "Authorization: BASIC YWRtaW46MTIzNDU2";
        let answer = curl(&["-k", "-w", told, "-H", basic, &url]);
        let start = format!("{version} 302 http://localhost:8080/authorization?code=");
        let code = answer
            .strip_prefix(&start)
            .unwrap_or_else(|| panic!("{answer}"))
            .trim_end();
        assert!(code.len() >= 22, "{code}");
        assert!(
            code.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)),
            "{code}"
        );
    }
}

#[test]
fn https_speaks_both_versions_of_http_and_asks_for_no_promise() {
    let host = start(&["--https"]);
    assert!(host.stdout.contains("Browsers warn about the certificate"));
    let url = format!("https://127.0.0.1:{}/login", host.port);
    for (option, version) in [("--http1.1", "1.1"), ("--http2", "2")] {
        let answer = curl(&[
            "-k",
            "-I",
            option,
            "-w",
            "%{http_version} %{http_code}",
            &url,
        ]);
        assert!(answer.ends_with(&format!("{version} 200")), "{answer}");
        assert!(
            !answer
                .to_ascii_lowercase()
                .contains("strict-transport-security")
        );
    }
}

#[test]
fn a_signal_lets_the_request_under_way_finish() {
    for signal in [Signal::TERM, Signal::INT] {
        let mut host = start(&[]);
        let idle = host.connect();
        let mut stream = host.connect();
        let body = "client_id=demo&j_username=a&j_password=b";
        let (sent, rest) = body.split_at(10);
        write!(
            stream,
            "POST /error HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{sent}",
            body.len()
        )
        .unwrap();
        // A second request, answered: so the first one has been taken up.
        host.send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        host.send_signal(signal);
        host.wait_for_log("stopping");
        stream.write_all(rest.as_bytes()).unwrap();
        assert!(read(&mut stream).starts_with("HTTP/1.1 403 "));
        drop(idle);
        assert_eq!(host.child.wait().unwrap().code(), Some(0));
        assert!(host.folder.path().join("vestibule-data").is_dir());
    }
}

#[test]
fn a_header_without_end_is_cut_off() {
    let host = start(&[]);
    let request = format!(
        "GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "x".repeat(40 * 1024)
    );
    assert!(
        host.send(&request).starts_with("HTTP/1.1 431 "),
        "the request line is too long"
    );
    let request = format!(
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n",
        "x".repeat(40 * 1024)
    );
    assert!(
        host.send(&request).starts_with("HTTP/1.1 431 "),
        "a header is too long"
    );
}

#[test]
fn neither_the_log_nor_the_output_holds_credentials() {
    let mut host = start(&[]);
    let body = "client_id=demo&j_username=grace&j_password=hunter2";
    for path in ["/error?code=secretcode", "/oauth2/code", "/login"] {
        host.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
            body.len()
        ));
    }
    host.send_signal(Signal::TERM);
    let mut log = String::new();
    let stderr = host.stderr.as_mut().unwrap();
    stderr.read_to_string(&mut log).unwrap();
    assert_eq!(log.matches("method=POST").count(), 3, "{log}");
    for secret in ["grace", "hunter2", "secretcode"] {
        assert!(!log.contains(secret), "{log}");
    }
}

#[test]
fn a_log_that_nobody_reads_any_more_is_lost_and_nothing_else() {
    let mut host = start(&[]);
    host.stderr = None;
    let answer = host.send("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer:?}");
    host.send_signal(Signal::TERM);
    assert_eq!(host.child.wait().unwrap().code(), Some(0));
}

#[test]
fn what_happens_is_written_down_and_counted_apart_from_the_public() {
    let folder = TempDir::new().unwrap();
    let metrics = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = metrics.local_addr().unwrap();
    drop(metrics);
    let config = folder.path().join("vestibule.toml");
    let log = format!("[log]\naudit = \"audit.jsonl\"\nmetrics = \"{address}\"\n");
    let text = vestibule::config::template().replacen("[log]\n", &log, 1);
    fs::write(&config, text).unwrap();
    let running = start(&["--config", config.to_str().unwrap()]);
    let form = "j_username=admin&j_password=hunter2&client_id=demo\
        &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    let url = |port, path| format!("http://127.0.0.1:{port}{path}");
    curl(&["--data", form, &url(running.port, "/oauth2/code")]);
    let audit = fs::read_to_string(folder.path().join("audit.jsonl")).unwrap();
    let (_, rest) = audit.split_once(",\"event\"").unwrap();
    assert_eq!(
        rest,
        ":\"sign_in_failed\",\"subject\":\"admin\",\"address\":\"127.0.0.1\"}\n"
    );
    let numbers = curl(&[&url(address.port(), "/metrics")]);
    for line in [
        "vestibule_events_total{event=\"sign_in_failed\"} 1",
        "vestibule_requests_total{status=\"403\"} 1",
    ] {
        assert!(numbers.lines().any(|each| each == line), "{numbers}");
    }
    let public = ["--output", "/dev/null", "--write-out", "%{http_code}"];
    let address = url(running.port, "/metrics");
    assert_eq!(curl(&[&public[..], &[&address]].concat()), "404");
}

#[test]
fn a_brand_that_changes_is_shown_and_a_broken_one_is_not() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("brand.toml");
    fs::write(&file, "brand.name = \"One\"").unwrap();
    let mut host = start(&["--brand", file.to_str().unwrap()]);
    let shows = |host: &Running, name: &str| {
        let request = "GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
        host.send(request).contains(&format!("· {name}</title>"))
    };
    assert!(shows(&host, "One"));
    fs::write(&file, "brand.name = \"Another\"").unwrap();
    host.wait_for_log("the brand document was read again");
    assert!(shows(&host, "Another"));
    fs::write(&file, "brand.name = \"\"").unwrap();
    host.wait_for_log("error: brand.name: leave it out, or write something");
    assert!(shows(&host, "Another"));
}
