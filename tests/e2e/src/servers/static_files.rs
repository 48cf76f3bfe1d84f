//! A web server for a folder of files, as small as one can be. It says what the folder's `_headers` tell it to,
//! and keeps what was posted to `/posted`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::task::JoinHandle;

use super::vestibule::assets;
use super::{Vestibule, start};
use crate::trouble::{Outcome, Trouble, trying};

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

struct Site {
    folder: PathBuf,
    base: String,
    headers: String,
    posted: Mutex<Vec<String>>,
}

impl StaticFiles {
    /// Serves the files of `folder`.
    pub async fn serve(folder: PathBuf) -> Outcome<Self> {
        Self::serve_at("/", folder, None).await
    }

    /// Bakes this brand document for this path, and serves it there.
    pub async fn bake(brand: &str, base: &str) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(trying("making a folder"))?;
        let document = folder.path().join("brand.toml");
        fs::write(&document, brand).map_err(trying("writing a brand"))?;
        let out = folder.path().join("out");
        let mut command = Command::new(Vestibule::program());
        command.arg("bake").arg("--brand").arg(&document);
        command.arg("--out").arg(&out).args(["--base", base]);
        command.arg("--assets").arg(assets()).stdout(Stdio::null());
        let status = start(&mut command)?.wait().await;
        if !status.map_err(trying("baking"))?.success() {
            return Err(Trouble::Server("vestibule bake"));
        }
        Self::serve_at(base, out, Some(folder)).await
    }

    async fn serve_at(base: &str, folder: PathBuf, baked: Option<TempDir>) -> Outcome<Self> {
        let site = Arc::new(Site {
            headers: headers(&folder),
            folder,
            base: base.to_owned(),
            posted: Mutex::default(),
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
        let response = if path == POSTED {
            let mut posted = self.posted.lock().unwrap_or_else(PoisonError::into_inner);
            posted.push(body);
            b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".to_vec()
        } else {
            self.file(path)
        };
        stream.write_all(&response).await?;
        stream.shutdown().await
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
