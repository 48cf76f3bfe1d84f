//! The WebDriver server of a browser: chromedriver, geckodriver or `WebKitWebDriver`.

use std::env;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::{Child, Command};

use super::display::Display;
use super::{free_address, ready, start};
use crate::trouble::Outcome;

/// Firefox waits for its own profile to be written.
const GOODBYE_LIMIT: Duration = Duration::from_secs(20);

/// A running WebDriver server, for one browser.
pub struct WebDriver {
    address: SocketAddr,
    goodbye: String,
    // Dropped after the goodbye, and the display after what is shown on it.
    _child: Child,
    _display: Option<Display>,
}

impl WebDriver {
    /// Starts Chromium's, which ends its browser when it ends itself.
    pub async fn chromium() -> Outcome<Self> {
        let address = free_address().await?;
        let mut command = program("CHROMEDRIVER", "chromedriver");
        command.arg(format!("--port={}", address.port()));
        Self::start("chromedriver", command, address, None).await
    }

    /// Starts Firefox's, which makes profiles in `profiles` and may look at the browser's own console.
    pub async fn firefox(profiles: &Path) -> Outcome<Self> {
        let address = free_address().await?;
        let mut command = program("GECKODRIVER", "geckodriver");
        command
            .args(["--port", &address.port().to_string()])
            // As many browsers as tests run at a time: each finds a port of its own.
            .args(["--websocket-port", "0"])
            .args(["--allow-system-access", "--log", "fatal"])
            .arg("--profile-root")
            .arg(profiles)
            .stderr(Stdio::null());
        Self::start("geckodriver", command, address, None).await
    }

    /// Starts WebKit's, whose browser has no mode without a window: it gets a display of its own.
    pub async fn webkit() -> Outcome<Self> {
        let display = Display::start().await?;
        let address = free_address().await?;
        let mut command = program("WEBKIT_WEBDRIVER", "WebKitWebDriver");
        command
            .arg(format!("--port={}", address.port()))
            .env("DISPLAY", display.name())
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_BACKEND", "x11")
            // No graphics card is asked for anything, and no settings of the person's desktop.
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1")
            .stderr(Stdio::null());
        Self::start("WebKitWebDriver", command, address, Some(display)).await
    }

    async fn start(
        name: &'static str,
        mut command: Command,
        address: SocketAddr,
        display: Option<Display>,
    ) -> Outcome<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let mut child = start(&mut command)?;
        ready(name, &mut child, address).await?;
        Ok(Self {
            address,
            // chromedriver's own command.
            goodbye: "GET /shutdown".to_owned(),
            _child: child,
            _display: display,
        })
    }

    /// Where WebDriver commands go.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends this session with itself, as the standard has it.
    pub fn ends_with(&mut self, session: &str) {
        self.goodbye = format!("DELETE /session/{session}");
    }

    /// Its answer comes when every browser that it started has ended.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect_timeout(&self.address, GOODBYE_LIMIT)?;
        stream.set_read_timeout(Some(GOODBYE_LIMIT))?;
        let (goodbye, host) = (&self.goodbye, self.address);
        let request = format!("{goodbye} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        // WebKitWebDriver keeps the connection open all the same, so the first bytes are the answer.
        stream.read(&mut [0; 64]).map(|_| ())
    }
}

impl Drop for WebDriver {
    /// Killed alone, it would leave its browsers running.
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            eprintln!("a WebDriver server did not end its browsers: {error}");
        }
    }
}

fn program(variable: &str, default: &str) -> Command {
    Command::new(env::var_os(variable).unwrap_or_else(|| default.into()))
}
