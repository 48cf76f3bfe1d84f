//! The WebDriver server of Chromium.

use std::env;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::{Child, Command};

use super::{free_address, ready, start};
use crate::trouble::Outcome;

const GOODBYE_LIMIT: Duration = Duration::from_secs(5);

/// A running chromedriver, for one browser.
pub struct Chromedriver {
    address: SocketAddr,
    _child: Child,
}

impl Chromedriver {
    /// Starts it and waits until it answers.
    pub async fn start() -> Outcome<Self> {
        let address = free_address().await?;
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut command = Command::new(program);
        command
            .arg(format!("--port={}", address.port()))
            .stdin(Stdio::null());
        command.stdout(Stdio::null());
        let mut child = start(&mut command)?;
        ready("chromedriver", &mut child, address).await?;
        Ok(Self {
            address,
            _child: child,
        })
    }

    /// Where WebDriver commands go.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its answer comes when every browser that it started has ended.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect_timeout(&self.address, GOODBYE_LIMIT)?;
        stream.set_read_timeout(Some(GOODBYE_LIMIT))?;
        stream
            .write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new()).map(|_| ())
    }
}

impl Drop for Chromedriver {
    /// Killed alone, it would leave its browsers running.
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            eprintln!("chromedriver did not end its browsers: {error}");
        }
    }
}
