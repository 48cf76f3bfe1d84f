//! The WebDriver server of Chromium.

use std::env;
use std::process::Stdio;

use tokio::process::{Child, Command};

use super::{free_address, ready, start};
use crate::trouble::Outcome;

/// A running chromedriver, for one browser.
pub struct Chromedriver {
    url: String,
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
        let mut child = start("chromedriver", &mut command)?;
        ready("chromedriver", &mut child, address).await?;
        Ok(Self {
            url: format!("http://{address}"),
            _child: child,
        })
    }

    /// Where WebDriver commands go.
    pub fn url(&self) -> &str {
        &self.url
    }
}
