//! A server process: started on a free port of the loopback interface, watched, and ended.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use crate::Trouble;

const POLL: Duration = Duration::from_millis(5);
const PATIENCE: u32 = 6000;

/// A running server; it is killed when this is dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
}

impl Server {
    /// Starts what `command` is for that address, and waits until it takes connections.
    pub async fn start(
        name: &'static str,
        address: SocketAddr,
        command: &mut Command,
    ) -> Result<Self, Trouble> {
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut server = Self { address, child };
        for _ in 0..PATIENCE {
            if TcpStream::connect(address).await.is_ok() {
                return Ok(server);
            }
            if !server.is_running()? {
                break;
            }
            tokio::time::sleep(POLL).await;
        }
        Err(Trouble::NotReady(name))
    }

    /// Vestibule with the demonstration's configuration on this data folder. `largest_file`, in
    /// blocks of the shell's `ulimit -f`, stands in for a disk that is full.
    pub async fn vestibule(
        address: SocketAddr,
        data: &Path,
        config: &Path,
        largest_file: Option<u32>,
    ) -> Result<Self, Trouble> {
        let program =
            std::env::var_os("VESTIBULE_BIN").unwrap_or_else(|| "target/debug/vestibule".into());
        let mut command = match largest_file {
            None => Command::new(program),
            Some(blocks) => {
                let mut shell = Command::new("/bin/sh");
                // Ignored, the signal becomes an error of the write, as a full disk is.
                let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
                shell.args(["-c", &script]).arg(program);
                shell
            }
        };
        command
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(data)
            .arg("--config")
            .arg(config)
            .current_dir(data)
            .env("RUST_LOG", "off");
        Self::start("vestibule", address, &mut command).await
    }

    /// Whether it has not ended.
    pub fn is_running(&mut self) -> Result<bool, Trouble> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Its memory in kilobytes, as the system counts it (`VmRSS`).
    pub fn memory(&self) -> Option<u64> {
        let pid = self.child.id()?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Ends it by SIGKILL.
    pub async fn kill(mut self) -> Result<(), Trouble> {
        Ok(self.child.kill().await?)
    }
}

/// An address that nobody listens on now.
pub async fn free_address() -> Result<SocketAddr, Trouble> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await?
        .local_addr()?)
}
