//! The binary itself: what it says, how it fails, how it stops, and the tutorial's commands.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a helper that fails fails its test"
)]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStderr, Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

const LAST_LINE: &str = "  Stop with Ctrl-C.";
const TUTORIAL: &str = "response_type=code&client_id=f7d42348-c647-4efb-a52d-4c5787421e72&redirect_uri=http://localhost:8080/authorization";

/// A host that is ready, in a folder of its own.
struct Running {
    child: Child,
    stdout: String,
    /// Until nobody reads it any more.
    stderr: Option<BufReader<ChildStderr>>,
    port: u16,
    folder: TempDir,
}

fn vestibule(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("RUST_LOG", "info")
        .stdin(Stdio::null());
    command
}

fn start(arguments: &[&str]) -> Running {
    let folder = TempDir::new().unwrap();
    let arguments = [&["serve", "--listen", "127.0.0.1:0"], arguments].concat();
    let mut child = vestibule(folder.path(), &arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        stdout.push_str(&line);
        stdout.push('\n');
        if line == LAST_LINE {
            break;
        }
    }
    let stderr = child.stderr.take().map(BufReader::new);
    let (_, rest) = stdout
        .split_once("://127.0.0.1:")
        .expect("the host says where it is");
    let port = rest.split('/').next().unwrap().parse().unwrap();
    Running {
        child,
        stdout,
        stderr,
        port,
        folder,
    }
}

