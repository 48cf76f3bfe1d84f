//! Debian's nginx before a baked folder, by the very words that `vestibule bake` writes for it.

use std::env;
use std::fs;
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::static_files::bake;
use super::{free_address, ready, start};
use crate::trouble::{Outcome, Trouble, trying};

/// A running nginx.
pub struct Nginx {
    origin: String,
    _child: Child,
    _folder: TempDir,
}

impl Nginx {
    /// Bakes this brand document for this path, and has nginx serve it.
    pub async fn bake(brand: &str, base: &str) -> Outcome<Self> {
        let program = env::var_os("NGINX").ok_or(Trouble::Server("nginx"))?;
        let folder = tempfile::tempdir().map_err(trying("making a folder"))?;
        let out = bake(brand, base, folder.path()).await?;
        let site = fs::read_to_string(out.join("_server/nginx.conf"));
        let site = site.map_err(trying("reading what was baked"))?;
        let site = site.replace("/srv/login", &out.display().to_string());
        let address = free_address().await?;
        let here = folder.path().display();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {here}/{name};\n"))
            .concat();
        // The folder is this user's alone, so the workers are this user too.
        let text = format!(
            "daemon off; master_process off; pid {here}/nginx.pid; error_log {here}/nginx.log;\n\
             events {{}}\nhttp {{ access_log off;\n{temporary}server {{ listen {address};\n{site}}}\n}}\n"
        );
        let config = folder.path().join("nginx.conf");
        fs::write(&config, text).map_err(trying("writing nginx.conf"))?;
        let mut command = Command::new(program);
        command.arg("-c").arg(&config).arg("-p").arg(folder.path());
        command.stdin(Stdio::null()).stderr(Stdio::null());
        let mut child = start(&mut command)?;
        ready("nginx", &mut child, address).await?;
        Ok(Self {
            origin: format!("http://{address}"),
            _child: child,
            _folder: folder,
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
}
