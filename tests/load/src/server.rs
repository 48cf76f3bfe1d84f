//! A server process: started on a free port of the loopback interface, watched, and ended.

use std::fs::OpenOptions;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use crate::Trouble;

const POLL: Duration = Duration::from_millis(5);
const PATIENCE: u32 = 6000;

/// What a host has to live with.
#[derive(Clone, Copy, Debug)]
pub enum Fault<'a> {
    /// No file gets larger than so many blocks of the shell's `ulimit -f`, which stands in for a disk
    /// that is full.
    FullDisk(u32),
    /// Its clock can be set.
    Clock(&'a Clock),
}

/// A clock that others can set while a program runs by it: libfaketime, as Debian's `faketime` brings it.
/// Time that passes (`CLOCK_MONOTONIC`) is left alone, as it is when a real clock is set.
#[derive(Debug)]
pub struct Clock {
    library: String,
    file: PathBuf,
}

impl Clock {
    /// A clock that is right yet, kept in this folder; none where `FAKETIME_BIN` names no program.
    pub async fn new(folder: &Path) -> Result<Option<Self>, Trouble> {
        let Some(program) = std::env::var_os("FAKETIME_BIN") else {
            return Ok(None);
        };
        let said = Command::new(program)
            .args(["-f", "+0", "printenv", "LD_PRELOAD"])
            .output()
            .await?;
        let clock = Self {
            library: String::from_utf8_lossy(&said.stdout).trim().to_owned(),
            file: folder.join("clock"),
        };
        clock.set(0)?;
        Ok(Some(clock))
    }

    /// Sets it to so many seconds after the right time.
    pub fn set(&self, seconds: i64) -> Result<(), Trouble> {
        // At once: a program must not read half of it.
        let next = self.file.with_extension("next");
        std::fs::write(&next, format!("{seconds:+}\n"))?;
        Ok(std::fs::rename(next, &self.file)?)
    }

    fn tell(&self, command: &mut Command) {
        command
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", &self.file)
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .env("NO_FAKE_STAT", "1");
    }
}

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

    /// Vestibule with the demonstration's configuration on this data folder. The environment says where
    /// it is (`VESTIBULE_BIN`) and where its bundles are (`VESTIBULE_ASSETS`).
    pub async fn vestibule(
        address: SocketAddr,
        data: &Path,
        config: &Path,
        fault: Option<Fault<'_>>,
    ) -> Result<Self, Trouble> {
        let program =
            std::env::var_os("VESTIBULE_BIN").unwrap_or_else(|| "target/debug/vestibule".into());
        let mut command = match fault {
            Some(Fault::FullDisk(blocks)) => {
                let mut shell = Command::new("/bin/sh");
                // Ignored, the signal becomes an error of the write, as a full disk is.
                let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
                shell.args(["-c", &script]).arg(program);
                shell
            }
            Some(Fault::Clock(clock)) => {
                let mut command = Command::new(program);
                clock.tell(&mut command);
                command
            }
            None => Command::new(program),
        };
        let words = OpenOptions::new()
            .create(true)
            .append(true)
            .open(Self::words(data))?;
        command
            .args(["serve", "--listen", &address.to_string(), "--data"])
            .arg(data)
            .arg("--config")
            .arg(config)
            .current_dir(data)
            .env("RUST_LOG", "off")
            .stderr(words);
        if let Some(assets) = std::env::var_os("VESTIBULE_ASSETS") {
            command.arg("--assets").arg(assets);
        }
        let started = Self::start("vestibule", address, &mut command).await;
        if let Err(Trouble::NotReady(_)) = started {
            eprintln!("{}", std::fs::read_to_string(Self::words(data))?);
        }
        started
    }

    /// Where every Vestibule on a data folder writes what it has to say.
    pub fn words(data: &Path) -> PathBuf {
        data.join("stderr")
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

    /// Asks it to end, with all that it has started (SIGTERM), and waits until it has.
    pub async fn end(mut self) -> Result<(), Trouble> {
        if let Some(pid) = self.child.id() {
            let mut kill = Command::new("kill");
            kill.arg(pid.to_string()).status().await?;
        }
        self.child.wait().await?;
        Ok(())
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
