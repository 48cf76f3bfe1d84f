//! A real, foreign authorization server: npm's `oidc-provider` on Node, in `peers/oidc-provider`.

use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::start;
use crate::trouble::{Outcome, PATIENCE, Trouble, trying};

/// A running provider with the public client `vestibule`.
pub struct OidcProvider {
    issuer: String,
    _child: Child,
}

impl OidcProvider {
    /// Starts it with `redirect_uri` registered, and waits until it tells its issuer.
    pub async fn start(redirect_uri: &str) -> Outcome<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/oidc-provider");
        let mut command = Command::new("node");
        command
            .args(["server.mjs", redirect_uri])
            .current_dir(folder);
        // It ends with its standard input, so even a killed test leaves none behind.
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = start(&mut command)?;
        let output = child
            .stdout
            .take()
            .ok_or(Trouble::Server("oidc-provider"))?;
        let mut lines = BufReader::new(output).lines();
        let line = timeout(PATIENCE, lines.next_line()).await;
        let line = line.map_err(|_| Trouble::Server("oidc-provider"))?;
        let issuer = line.map_err(trying("oidc-provider"))?;
        let issuer = issuer.ok_or(Trouble::Server("oidc-provider"))?;
        Ok(Self {
            issuer,
            _child: child,
        })
    }

    /// Its issuer identifier.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }
}
