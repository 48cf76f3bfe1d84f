//! A folder of files over HTTP, as any static host serves an application of one page.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::trouble::{Outcome, trying};

/// A running server.
pub struct Folder {
    address: SocketAddr,
    serving: JoinHandle<()>,
}

impl Folder {
    /// Serves the files of `folder`.
    pub async fn serve(folder: PathBuf) -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.map_err(trying("listening"))?;
        let address = listener.local_addr().map_err(trying("listening"))?;
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // Who hangs up has what it wanted, or the test fails for want of it.
                tokio::spawn(answer(stream, folder.clone()));
            }
        });
        Ok(Self { address, serving })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// One request, one answer.
async fn answer(stream: TcpStream, folder: PathBuf) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if stream.read_line(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let target = request.split(' ').nth(1).unwrap_or_default();
    let name = match target.split('?').next().unwrap_or_default() {
        "/" => "index.html",
        path => path.trim_start_matches('/'),
    };
    let file = if name.contains("..") {
        None
    } else {
        tokio::fs::read(folder.join(name)).await.ok()
    };
    let (status, body) = match file {
        Some(body) => ("200 OK", body),
        None => ("404 Not Found", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        media_type(Path::new(name)),
        body.len(),
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

fn media_type(name: &Path) -> &'static str {
    match name.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}
