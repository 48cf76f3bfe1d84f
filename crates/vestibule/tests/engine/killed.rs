//! The binary, killed by SIGKILL with requests under way, and started again on the same folder.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{CHALLENGE, VERIFIER, code_of, encode};

struct Host {
    child: Child,
    port: u16,
}

impl Host {
    fn start(data: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vestibule"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .current_dir(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let port = BufReader::new(child.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, rest) = line.split_once("://127.0.0.1:")?;
                rest.split('/').next()?.parse().ok()
            })
            .unwrap();
        Self { child, port }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The head and body of the answer; nothing when the host died over it.
    fn post(port: u16, path: &str, form: &[(&str, &str)]) -> Option<(String, String)> {
        let body = encode(form);
        let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        Some((head.to_owned(), body.to_owned()))
    }

    fn code(port: u16) -> Option<String> {
        let (head, _) = Self::post(
            port,
            "/oauth2/code",
            &[
                ("j_username", "admin"),
                ("j_password", "123456"),
                ("client_id", "demo"),
                ("scope", "openid offline_access"),
                ("code_challenge", CHALLENGE),
                ("code_challenge_method", "S256"),
            ],
        )?;
        let location = head
            .lines()
            .find_map(|line| line.strip_prefix("location: "))?;
        Some(code_of(location))
    }

    /// Status and body of the token endpoint's answer.
    fn token(port: u16, form: &[(&str, &str)]) -> Option<(u16, Value)> {
        let (head, body) = Self::post(port, "/oauth2/token", form)?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, serde_json::from_str(&body).ok()?))
    }

    fn exchange(port: u16, code: &str) -> Option<(u16, Value)> {
        let form = [
            ("grant_type", "authorization_code"),
            ("client_id", "demo"),
            ("code", code),
            ("code_verifier", VERIFIER),
        ];
        Self::token(port, &form)
    }

    fn refresh(port: u16, token: &str) -> Option<(u16, Value)> {
        let form = [
            ("grant_type", "refresh_token"),
            ("client_id", "demo"),
            ("refresh_token", token),
        ];
        Self::token(port, &form)
    }
}

fn refresh_token(answer: &(u16, Value)) -> String {
    answer.1["refresh_token"].as_str().unwrap().to_owned()
}

#[test]
fn nothing_given_away_is_lost_and_nothing_spent_comes_back() {
    let folder = TempDir::new().unwrap();
    let mut host = Host::start(folder.path());
    for _ in 0..3 {
        let port = host.port;
        let used = Host::code(port).unwrap();
        let spent = refresh_token(&Host::exchange(port, &used).unwrap());
        let unused = Host::code(port).unwrap();
        // Others are signing in at the moment of the kill.
        let others: Vec<_> = (0..2)
            .map(|_| std::thread::spawn(move || while Host::code(port).is_some() {}))
            .collect();
        let issued = refresh_token(&Host::refresh(port, &spent).unwrap());
        host.kill();
        for other in others {
            other.join().unwrap();
        }

        host = Host::start(folder.path());
        let port = host.port;
        let next = Host::refresh(port, &issued).unwrap();
        assert_eq!(next.0, 200, "an issued refresh token works");
        assert_eq!(
            Host::exchange(port, &unused).unwrap().0,
            200,
            "an issued code works"
        );
        let again = Host::exchange(port, &used).unwrap();
        assert_eq!((again.0, &again.1["error"]), (400, &"invalid_grant".into()));
        // The code that came again ended the grant, tokens after the kill included.
        let ended = Host::refresh(port, &refresh_token(&next)).unwrap();
        assert_eq!((ended.0, &ended.1["error"]), (400, &"invalid_grant".into()));
        let replayed = Host::refresh(port, &spent).unwrap();
        assert_eq!(
            (replayed.0, &replayed.1["error"]),
            (400, &"invalid_grant".into())
        );
    }
    host.kill();
}
