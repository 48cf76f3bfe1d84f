//! Web servers of others before a baked folder, each by the very words that `vestibule bake` writes for it.

mod caddy;
mod light_4j;
mod nginx;

use std::net::SocketAddr;

use tokio::process::{Child, Command};

use super::baked::Baked;
use super::{ready, start};
use crate::trouble::Outcome;

/// A web server before a folder.
pub struct FileServer {
    origin: String,
    baked: Baked,
    _child: Child,
}

impl FileServer {
    /// Debian's nginx, the folder under this path.
    pub async fn nginx(base: &str) -> Outcome<Self> {
        nginx::serve(Baked::new(base).await?).await
    }

    /// Caddy.
    pub async fn caddy(base: &str) -> Outcome<Self> {
        caddy::serve(Baked::new(base).await?).await
    }

    /// The server of light-4j, from its published jars.
    pub async fn light_4j(base: &str) -> Outcome<Self> {
        light_4j::serve(Baked::new(base).await?).await
    }

    /// Starts the program, and waits until it answers there.
    async fn start(
        name: &'static str,
        program: &mut Command,
        address: SocketAddr,
        baked: Baked,
    ) -> Outcome<Self> {
        let mut child = start(program)?;
        ready(name, &mut child, address).await?;
        Ok(Self {
            origin: format!("http://{address}"),
            baked,
            _child: child,
        })
    }

    /// An address on it; `path` starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Its origin, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What it serves.
    pub fn baked(&self) -> &Baked {
        &self.baked
    }
}
