//! A web server for a folder of files, as small as one can be.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::{fs, io};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::trouble::{Outcome, trying};

/// A running server.
pub struct StaticFiles {
    address: SocketAddr,
    task: JoinHandle<()>,
}

struct Site {
    folder: PathBuf,
}

impl StaticFiles {
    /// Serves the files of `folder`.
    pub async fn serve(folder: PathBuf) -> Outcome<Self> {
        let site = Arc::new(Site { folder });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.map_err(trying("listening"))?;
        let address = listener.local_addr().map_err(trying("listening"))?;
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let site = Arc::clone(&site);
                // A browser that hangs up is no failure of the server's.
                tokio::spawn(async move { site.answer(stream).await.ok() });
            }
        });
        Ok(Self { address, task })
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
        let Some(head) = request(&mut stream).await? else {
            return Ok(());
        };
        let path = head.split(' ').nth(1).unwrap_or_default();
        let path = path.split('?').next().unwrap_or_default();
        stream.write_all(&self.file(path)).await?;
        stream.shutdown().await
    }

    /// The whole response.
    fn file(&self, path: &str) -> Vec<u8> {
        let name = path.trim_start_matches('/');
        let mut file = self.folder.join(name);
        if file.is_dir() {
            file = file.join("index.html");
        }
        let content = if name.contains("..") {
            None
        } else {
            fs::read(&file).ok()
        };
        let (status, content) = match content {
            Some(content) => ("200 OK", content),
            None => ("404 Not Found", Vec::new()),
        };
        let kind = match file.extension().and_then(|it| it.to_str()) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css",
            Some("js") => "text/javascript",
            Some("wasm") => "application/wasm",
            _ => "application/octet-stream",
        };
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            content.len(),
        );
        [head.into_bytes(), content].concat()
    }
}

/// The request's head.
async fn request(stream: &mut TcpStream) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            return Ok(Some(head.to_owned()));
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    }
}
