//! Puts a router on a listening socket, with or without TLS, within limits, until it is stopped.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use axum::Router;
use axum_server::{
    Handle, Server,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use hyper_util::rt::TokioTimer;

pub use super::connections::Room;
use super::connections::{self, Bounded};

/// The request line and headers together. Authorization requests are long URLs, so this is generous.
pub const HEADER_BYTES: u32 = 32 * 1024;

/// How long a client may take to send its request line and headers.
pub const HEADER_TIME: Duration = Duration::from_secs(10);

/// How many requests one HTTP/2 connection may have under way.
pub const STREAMS: u32 = 64;

/// Serves as many connections as there is room for, until `handle` says stop and the requests under way are done.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    tls: Option<RustlsConfig>,
    room: Room,
    handle: Handle<SocketAddr>,
) -> io::Result<()> {
    let bounded = Bounded::new(room, connections::SILENCE);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum_server::from_tcp(listener)?.handle(handle);
    if let Some(tls) = tls {
        let acceptor = RustlsAcceptor::new(tls)
            .handshake_timeout(HEADER_TIME)
            .acceptor(bounded);
        limited(server.acceptor(acceptor)).serve(service).await
    } else {
        limited(server.acceptor(bounded)).serve(service).await
    }
}

fn limited<A>(mut server: Server<SocketAddr, A>) -> Server<SocketAddr, A> {
    let builder = server.http_builder();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_buf_size(HEADER_BYTES as usize);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_header_list_size(HEADER_BYTES)
        .max_concurrent_streams(STREAMS);
    server
}
