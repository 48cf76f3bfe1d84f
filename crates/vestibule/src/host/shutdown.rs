//! Turns SIGINT and SIGTERM into a graceful stop: requests under way may finish, within a limit.

use std::{io, net::SocketAddr, time::Duration};

use axum_server::Handle;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// How long requests under way may take once a stop was asked for.
pub const DRAIN: Duration = Duration::from_secs(3);

/// The signals that ask for a stop. Made before the host says that it is ready, so that a signal
/// sent right afterwards is never lost.
pub struct StopSignals {
    interrupt: Signal,
    terminate: Signal,
}

impl StopSignals {
    /// Starts listening for the signals.
    pub fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    /// Waits for the first signal.
    pub async fn received(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Waits for the first signal, then lets the server drain.
    pub async fn stop_gracefully(mut self, server: Handle<SocketAddr>) {
        self.received().await;
        tracing::info!("stopping");
        server.graceful_shutdown(Some(DRAIN));
    }
}
