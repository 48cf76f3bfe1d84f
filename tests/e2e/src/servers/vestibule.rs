//! The host under test: the built binary with an empty data folder.

use std::env;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, Command};

use super::{free_address, ready, root, start};
use crate::trouble::{Outcome, Trouble, trying};

/// The configuration of the demonstration.
pub const DEMONSTRATION: &str =
    include_str!("../../../../crates/vestibule/src/config/template.toml");

/// The hash of its password, `123456`.
pub const KNOWN_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$dmVzdGlidWxlJ3MgZGVtbw$UW+KFBRE1BqLUptep2NqsgHW6vxx0u+fx1d9qhIsxHs";

/// A running host.
pub struct Vestibule {
    address: SocketAddr,
    origin: String,
    child: Child,
    _data: TempDir,
}

impl Vestibule {
    /// Starts it with the demo configuration and waits until it answers.
    pub async fn start() -> Outcome<Self> {
        let mut command = Command::new(Self::program());
        command.arg("serve");
        serve(command, free_address().await?, data_folder()?, None).await
    }

    /// Starts it with a configuration file of this text, whose address it does not use.
    pub async fn configured(text: &str) -> Outcome<Self> {
        Self::configured_at(free_address().await?, text).await
    }

    /// The same, at an address that others have been told before.
    pub async fn configured_at(address: SocketAddr, text: &str) -> Outcome<Self> {
        Self::configured_so(address, text, &[]).await
    }

    /// The same, where others reach it although everybody knows a password of the configuration.
    pub async fn dangerously_public(text: &str) -> Outcome<Self> {
        let danger = ["--danger-public-demo-password"];
        Self::configured_so(free_address().await?, text, &danger).await
    }

    async fn configured_so(address: SocketAddr, text: &str, options: &[&str]) -> Outcome<Self> {
        let data = data_folder()?;
        let file = data.path().join("vestibule.toml");
        fs::write(&file, text).map_err(trying("writing a configuration"))?;
        let mut command = Command::new(Self::program());
        command.arg("serve").arg("--config").arg(file).args(options);
        serve(command, address, data, None).await
    }

    /// Starts it in the name of one of `examples/brands`.
    pub async fn branded(example: &str) -> Outcome<Self> {
        let folder = root().join("examples/brands").join(example);
        let mut command = Command::new(Self::program());
        command
            .arg("serve")
            .arg("--brand")
            .arg(folder.join("brand.toml"));
        serve(command, free_address().await?, data_folder()?, None).await
    }

    /// Starts it in the name of this brand document.
    pub async fn with_brand(document: &str) -> Outcome<Self> {
        let data = data_folder()?;
        let file = data.path().join("brand.toml");
        fs::write(&file, document).map_err(trying("writing a brand"))?;
        let mut command = Command::new(Self::program());
        command.arg("serve").arg("--brand").arg(file);
        serve(command, free_address().await?, data, None).await
    }

    /// Starts it with what `vestibule init` writes and `more` after that, for a browser that reaches it
    /// at `origin`.
    pub async fn initialised(more: &str, origin: &str) -> Outcome<Self> {
        let data = data_folder()?;
        let file = data.path().join("vestibule.toml");
        let mut init = Command::new(Self::program());
        init.arg("init").arg("--config").arg(&file);
        let done = init.stdout(Stdio::null()).status().await;
        if !done.map_err(trying("vestibule init"))?.success() {
            return Err(Trouble::Server("vestibule init"));
        }
        let written = fs::read_to_string(&file).map_err(trying("reading a configuration"))?;
        let whole = [&written, "\n", more].concat();
        fs::write(&file, whole).map_err(trying("writing a configuration"))?;
        let mut command = Command::new(Self::program());
        command.arg("serve").arg("--config").arg(file);
        command.args(["--public-url", origin]);
        serve(command, free_address().await?, data, Some(origin)).await
    }

    /// What `vestibule user` prints to its standard output and to its standard error, for the people of that
    /// configuration.
    pub async fn user(config: &Path, arguments: &[&str], input: &str) -> Outcome<(String, String)> {
        let mut command = Command::new(Self::program());
        command.arg("user").args(arguments);
        command.arg("--config").arg(config);
        command.stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = start(&mut command)?;
        if let Some(mut stdin) = child.stdin.take() {
            let written = stdin.write_all(input.as_bytes()).await;
            written.map_err(trying("writing to vestibule user"))?;
        }
        let output = child.wait_with_output().await;
        let output = output.map_err(trying("vestibule user"))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok((text(&output.stdout), text(&output.stderr)))
    }

    /// The program, for its other commands.
    pub fn program() -> PathBuf {
        path("VESTIBULE_BIN", "target/debug/vestibule")
    }

    /// Ends it without a farewell.
    pub async fn kill(&mut self) -> Outcome<()> {
        self.child.kill().await.map_err(trying("ending vestibule"))
    }

    /// Its origin, without a slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Where it listens, which need not be where a browser reaches it.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// An address on it; `path` starts with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}

/// `origin` is where a browser reaches it, if not where it listens.
async fn serve(
    mut command: Command,
    address: SocketAddr,
    data: TempDir,
    origin: Option<&str>,
) -> Outcome<Vestibule> {
    command
        .args(["--listen", &address.to_string(), "--assets"])
        .arg(assets())
        .arg("--data")
        .arg(data.path())
        .env("RUST_LOG", "warn")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    let mut child = start(&mut command)?;
    ready("vestibule", &mut child, address).await?;
    Ok(Vestibule {
        address,
        origin: origin.map_or_else(|| format!("http://{address}"), str::to_owned),
        child,
        _data: data,
    })
}

fn data_folder() -> Outcome<TempDir> {
    tempfile::tempdir().map_err(trying("making a data folder"))
}

/// The bundles under test.
pub(super) fn assets() -> PathBuf {
    path("VESTIBULE_ASSETS", "dist")
}

fn path(variable: &str, default: &str) -> PathBuf {
    env::var_os(variable).map_or_else(|| root().join(default), PathBuf::from)
}
