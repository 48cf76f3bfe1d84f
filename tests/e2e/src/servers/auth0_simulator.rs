//! Auth0 as an application meets it: npm's `@simulacrum/auth0-simulator` on Node, in `peers/auth0-simulator`.
//!
//! It takes any client, redirect URI and verifier; what it answers with is Auth0's.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::{free_address, start_node};
use crate::trouble::{Outcome, Trouble, trying};

/// A running simulator, over https with a certificate that nobody signed.
pub struct Auth0Simulator {
    issuer: String,
    _child: Child,
    _home: TempDir,
}

impl Auth0Simulator {
    /// Its one user.
    pub const USER: &'static str = "default@example.com";
    /// Its user's password.
    pub const PASSWORD: &'static str = "12345";

    /// Starts it and waits until it tells its issuer.
    pub async fn start() -> Outcome<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/auth0-simulator");
        let home = home_with_certificate()?;
        let port = free_address().await?.port().to_string();
        let mut command = Command::new("node");
        command
            .args(["server.mjs", &port])
            .current_dir(folder)
            .env("HOME", home.path());
        let (child, issuer) = start_node("auth0-simulator", &mut command).await?;
        Ok(Self {
            issuer,
            _child: child,
            _home: home,
        })
    }

    /// Its issuer identifier, with the slash at its end that Auth0's has.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// An address on it; `path` has no slash at its start.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.issuer)
    }
}

/// A home folder of the simulator's own, since it looks for its certificate there.
fn home_with_certificate() -> Outcome<TempDir> {
    let home = tempfile::tempdir().map_err(trying("making a home folder"))?;
    let certified = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])
        .map_err(|error| Trouble::Answer(error.to_string()))?;
    let folder = home.path().join(".simulacrum/certs");
    let write = |name: &str, pem: String| fs::write(folder.join(name), pem);
    fs::create_dir_all(&folder)
        .and_then(|()| write("localhost.pem", certified.cert.pem()))
        .and_then(|()| write("localhost-key.pem", certified.signing_key.serialize_pem()))
        .map_err(trying("writing a certificate"))?;
    Ok(home)
}