impl Running {
    fn send_signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().try_into().unwrap()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Reads the log up to a line that holds `part`.
    fn wait_for_log(&mut self, part: &str) {
        let mut line = String::new();
        while !line.contains(part) {
            line.clear();
            assert_ne!(
                self.stderr.as_mut().unwrap().read_line(&mut line).unwrap(),
                0,
                "no {part:?} in the log"
            );
        }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    /// The whole answer to a request as it goes over the wire.
    fn send(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        read(&mut stream)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // The host may close early, with bytes of ours unread.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn fails(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = vestibule(folder, arguments).output().unwrap();
    assert!(
        output.stdout.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn curl(arguments: &[&str]) -> String {
    let Output { stdout, .. } = Command::new("curl")
        .args(["--silent", "--show-error", "--max-time", "20"])
        .args(arguments)
        .output()
        .expect("curl is there");
    String::from_utf8(stdout).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn says_where_to_go_and_what_to_beware_of() {
    let host = start(&[]);
    let base = format!("http://127.0.0.1:{}", host.port);
    assert_eq!(
        host.stdout,
        format!(
            "
Vestibule is ready at {base}/

  Sign in now:  {base}/client/?issuer={base}&client_id=demo&scope=openid%20offline_access&autostart=1
  Demo user:    admin / 123456

  WARNING: THIS IS A DEMO. Everybody knows this password. Never let others reach this host
  with it; `vestibule init` writes a configuration to start from.

  The bundles are not there: pages work without script, the client page does not.
  Build them by `cargo xtask bundles`, or name their folder with --assets.

  Stop with Ctrl-C.
"
        )
    );
}

#[test]
fn a_taken_port_is_told_and_nothing_is_written() {
    let host = start(&[]);
    let folder = TempDir::new().unwrap();
    let address = format!("127.0.0.1:{}", host.port);
    assert_eq!(
        fails(folder.path(), &["serve", "--listen", &address]),
        (
            Some(1),
            format!(
                "vestibule: {address} is taken by another program; stop that one, \
                 or choose another address with --listen 127.0.0.1:PORT\n"
            )
        )
    );
    assert_eq!(names(folder.path()), [""; 0]);

    let file = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\ncreate = true\n\
         [log]\nmetrics = \"{address}\"\n"
    );
    fs::write(folder.path().join("v.toml"), file).unwrap();
    assert_eq!(
        fails(folder.path(), &["serve", "--config", "v.toml"]),
        (
            Some(1),
            format!(
                "vestibule: {address} is taken by another program; stop that one, or choose another \
                 address in the configuration file: metrics = \"127.0.0.1:PORT\"\n"
            )
        )
    );
    assert_eq!(names(folder.path()), ["v.toml"]);
}

#[test]
fn a_configuration_that_is_not_there_or_not_right_is_told() {
    let folder = TempDir::new().unwrap();
    let (code, message) = fails(folder.path(), &["serve", "--config", "none.toml"]);
    assert_eq!(code, Some(1));
    assert!(
        message.starts_with("vestibule: none.toml: there is no such file; "),
        "{message}"
    );

    fs::write(
        folder.path().join("bad.toml"),
        "[server]\nlisten = \"127.0.0.1:1\"\nport = 1\n",
    )
    .unwrap();
    let (code, message) = fails(folder.path(), &["serve", "--config", "bad.toml"]);
    assert_eq!(code, Some(1));
    assert!(
        message.starts_with("vestibule: bad.toml:3: unknown field `port`"),
        "{message}"
    );
    assert_eq!(names(folder.path()), ["bad.toml"]);
}

#[test]
fn folders_that_can_not_be_used_are_told() {
    let folder = TempDir::new().unwrap();
    assert_eq!(
        fails(
            folder.path(),
            &["serve", "--listen", "127.0.0.1:0", "--assets", "none"]
        ),
        (
            Some(1),
            "vestibule: the assets folder none does not exist; make it by `cargo xtask bundles`, \
             or name another with --assets\n"
                .to_owned()
        )
    );
    fs::write(folder.path().join("file"), "").unwrap();
    let (code, message) = fails(
        folder.path(),
        &["serve", "--listen", "127.0.0.1:0", "--data", "file/data"],
    );
    assert_eq!(code, Some(1));
    assert!(message.contains("file/data"), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
}

#[test]
fn wrong_options_are_told() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["serve", "--listen", "6881"][..],
        &["serve", "--public-url", "login.example"],
        &["serve", "--application-url", "javascript:alert(1)"],
        &["surve"],
        &[],
    ] {
        assert_eq!(fails(folder.path(), arguments).0, Some(2), "{arguments:?}");
    }
    let (code, message) = fails(
        folder.path(),
        &["serve", "--public-url", "http://login.example"],
    );
    assert_eq!(code, Some(1));
    assert!(
        message.contains("would send passwords unencrypted"),
        "{message}"
    );
}

#[test]
fn plain_http_is_for_this_machine() {
    let folder = TempDir::new().unwrap();
    let (code, message) = fails(folder.path(), &["serve", "--listen", "0.0.0.0:0"]);
    assert_eq!(code, Some(1));
    assert!(
        message.contains("passwords would be sent unencrypted; add --https,"),
        "{message}"
    );
    assert_eq!(names(folder.path()), [""; 0]);
    // What is said about the password comes after it.
    for more in ["--danger-plain-http", "--https"] {
        let arguments = ["serve", "--listen", "0.0.0.0:0", more];
        let (code, message) = fails(folder.path(), &arguments);
        assert_eq!(code, Some(1));
        assert!(
            message.contains("--danger-public-demo-password"),
            "{message}"
        );
    }
}

#[test]
fn init_writes_a_file_to_serve_from_and_never_over_another() {
    let folder = TempDir::new().unwrap();
    let output = vestibule(folder.path(), &["init"]).output().unwrap();
    assert!(output.status.success());
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "Wrote vestibule.toml. Set your users and clients in it, then start with\n\n  \
         vestibule serve --config vestibule.toml\n"
    );
    assert_eq!(names(folder.path()), ["vestibule.toml"]);
    let config = folder.path().join("vestibule.toml");
    drop(start(&["--config", config.to_str().unwrap()]));

    fs::write(&config, "mine").unwrap();
    assert_eq!(
        fails(folder.path(), &["init"]),
        (
            Some(1),
            "vestibule: vestibule.toml exists already and is left as it is; \
             name another file with --config, or remove it first\n"
                .to_owned()
        )
    );
    assert_eq!(fs::read_to_string(&config).unwrap(), "mine");
    let (code, message) = fails(folder.path(), &["init", "--config", "none/v.toml"]);
    assert_eq!(code, Some(1));
    assert!(
        message.starts_with("vestibule: none/v.toml can't be written: "),
        "{message}"
    );
}

/// What `hash-password` prints for this standard input.
fn hash_password(input: &[u8]) -> Output {
    let mut child = vestibule(Path::new("."), &["hash-password"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_hashed_password_goes_into_the_configuration_and_signs_in() {
    let [first, second] = [(); 2].map(|()| {
        let output = hash_password(b"s3cret\n");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
        String::from_utf8(output.stdout).unwrap()
    });
    assert_ne!(first, second, "each has a salt of its own");

    let folder = TempDir::new().unwrap();
    let config = folder.path().join("v.toml");
    fs::write(
        &config,
        format!(
            "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\ncreate = true\n\
             [[client]]\nclient_id = \"app\"\nredirect_uris = [\"https://app.example/cb\"]\n\
             scope = \"openid\"\nsecret = \"x\"\nrequire_pkce = false\n\
             [[user]]\nname = \"ada\"\npassword_hash = \"{}\"\n",
            first.trim_end()
        ),
    )
    .unwrap();
    let host = start(&["--config", config.to_str().unwrap()]);
    let status = |password: &str| {
        curl(&[
            "--output",
            "/dev/null",
            "--write-out",
            "%{http_code}",
            "--user",
            &format!("ada:{password}"),
            &format!(
                "http://127.0.0.1:{}/oauth2/code?response_type=code&client_id=app",
                host.port
            ),
        ])
    };
    assert_eq!(
        (status("s3cret"), status("s3cret ")),
        ("302".into(), "401".into())
    );
}

#[test]
fn a_password_that_can_not_be_hashed_is_told() {
    let output = hash_password(b"\n");
    assert_eq!(
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap()
        ),
        (
            Some(1),
            String::new(),
            "vestibule: the password is empty; give one of at least one character\n".to_owned()
        )
    );
}

#[test]
fn says_its_version() {
    let output = vestibule(Path::new("."), &["--version"]).output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        concat!("vestibule ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

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
fn a_start_that_waits_for_a_database_can_be_stopped() {
    let folder = TempDir::new().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let file = format!(
        "[server]\nlisten = \"127.0.0.1:0\"\n[data]\ndir = \"data\"\ncreate = true\n\
         [users]\ndatabase = \"postgres://u@{}/people\"\n",
        silent.local_addr().unwrap()
    );
    fs::write(folder.path().join("v.toml"), file).unwrap();
    let mut command = vestibule(folder.path(), &["serve", "--config", "v.toml"]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    // Nothing is ever said to it.
    let (_waiting, _) = silent.accept().unwrap();
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, Signal::TERM).unwrap();
    let mut said = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
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
fn the_demonstrations_password_is_not_served_to_others() {
    let folder = TempDir::new().unwrap();
    let public = ["serve", "--public-url", "https://login.example"];
    let on_free_port = ["--listen", "127.0.0.1:0"];
    let (status, told) = fails(folder.path(), &[&public[..], &on_free_port].concat());
    assert_eq!(status, Some(1));
    assert!(
        told.starts_with("vestibule: user \"admin\" has the demonstration's password"),
        "{told}"
    );
    assert!(names(folder.path()).is_empty());
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

#[test]
fn a_brand_check_fails_for_errors_and_not_for_warnings() {
    let folder = TempDir::new().unwrap();
    let check = |text: &str| {
        fs::write(folder.path().join("brand.toml"), text).unwrap();
        let output = vestibule(folder.path(), &["brand", "check", "brand.toml"])
            .output()
            .unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), stdout, stderr)
    };
    let (code, stdout, stderr) = check("brand.nam = \"x\"");
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    let warning =
        "warning: brand.nam: there is no such key here, so it is ignored; did you mean `name`?\n";
    assert!(stdout.starts_with(warning), "{stdout}");
    assert!(stdout.contains("\nContrast in dark mode\n"));
    assert!(stdout.ends_with("\nbrand.toml: no errors, 1 warning\n"));

    let (code, stdout, stderr) = check("version = 7");
    assert_eq!(
        (code, stderr.as_str()),
        (Some(1), "vestibule: brand.toml can't be used as it is\n")
    );
    assert!(stdout.starts_with("error: version: this program reads version 1, not 7\n"));

    // Of what is no document there is nothing more to be said.
    let (_, stdout, _) = check("color = {");
    assert!(
        stdout.starts_with("error: TOML parse error at line 1"),
        "{stdout}"
    );
    assert!(!stdout.contains("Contrast"), "{stdout}");
    assert!(
        stdout.ends_with("\nbrand.toml: 1 error, no warnings\n"),
        "{stdout}"
    );
    let (code, _, _) = check("\u{feff}brand.name = \"x\"");
    assert_eq!(code, Some(0));

    let (code, stderr) = fails(folder.path(), &["serve", "--brand", "none.toml"]);
    assert_eq!(code, Some(1));
    assert!(
        stderr.starts_with("vestibule: the brand document none.toml can't be read: "),
        "{stderr}"
    );
}
