//! An authorization server that answers what a test tells it to, well or badly.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::free_address;
use crate::trouble::{Outcome, trying};

/// What it answers to a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// JSON with this status, for every origin to read.
    Json(u16, Value),
    /// A page, for every origin to read.
    Html(String),
    /// JSON that no other origin may read.
    WithoutCors(Value),
    /// JSON for every origin to read, but no leave for what a browser asks about first.
    WithoutPreflight(Value),
    /// A redirect.
    Redirect(String),
    /// So many bytes.
    Large(usize),
    /// Nothing, for longer than anybody waits.
    Silence,
    /// The connection ends.
    Close,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its method.
    pub method: String,
    /// Its path, without a query.
    pub path: String,
    /// Its query, without the question mark.
    pub query: String,
    /// Its body.
    pub body: String,
    /// The server's own origin.
    pub origin: String,
}

/// A running server; it ends when this is dropped.
pub struct ScriptedServer {
    origin: String,
    task: JoinHandle<()>,
}

impl ScriptedServer {
    /// Starts it. What `script` does not answer is the metadata of a plain server.
    pub async fn start(
        script: impl Fn(&Asked) -> Option<Reply> + Send + Sync + 'static,
    ) -> Outcome<Self> {
        let address = free_address().await?;
        let listener = TcpListener::bind(address)
            .await
            .map_err(trying("listening"))?;
        let origin = format!("http://{address}");
        let (script, own) = (Arc::new(script), origin.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (script, origin) = (Arc::clone(&script), own.clone());
                tokio::spawn(async move {
                    // A browser that goes away is no failure of the test's.
                    let _ = answer(stream, origin, &*script).await;
                });
            }
        });
        Ok(Self { origin, task })
    }

    /// Its origin, which is its issuer.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl Drop for ScriptedServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// For every origin to read.
const OPEN: &str = "access-control-allow-origin: *\r\n";
/// What a browser may send when it has asked.
const LEAVE: &str = "access-control-allow-headers: authorization, content-type, dpop\r\n\
                     access-control-allow-methods: GET, POST, PUT, PATCH, DELETE\r\n";
const JSON: &str = "content-type: application/json\r\n";

async fn answer(
    mut stream: TcpStream,
    origin: String,
    script: &(dyn Fn(&Asked) -> Option<Reply> + Send + Sync),
) -> std::io::Result<()> {
    let Some(asked) = read(&mut stream, origin).await? else {
        return Ok(());
    };
    let reply = script(&asked).unwrap_or_else(|| plain(&asked));
    let is_preflight = asked.method == "OPTIONS";
    let head = |status: u16, more: &str, length: usize| {
        format!(
            "HTTP/1.1 {status} x\r\nconnection: close\r\ncontent-length: {length}\r\n{more}\r\n"
        )
    };
    let (head, body) = match reply {
        Reply::WithoutCors(_) if is_preflight => (head(204, "", 0), String::new()),
        Reply::WithoutPreflight(_) if is_preflight => (head(204, OPEN, 0), String::new()),
        _ if is_preflight => (head(204, &[OPEN, LEAVE].concat(), 0), String::new()),
        Reply::Json(status, body) => {
            let body = body.to_string();
            (head(status, &[OPEN, JSON].concat(), body.len()), body)
        }
        Reply::WithoutPreflight(body) => {
            let body = body.to_string();
            (head(200, &[OPEN, JSON].concat(), body.len()), body)
        }
        Reply::WithoutCors(body) => {
            let body = body.to_string();
            (head(200, JSON, body.len()), body)
        }
        Reply::Html(body) => {
            let more = [OPEN, "content-type: text/html\r\n"].concat();
            (head(200, &more, body.len()), body)
        }
        Reply::Redirect(to) => {
            let more = format!("{OPEN}location: {to}\r\n");
            (head(302, &more, 0), String::new())
        }
        Reply::Large(length) => (
            head(200, &[OPEN, JSON].concat(), length),
            " ".repeat(length),
        ),
        Reply::Silence => {
            tokio::time::sleep(Duration::from_mins(1)).await;
            return Ok(());
        }
        Reply::Close => return Ok(()),
    };
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await
}

/// The whole request, unless the browser gives up in the middle.
async fn read(stream: &mut TcpStream, origin: String) -> std::io::Result<Option<Asked>> {
    let mut text = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(asked) = parse(&String::from_utf8_lossy(&text), &origin) {
            return Ok(Some(asked));
        }
        match stream.read(&mut chunk).await? {
            0 => return Ok(None),
            length => text.extend(chunk.get(..length).unwrap_or_default()),
        }
    }
}

fn parse(text: &str, origin: &str) -> Option<Asked> {
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse::<usize>().ok())?
    });
    if body.len() < length.unwrap_or_default() {
        return None;
    }
    let mut words = head.split_whitespace();
    let (method, target) = (words.next()?, words.next()?);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Some(Asked {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        body: body.to_owned(),
        origin: origin.to_owned(),
    })
}

/// A server without surprises: it has metadata, and nothing else.
fn plain(asked: &Asked) -> Reply {
    let Asked { path, origin, .. } = asked;
    if path != "/.well-known/openid-configuration" {
        return Reply::Json(404, json!({}));
    }
    Reply::Json(
        200,
        json!({
            "issuer": origin,
            "authorization_endpoint": format!("{origin}/authorize"),
            "token_endpoint": format!("{origin}/token"),
            "userinfo_endpoint": format!("{origin}/userinfo"),
            "device_authorization_endpoint": format!("{origin}/device"),
            "code_challenge_methods_supported": ["S256"],
        }),
    )
}
