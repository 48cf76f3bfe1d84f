//! A display that nobody looks at, for browsers that must have one.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::start;
use crate::trouble::{Outcome, PATIENCE, Trouble, trying};

/// A running Xvfb.
pub(super) struct Display {
    name: String,
    _child: Child,
}

impl Display {
    /// Starts one on a number that is free, and waits until it tells which.
    pub(super) async fn start() -> Outcome<Self> {
        let mut command = Command::new("Xvfb");
        command
            .args(["-displayfd", "1", "-screen", "0", "1400x1000x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = start(&mut command)?;
        let output = child.stdout.take().ok_or(Trouble::Server("Xvfb"))?;
        let mut lines = BufReader::new(output).lines();
        let line = timeout(PATIENCE, lines.next_line()).await;
        let line = line.map_err(|_| Trouble::Server("Xvfb"))?;
        let number = line
            .map_err(trying("Xvfb"))?
            .ok_or(Trouble::Server("Xvfb"))?;
        Ok(Self {
            name: format!(":{}", number.trim()),
            _child: child,
        })
    }

    /// What programs are told in `DISPLAY`.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}
