//! PostgreSQL on a free port, with a folder of its own; `POSTGRES_BIN` names the folder of its programs.

use std::fs::Permissions;
use std::net::SocketAddr;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::{free_address, ready, start};
use crate::trouble::{Outcome, Trouble, trying};

/// Who runs it where the tests run as root, which it refuses: `nobody`.
const NOBODY: u32 = 65_534;

/// A running server with one user, `vestibule`, who needs no password.
pub struct Postgres {
    address: SocketAddr,
    _child: Child,
    _folder: TempDir,
}

impl Postgres {
    /// Starts it and waits until it takes connections.
    pub async fn start() -> Outcome<Self> {
        Self::start_with(None).await
    }

    /// The same with TLS, by this certificate and key in PEM; connections without TLS are refused.
    pub async fn start_encrypted(certificate: &str, key: &str) -> Outcome<Self> {
        Self::start_with(Some((certificate, key))).await
    }

    async fn start_with(tls: Option<(&str, &str)>) -> Outcome<Self> {
        let programs = std::env::var_os("POSTGRES_BIN").ok_or(Trouble::Server("postgres"))?;
        let programs = PathBuf::from(programs);
        let folder = tempfile::tempdir().map_err(trying("making a folder for postgres"))?;
        let owner = std::fs::metadata(folder.path()).map_err(trying("looking at a folder"))?;
        let user = (owner.uid() == 0).then_some(NOBODY);
        if let Some(user) = user {
            chown(folder.path(), Some(user), None).map_err(trying("giving a folder away"))?;
        }
        let data = folder.path().join("data");
        let program = |name: &str| command(&programs.join(name), user);

        let mut initdb = program("initdb");
        initdb.args(["--auth=trust", "--no-sync", "--username=vestibule", "-D"]);
        let made = start(initdb.arg(&data))?.wait().await;
        if !made.map_err(trying("initdb"))?.success() {
            return Err(Trouble::Server("initdb"));
        }
        let address = free_address().await?;
        let mut postgres = program("postgres");
        postgres.arg("-D").arg(&data);
        for setting in [
            format!("listen_addresses={}", address.ip()),
            format!("port={}", address.port()),
            "unix_socket_directories=".to_owned(),
            "fsync=off".to_owned(),
        ] {
            postgres.args(["-c", &setting]);
        }
        if let Some((certificate, key)) = tls {
            for (name, content) in [
                ("server.crt", certificate),
                ("server.key", key),
                ("pg_hba.conf", "hostssl all all samehost trust\n"),
            ] {
                let file = data.join(name);
                std::fs::write(&file, content).map_err(trying("writing a file for postgres"))?;
                std::fs::set_permissions(&file, Permissions::from_mode(0o600))
                    .and_then(|()| chown(&file, user, None))
                    .map_err(trying("giving a file away"))?;
            }
            postgres.args(["-c", "ssl=on"]);
        }
        let mut child = start(&mut postgres)?;
        ready("postgres", &mut child, address).await?;
        Ok(Self {
            address,
            _child: child,
            _folder: folder,
        })
    }

    /// The address of its database, for whoever connects.
    pub fn url(&self) -> String {
        format!("postgres://vestibule@{}/postgres", self.address)
    }
}

fn command(program: &Path, user: Option<u32>) -> Command {
    let mut command = Command::new(program);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if let Some(user) = user {
        command.uid(user);
    }
    command
}
