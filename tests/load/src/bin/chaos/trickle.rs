//! Clients that send a byte now and then keep nobody else out, and are shut out in time.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use vestibule_load::Trouble;
use vestibule_load::flow;
use vestibule_load::http::Connection;

use super::{Place, Verdict};

/// Slow connections at the same time.
const SLOW: usize = 200;
/// Sign-ins beside them.
const SIGN_INS: u32 = 20;

pub(super) async fn trial(place: &Place) -> Result<Verdict, Trouble> {
    let server = place.start(None).await?;
    let mut slow = Vec::new();
    for _ in 0..SLOW {
        let mut stream = TcpStream::connect(place.address).await?;
        stream
            .write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX: ")
            .await?;
        slow.push(tokio::spawn(is_shut_out(stream)));
    }
    let mut connection = Connection::open(place.address).await?;
    let mut signed_in = 0;
    for _ in 0..SIGN_INS {
        signed_in += u32::from(flow::sign_in(&mut connection).await?.is_ok());
    }
    let mut closed = 0;
    for task in slow {
        closed += usize::from(task.await.unwrap_or(false));
    }
    server.kill().await?;
    Ok(Verdict {
        text: format!(
            "Beside {SLOW} connections that trickle, {signed_in} of {SIGN_INS} sign-ins were good; the host closed \
             {closed} of them within half a minute.\n"
        ),
        held: signed_in == SIGN_INS && closed == SLOW,
    })
}

/// Whether the host has enough of a byte each second.
async fn is_shut_out(mut stream: TcpStream) -> bool {
    for _ in 0..30 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        if stream.write_all(b"x").await.is_err() {
            return true;
        }
        let mut byte = [0];
        let read = tokio::time::timeout(Duration::from_millis(10), stream.read(&mut byte));
        if matches!(read.await, Ok(Ok(0) | Err(_))) {
            return true;
        }
    }
    false
}
