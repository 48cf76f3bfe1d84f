//! `vestibule perform …`, which waits for a browser at the address that it shows.

use std::net::SocketAddr;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};
use tokio::time::timeout;

use super::{Vestibule, free_address, start, vestibule};
use crate::trouble::{Outcome, PATIENCE, Trouble, trying};

const NAME: &str = "vestibule perform";

/// A place for the command, known before it runs: its redirect URI must be registered.
pub struct Place(SocketAddr);

/// A running command.
pub struct Perform {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
    said: String,
}

/// What a command that has ended left.
pub struct Ended {
    /// Its exit status.
    pub status: Option<i32>,
    /// What it printed on standard output.
    pub out: String,
    /// What it said on standard error.
    pub err: String,
}

impl Place {
    /// A free one.
    pub async fn free() -> Outcome<Self> {
        Ok(Self(free_address().await?))
    }

    /// Its address.
    pub fn address(&self) -> SocketAddr {
        self.0
    }

    /// Where the command's page is.
    pub fn origin(&self) -> String {
        format!("http://{}", self.0)
    }

    /// The command's redirect URI.
    pub fn redirect_uri(&self) -> String {
        format!("{}/callback", self.origin())
    }
}

impl Perform {
    /// Starts it at `place`; the secret goes by the environment, as its help recommends.
    pub fn start(place: &Place, arguments: &[&str], secret: Option<&str>) -> Outcome<Self> {
        let mut command = Command::new(Vestibule::program());
        command
            .args(["perform", "authorization-code", "--no-open", "--assets"])
            .arg(vestibule::assets())
            .args(["--port", &place.0.port().to_string()])
            .args(arguments)
            .env_remove("ORY_SDK_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if let Some(secret) = secret {
            command.env("OAUTH2_CLIENT_SECRET", secret);
        }
        Self::spawn(command)
    }

    /// Starts `perform device-code` instead.
    pub fn start_device(arguments: &[&str]) -> Outcome<Self> {
        let mut command = Command::new(Vestibule::program());
        command
            .args(["perform", "device-code"])
            .args(arguments)
            .env_remove("ORY_SDK_URL")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Outcome<Self> {
        let mut child = start(&mut command)?;
        let stderr = child.stderr.take().ok_or(Trouble::Server(NAME))?;
        Ok(Self {
            child,
            lines: BufReader::new(stderr).lines(),
            said: String::new(),
        })
    }

    /// The next address that it shows for the browser.
    pub async fn address(&mut self) -> Outcome<String> {
        self.told(|line| {
            let address = line.strip_prefix("  ")?;
            address.contains("/start/").then_some(address)
        })
        .await
    }

    /// The link that has the device's code in it.
    pub async fn link(&mut self) -> Outcome<String> {
        self.told(|line| Some(line.strip_prefix("or open ")?.trim_start()))
            .await
    }

    async fn told(&mut self, find: impl Fn(&str) -> Option<&str>) -> Outcome<String> {
        loop {
            let line = timeout(PATIENCE, self.lines.next_line()).await;
            let line = line.map_err(|_| Trouble::Vain("what the command tells".to_owned()))?;
            let Some(line) = line.map_err(trying(NAME))? else {
                return Err(Trouble::Answer(self.said.clone()));
            };
            self.said.push_str(&line);
            self.said.push('\n');
            if let Some(found) = find(&line) {
                return Ok(found.to_owned());
            }
        }
    }

    /// Waits for its end.
    pub async fn ended(mut self) -> Outcome<Ended> {
        let ended = async {
            while let Some(line) = self.lines.next_line().await? {
                self.said.push_str(&line);
                self.said.push('\n');
            }
            let mut out = String::new();
            if let Some(stdout) = &mut self.child.stdout {
                stdout.read_to_string(&mut out).await?;
            }
            Ok((self.child.wait().await?.code(), out))
        };
        let ended = timeout(PATIENCE, ended).await;
        let ended = ended.map_err(|_| Trouble::Vain("the end of the command".to_owned()))?;
        let (status, out) = ended.map_err(trying(NAME))?;
        Ok(Ended {
            status,
            out,
            err: self.said,
        })
    }
}
