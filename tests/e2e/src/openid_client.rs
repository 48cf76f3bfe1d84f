//! A certified client library, npm's `openid-client` on Node, in `peers/openid-client`: it runs every
//! flow of its own and tells what came of it.

use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tokio::process::Command;
use tokio::time::timeout;

use crate::trouble::{Outcome, PATIENCE, Trouble, trying};

/// What the library makes of an issuer; fails with its words where it finds fault.
pub async fn run(issuer: &str) -> Outcome<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/openid-client");
    let mut command = Command::new("node");
    command
        .args(["flows.mjs", issuer])
        .current_dir(folder)
        .stdin(Stdio::null())
        .kill_on_drop(true);
    let output = timeout(PATIENCE, command.output())
        .await
        .map_err(|_| Trouble::Vain("openid-client".to_owned()))?
        .map_err(trying("running openid-client"))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(Trouble::Answer(words));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
