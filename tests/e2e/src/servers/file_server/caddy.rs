//! Caddy, with one site that has nothing but the folder.

use std::env;
use std::fs;
use std::process::Stdio;

use tokio::process::Command;

use super::FileServer;
use crate::servers::{baked::Baked, free_address};
use crate::trouble::{Outcome, Trouble, trying};

pub(super) async fn serve(baked: Baked) -> Outcome<FileServer> {
    let program = env::var_os("CADDY").ok_or(Trouble::Server("Caddy"))?;
    let address = free_address().await?;
    let text = format!(
        "{{\n\tadmin off\n\tauto_https off\n}}\n\nhttp://:{} {{\n\tbind {}\n\t\
         import {}/_server/Caddyfile\n}}\n",
        address.port(),
        address.ip(),
        baked.path().display()
    );
    let config = baked.beside().join("Caddyfile");
    fs::write(&config, text).map_err(trying("writing a Caddyfile"))?;
    let mut command = Command::new(program);
    command.arg("run").arg("--config").arg(&config);
    // What it keeps goes with the folder.
    for home in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        command.env(home, baked.beside());
    }
    command.stdin(Stdio::null()).stderr(Stdio::null());
    FileServer::start("Caddy", &mut command, address, baked).await
}
