//! Programs of Debian's packages that a bench, the chaos or a few tests need.

use std::path::{Path, PathBuf};

use super::apt;
use super::browser::on_path;
use super::peer::Peer;
use crate::failure::Failure;

/// Where Debian has servers; not everybody's PATH goes there.
const SERVERS: &str = "/usr/sbin";

/// A program and the package that it is in.
pub(crate) struct Program {
    name: &'static str,
    package: &'static str,
}

pub(crate) const CADDY: Program = Program {
    name: "caddy",
    package: "caddy",
};
pub(crate) const FAKETIME: Program = Program {
    name: "faketime",
    package: "faketime",
};
pub(crate) const NGINX: Program = Program {
    name: "nginx",
    package: "nginx-light",
};
pub(crate) const WRK: Program = Program {
    name: "wrk",
    package: "wrk",
};

impl Program {
    /// Finds it, or installs Debian's.
    pub(crate) fn prepare(&self) -> Result<PathBuf, Failure> {
        self.found_or_installed()?.ok_or_else(|| Failure::Missing {
            what: self.name,
            remedy: format!(
                "Install it (Debian: apt-get install {}), then run this again",
                self.package
            ),
        })
    }

    /// The same for tests that are left out where it is not to be had.
    pub(super) fn peer(&self) -> Result<Peer, Failure> {
        let Self { name, package } = self;
        let remedy = || format!("Install {name} (Debian: apt-get install {package})");
        let found = self.found_or_installed()?;
        Ok(found.map_or_else(|| Peer::Absent(remedy()), Peer::Present))
    }

    fn found_or_installed(&self) -> Result<Option<PathBuf>, Failure> {
        if let Some(found) = self.find() {
            return Ok(Some(found));
        }
        if apt::is_usable() {
            apt::install(&[self.package])?;
        }
        Ok(self.find())
    }

    fn find(&self) -> Option<PathBuf> {
        on_path(self.name).or_else(|| {
            let program = Path::new(SERVERS).join(self.name);
            program.is_file().then_some(program)
        })
    }
}
