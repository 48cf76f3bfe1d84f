//! A running `perform authorization-code`, and a stand-in for the client page: it does what the page
//! does with the address, the key and the command's two addresses, without a browser.

use std::fs;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::{Client, Response, header::HeaderMap, redirect::Policy};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines},
    process::{Child, ChildStderr},
};

use super::command::{Ended, perform};

/// The command, up to where it waits for the page.
pub(crate) struct Running {
    child: Child,
    err: Lines<BufReader<ChildStderr>>,
    /// What it has said so far.
    pub(crate) said: String,
    _assets: TempDir,
}

impl Running {
    /// Starts it on a free port without a browser.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::start_with(arguments, &[])
    }

    pub(crate) fn start_with(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let assets = bundle();
        let folder = assets.path().to_str().unwrap().to_owned();
        let own = ["authorization-code", "--no-open", "--assets", &folder];
        let mut command = perform(&[&own, arguments].concat());
        if !arguments.contains(&"--port") {
            command.args(["--port", "0"]);
        }
        let mut child = command.envs(environment.iter().copied()).spawn().unwrap();
        let err = BufReader::new(child.stderr.take().unwrap()).lines();
        Self {
            child,
            err,
            said: String::new(),
            _assets: assets,
        }
    }

    /// The next address that it shows.
    pub(crate) async fn address(&mut self) -> String {
        loop {
            let line = self.err.next_line().await.unwrap();
            let line = line.unwrap_or_else(|| panic!("no address in\n{}", self.said));
            self.said.push_str(&line);
            self.said.push('\n');
            if let Some(address) = line.strip_prefix("  ")
                && address.contains("/start/")
            {
                return address.to_owned();
            }
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id().unwrap()
    }

    /// Waits for its end.
    pub(crate) async fn ended(mut self) -> Ended {
        while let Some(line) = self.err.next_line().await.unwrap() {
            self.said.push_str(&line);
            self.said.push('\n');
        }
        let mut out = String::new();
        let stdout = self.child.stdout.as_mut().unwrap();
        stdout.read_to_string(&mut out).await.unwrap();
        Ended {
            status: self.child.wait().await.unwrap().code(),
            out,
            err: self.said,
        }
    }
}

/// A client bundle that nothing runs.
fn bundle() -> TempDir {
    let folder = TempDir::new().unwrap();
    let client = folder.path().join("client");
    fs::create_dir(&client).unwrap();
    for file in ["client-00ff.js", "client-00ff_bg.wasm", "client-00ff.css"] {
        fs::write(client.join(file), file).unwrap();
    }
    folder
}

/// Follows no redirect and believes every certificate, as a test's browser would.
pub(crate) fn browser() -> Client {
    let builder = Client::builder().redirect(Policy::none());
    builder
        .tls_danger_accept_invalid_certs(true)
        .build()
        .unwrap()
}

/// The stand-in, once it has been let in.
pub(crate) struct Page {
    pub(crate) origin: String,
    /// Its query, decoded.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) key: String,
    pub(crate) relay: String,
}

impl Page {
    /// Opens the address that the terminal shows.
    pub(crate) async fn open(address: &str) -> Self {
        let answer = browser().get(address).send().await.unwrap();
        assert_eq!(answer.status(), 303);
        let location = answer.headers()["location"].to_str().unwrap();
        let (page, fragment) = location.split_once('#').unwrap();
        let query = page.strip_prefix("/client/?").unwrap();
        let fragment = fragment.strip_prefix("perform=").unwrap();
        let (key, relay) = fragment.split_once("&relay=").unwrap();
        let (origin, _) = address.split_once("/start/").unwrap();
        let page = browser()
            .get(format!("{origin}{page}"))
            .send()
            .await
            .unwrap();
        assert_eq!(page.status(), 200);
        assert!(page.text().await.unwrap().contains("data-page=\"client\""));
        Self {
            origin: origin.to_owned(),
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            key: key.to_owned(),
            relay: relay.to_owned(),
        }
    }

    /// The headers that make it the page.
    pub(crate) fn headers(&self) -> HeaderMap {
        HeaderMap::from_iter([
            (
                "x-vestibule-key".parse().unwrap(),
                self.key.parse().unwrap(),
            ),
            ("origin".parse().unwrap(), self.origin.parse().unwrap()),
        ])
    }

    pub(crate) async fn post(&self, path: &str, headers: HeaderMap, body: &Value) -> Response {
        let sent = browser().post(format!("{}{path}", self.origin));
        let sent = sent.headers(headers).json(body).send();
        sent.await.unwrap()
    }

    /// Hands a result over.
    pub(crate) async fn hand_over(&self, result: &Value) -> Response {
        self.post("/perform/result", self.headers(), result).await
    }

    /// Has a request relayed.
    pub(crate) async fn relay(
        &self,
        method: &str,
        url: &str,
        headers: &Value,
        body: &str,
    ) -> (u16, Value) {
        let request = json!({
            "method": method, "url": url, "headers": headers, "body": STANDARD.encode(body),
        });
        let answer = self.post("/perform/relay", self.headers(), &request).await;
        (answer.status().as_u16(), answer.json().await.unwrap())
    }
}

/// What the page hands over when every check held.
pub(crate) fn passed() -> Value {
    json!({"help": null, "report": {
        "result": "ok", "flow": "code", "failed_check": null, "error": null,
        "checks": [
            {"id": "token.http", "status": "pass", "spec": "RFC 6749 §5.1", "expected": "status 200",
                "found": "200"},
        ],
        "tokens": {"access_token": "at-1", "token_type": "Bearer", "expires_in": 3600,
            "scope": "offline openid", "refresh_token": "rt-1", "id_token": "a.b.c"},
        "id_token_claims": {"sub": "ada"}, "userinfo": null, "api": null, "timings_ms": {"token": 3},
    }})
}

/// What it hands over when a check failed.
pub(crate) fn failed() -> Value {
    json!({"help": "Ask again.", "report": {
        "result": "failed", "flow": "code", "failed_check": "callback.error",
        "error": {"kind": "user", "code": "access_denied", "description": "No.", "retryable": true},
        "checks": [
            {"id": "callback.error", "status": "fail", "spec": "RFC 6749 §4.1.2.1",
                "expected": "no error", "found": "access_denied"},
        ],
        "tokens": null, "id_token_claims": null, "userinfo": null, "api": null, "timings_ms": null,
    }})
}
