//! A real, foreign authorization server: npm's `oidc-provider` on Node, in `peers/oidc-provider`.

use std::path::Path;

use tokio::process::{Child, Command};

use super::start_node;
use crate::trouble::Outcome;

/// A running provider with the public client `vestibule`, and others that demand PAR, `DPoP` or a signed userinfo.
pub struct OidcProvider {
    issuer: String,
    _child: Child,
}

impl OidcProvider {
    /// Starts it for the client page on `page_origin`, and waits until it tells its issuer.
    pub async fn start(page_origin: &str) -> Outcome<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/oidc-provider");
        let mut command = Command::new("node");
        command
            .args(["server.mjs", page_origin])
            .current_dir(folder);
        let (child, issuer) = start_node("oidc-provider", &mut command).await?;
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
