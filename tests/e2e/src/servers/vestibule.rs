//! The host under test: the built binary with an empty data folder.

use std::env;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::{free_address, ready, root, start};
use crate::trouble::{Outcome, trying};

/// A running host.
pub struct Vestibule {
    origin: String,
    child: Child,
    _data: TempDir,
}

impl Vestibule {
    /// Starts it with the demo configuration and waits until it answers.
    pub async fn start() -> Outcome<Self> {
        Self::start_with(free_address().await?, None).await
    }

    /// Starts it with a configuration file of this text, whose address it does not use.
    pub async fn configured(text: &str) -> Outcome<Self> {
        Self::configured_at(free_address().await?, text).await
    }

    /// The same, at an address that others have been told before.
    pub async fn configured_at(address: SocketAddr, text: &str) -> Outcome<Self> {
        Self::start_with(address, Some(text)).await
    }

    /// The program, for its other commands.
    pub fn program() -> PathBuf {
        path("VESTIBULE_BIN", "target/debug/vestibule")
    }

    async fn start_with(address: SocketAddr, configuration: Option<&str>) -> Outcome<Self> {
        let data = tempfile::tempdir().map_err(trying("making a data folder"))?;
        let mut command = Command::new(Self::program());
        command
            .args(["serve", "--listen", &address.to_string(), "--assets"])
            .arg(assets())
            .arg("--data")
            .arg(data.path());
        if let Some(text) = configuration {
            let file = data.path().join("vestibule.toml");
            fs::write(&file, text).map_err(trying("writing a configuration"))?;
            command.arg("--config").arg(file);
        }
        command
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let mut child = start(&mut command)?;
        ready("vestibule", &mut child, address).await?;
        Ok(Self {
            origin: format!("http://{address}"),
            child,
            _data: data,
        })
    }

    /// Ends it without a farewell.
    pub async fn kill(&mut self) -> Outcome<()> {
        self.child.kill().await.map_err(trying("ending vestibule"))
    }

    /// Its origin, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// An address on it; `path` starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

/// The bundles under test.
pub(super) fn assets() -> PathBuf {
    path("VESTIBULE_ASSETS", "dist")
}

fn path(variable: &str, default: &str) -> PathBuf {
    env::var_os(variable).map_or_else(|| root().join(default), PathBuf::from)
}
