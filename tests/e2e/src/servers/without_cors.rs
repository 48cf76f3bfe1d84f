//! A server's front door that does not let a browser say where a request comes from, so that the server
//! gives no page leave to read its answers, as most servers do until they are told to.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::trouble::{Outcome, trying};

/// The header, and one of the same length that means nothing.
const ORIGIN: &[u8] = b"\r\nOrigin: ";
const UNREAD: &[u8] = b"\r\nX-None: ";

/// Opens a door at `door` before the server at `to`. It closes with the runtime.
pub async fn without_cors(door: SocketAddr, to: SocketAddr) -> Outcome<()> {
    let listener = TcpListener::bind(door)
        .await
        .map_err(trying("opening a door"))?;
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(async move {
                // A connection that breaks is the browser's business.
                let _ = pass(client, to).await;
            });
        }
    });
    Ok(())
}

async fn pass(client: TcpStream, to: SocketAddr) -> std::io::Result<()> {
    let server = TcpStream::connect(to).await?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let back = tokio::spawn(async move { tokio::io::copy(&mut from_server, &mut to_client).await });
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = from_client.read(&mut buffer).await?;
        if read == 0 {
            break;
        }
        let mut sent = buffer.get(..read).unwrap_or_default().to_vec();
        let header = sent.windows(ORIGIN.len()).position(|at| at == ORIGIN);
        let header = header.and_then(|at| sent.get_mut(at..at + UNREAD.len()));
        if let Some(header) = header {
            header.copy_from_slice(UNREAD);
        }
        to_server.write_all(&sent).await?;
    }
    to_server.shutdown().await?;
    back.await.map_err(std::io::Error::other)?.map(|_| ())
}
