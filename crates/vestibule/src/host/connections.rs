//! Bounds what connections may cost before any request exists: how many there are, and how long one
//! may stay silent in either direction. It knows neither TLS nor HTTP.

use std::{
    future::{Ready, ready},
    io,
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use axum::{Extension, middleware::AddExtension};
use axum_server::accept::Accept;
use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_io_timeout::TimeoutStream;
use tower::Layer as _;

/// How long a peer may neither send nor take a byte.
pub(super) const SILENCE: Duration = Duration::from_mins(1);

/// Accepts a connection while there is room, and closes it at once when there is none: waiting
/// connections would hold the very descriptors that the bound protects.
#[derive(Clone)]
pub(super) struct Bounded {
    room: Arc<Semaphore>,
    silence: Duration,
}

impl Bounded {
    /// Room for `most` connections, each closed after `silence`.
    pub(super) fn new(most: usize, silence: Duration) -> Self {
        Self {
            room: Arc::new(Semaphore::new(most)),
            silence,
        }
    }
}

impl<S> Accept<TcpStream, S> for Bounded {
    type Stream = Pin<Box<TimeoutStream<TcpStream>>>;
    /// The connection's service holds its place, so that the place is free when the service goes.
    type Service = AddExtension<S, Arc<OwnedSemaphorePermit>>;
    type Future = Ready<io::Result<(Self::Stream, Self::Service)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let Ok(place) = Arc::clone(&self.room).try_acquire_owned() else {
            tracing::warn!("a connection was refused: all places are taken");
            return ready(Err(io::ErrorKind::ResourceBusy.into()));
        };
        if let Err(error) = stream.set_nodelay(true) {
            return ready(Err(error));
        }
        let mut stream = TimeoutStream::new(stream);
        stream.set_read_timeout(Some(self.silence));
        stream.set_write_timeout(Some(self.silence));
        ready(Ok((
            Box::pin(stream),
            Extension(Arc::new(place)).layer(service),
        )))
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn a_place_is_free_again_when_its_connection_ends() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let connect = async || {
            let address = listener.local_addr().unwrap();
            let (near, far) = tokio::join!(TcpStream::connect(address), listener.accept());
            drop(near.unwrap());
            far.unwrap().0
        };
        let bounded = Bounded::new(1, SILENCE);
        let first = bounded.accept(connect().await, ()).await.unwrap();
        let refused = bounded
            .accept(connect().await, ())
            .await
            .map(|_| ())
            .unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::ResourceBusy);
        drop(first);
        assert!(bounded.accept(connect().await, ()).await.is_ok());
    }
}
