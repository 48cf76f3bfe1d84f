//! The built host, started for as long as a task needs it, on a free port of the loopback interface.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::failure::{AtPath, Failure};
use crate::process::{self, Group};
use crate::workspace::Workspace;

const READY_LIMIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(50);

/// A running host; it ends when this is dropped.
pub(crate) struct Host {
    address: SocketAddr,
    _group: Group,
}

impl Host {
    /// Starts the demo of this binary with the bundles in dist/ and an empty data folder.
    pub(crate) fn start(workspace: &Workspace, binary: &Path) -> Result<Self, Failure> {
        let data = workspace.target().join("xtask-host");
        if data.exists() {
            fs::remove_dir_all(&data).at(&data)?;
        }
        let address = free_address().at(&data)?;
        let mut command = Command::new(binary);
        command
            .args(["serve", "--listen", &address.to_string(), "--assets"])
            .arg(workspace.assets())
            .arg("--data")
            .arg(&data)
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        let mut group = Group::start(&mut command)?;
        wait_until_ready(&mut group, address)?;
        Ok(Self {
            address,
            _group: group,
        })
    }

    /// Its address, as a URL without a slash at the end.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

fn free_address() -> std::io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

fn wait_until_ready(group: &mut Group, address: SocketAddr) -> Result<(), Failure> {
    let start = process::now();
    while TcpStream::connect(address).is_err() {
        process::check_interrupt()?;
        if group.has_ended() {
            return Err(Failure::Project(
                "the host ended at once; its own words are above".into(),
            ));
        }
        if start.elapsed() > READY_LIMIT {
            return Err(Failure::TimedOut {
                step: "Starting the host".to_owned(),
                limit: READY_LIMIT,
            });
        }
        thread::sleep(POLL);
    }
    Ok(())
}
