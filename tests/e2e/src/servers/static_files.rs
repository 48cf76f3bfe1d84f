//! A web server for a folder of files, as small as one can be. It says what the folder's `_headers` tell it to,
//! keeps what was posted to `/posted`, and answers at other paths what a test tells it to, as a back end behind
//! the same origin would.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::baked;
use crate::trouble::{Outcome, trying};

/// A running server.
pub struct StaticFiles {
    address: SocketAddr,
    origin: String,
    site: Arc<Site>,
    task: JoinHandle<()>,
    _baked: Option<TempDir>,
}

/// Where forms may post to; the answer is empty.
const POSTED: &str = "/posted";

/// In the place of an answer that has not come yet.
const SILENCE: &str = "\0";

struct Site {
    folder: PathBuf,
    base: String,
    headers: String,
    posted: Mutex<Vec<String>>,
    answers: Mutex<HashMap<String, String>>,
    answered_anew: Notify,
    asked: Mutex<Vec<Asked>>,
    pages: Mutex<Vec<String>>,
}

/// A request to the back end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Method and target.
    pub line: String,
    /// Its `Content-Type`.
    pub content_type: Option<String>,
    /// Its body.
    pub body: String,
}

impl StaticFiles {
    /// Serves the files of `folder`.
    pub async fn serve(folder: PathBuf) -> Outcome<Self> {
        Self::serve_at("/", folder, None).await
    }

    /// Bakes this brand document for this path, and serves it there.
    pub async fn bake(brand: &str, base: &str) -> Outcome<Self> {
        Self::bake_with(brand, base, &[]).await
    }

    /// The same by these options of `bake` too.
    pub async fn bake_with(brand: &str, base: &str, options: &[&str]) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(trying("making a folder"))?;
        let out = baked::bake(brand, base, folder.path(), options).await?;
        Self::serve_at(base, out, Some(folder)).await
    }

    /// The same of a document in a file, with what that names beside it.
    pub async fn bake_file(document: &Path, base: &str) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(trying("making a folder"))?;
        let out = folder.path().join("out");
        baked::bake_into(&out, document, base, &[]).await?;
        Self::serve_at(base, out, Some(folder)).await
    }

    async fn serve_at(base: &str, folder: PathBuf, baked: Option<TempDir>) -> Outcome<Self> {
        let site = Arc::new(Site {
            headers: headers(&folder),
            folder,
            base: base.to_owned(),
            posted: Mutex::default(),
            answers: Mutex::default(),
            answered_anew: Notify::new(),
            asked: Mutex::default(),
            pages: Mutex::default(),
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.map_err(trying("listening"))?;
        let address = listener.local_addr().map_err(trying("listening"))?;
        let shared = Arc::clone(&site);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let site = Arc::clone(&shared);
                // A browser that hangs up is no failure of the server's.
                tokio::spawn(async move { site.answer(stream).await.ok() });
            }
        });
        Ok(Self {
            address,
            origin: format!("http://{address}"),
            site,
            task,
            _baked: baked,
        })
    }

    /// Its origin, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// An address on it; `path` starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The bodies that were posted to `/posted`.
    pub fn posted(&self) -> Vec<String> {
        let posted = self.site.posted.lock();
        posted.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on answers this at a path: status and headers, a blank line, the body. Nothing: it hangs up.
    pub fn answers(&self, path: &str, response: &str) {
        let response = match response.split_once("\n\n") {
            Some((head, body)) => format!(
                "HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                head.replace('\n', "\r\n"),
                body.len()
            ),
            None => String::new(),
        };
        self.put(path, response);
    }

    /// From now on takes what is sent to a path, and answers it once there is something to answer.
    pub fn keeps_silent_at(&self, path: &str) {
        self.put(path, SILENCE.to_owned());
    }

    fn put(&self, path: &str, response: String) {
        let mut answers = self
            .site
            .answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        answers.insert(path.to_owned(), response);
        self.site.answered_anew.notify_waiters();
    }

    /// What was asked at such paths since the last call.
    pub fn asked(&self) -> Vec<Asked> {
        let mut asked = self
            .site
            .asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut asked)
    }

    /// The pages that were asked for by POST.
    pub fn posted_to_pages(&self) -> Vec<String> {
        let pages = self
            .site
            .pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        pages.clone()
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for StaticFiles {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Site {
    async fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        let Some((head, body)) = request(&mut stream).await? else {
            return Ok(());
        };
        let path = head.split(' ').nth(1).unwrap_or_default();
        let path = path.split('?').next().unwrap_or_default();
        let response = if self.answer_at(path).is_some() {
            self.note(Asked::new(&head, body));
            self.answer_in_the_end(path).await.into_bytes()
        } else if path == POSTED {
            let mut posted = self.posted.lock().unwrap_or_else(PoisonError::into_inner);
            posted.push(body);
            b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_vec()
        } else {
            if head.starts_with("POST ") {
                let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
                pages.push(path.to_owned());
            }
            self.file(path)
        };
        stream.write_all(&response).await?;
        stream.shutdown().await
    }

    fn answer_at(&self, path: &str) -> Option<String> {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        answers.get(path).cloned()
    }

    async fn answer_in_the_end(&self, path: &str) -> String {
        loop {
            let anew = self.answered_anew.notified();
            match self.answer_at(path) {
                Some(answer) if answer != SILENCE => return answer,
                _ => anew.await,
            }
        }
    }

    fn note(&self, request: Asked) {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(request);
    }

    /// The whole response.
    fn file(&self, path: &str) -> Vec<u8> {
        let name = path.strip_prefix(&self.base);
        let name = name.filter(|name| !name.contains("..")).unwrap_or(MISSING);
        let mut file = self.folder.join(name);
        if file.is_dir() {
            file = file.join("index.html");
        }
        let (status, content) = match fs::read(&file) {
            Ok(content) if name != MISSING => ("200 OK", content),
            _ => {
                file = self.folder.join(MISSING);
                ("404 Not Found", fs::read(&file).unwrap_or_default())
            }
        };
        let kind = match file.extension().and_then(|it| it.to_str()) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css",
            Some("js") => "text/javascript",
            Some("wasm") => "application/wasm",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n",
            content.len(),
            self.headers,
        );
        [head.into_bytes(), content].concat()
    }
}

impl Asked {
    fn new(head: &str, body: String) -> Self {
        let line = head.lines().next().unwrap_or_default();
        let line = line.rsplit_once(' ').map_or(line, |(line, _)| line);
        let content_type = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-type")
                .then(|| value.trim().to_owned())
        });
        Self {
            line: line.to_owned(),
            content_type,
            body,
        }
    }
}

/// What is said where there is nothing, if the folder has it.
const MISSING: &str = "404.html";

/// The request's head and body.
async fn request(stream: &mut TcpStream) -> io::Result<Option<(String, String)>> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.trim().parse().ok())?
            });
            if body.len() >= length.unwrap_or(0_usize) {
                return Ok(Some((head.to_owned(), body.to_owned())));
            }
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
}

/// What `_headers`, if there is one, says of every page.
fn headers(folder: &Path) -> String {
    let text = fs::read_to_string(folder.join("_headers")).unwrap_or_default();
    let lines = text.lines().skip(1);
    let lines = lines.take_while(|line| line.starts_with(' '));
    lines.fold(String::new(), |all, line| all + line.trim() + "\r\n")
}
