//! Debian's nginx.

use std::env;
use std::fs;
use std::process::Stdio;

use tokio::process::Command;

use super::FileServer;
use crate::servers::{baked::Baked, free_address};
use crate::trouble::{Outcome, Trouble, trying};

pub(super) async fn serve(baked: Baked) -> Outcome<FileServer> {
    let program = env::var_os("NGINX").ok_or(Trouble::Server("nginx"))?;
    let address = free_address().await?;
    let here = baked.beside().display();
    let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {here}/{name};\n"))
        .concat();
    // The folder is this user's alone, so the workers are this user too.
    let text = format!(
        "daemon off; master_process off; pid {here}/nginx.pid; error_log {here}/nginx.log;\n\
         events {{}}\nhttp {{ access_log off;\n{temporary}server {{ listen {address};\n\
         include {}/_server/nginx.conf;\n}}\n}}\n",
        baked.path().display()
    );
    let config = baked.beside().join("nginx.conf");
    fs::write(&config, text).map_err(trying("writing nginx.conf"))?;
    let mut command = Command::new(program);
    command.arg("-c").arg(&config).arg("-p").arg(baked.beside());
    command.stdin(Stdio::null()).stderr(Stdio::null());
    FileServer::start("nginx", &mut command, address, baked).await
}
