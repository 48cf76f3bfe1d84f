//! Tools that come as crates: taken from PATH when the version fits, else built once into the cache.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::cache::Cache;
use crate::failure::{Failure, minutes};
use crate::process;

const INSTALL_LIMIT: Duration = Duration::from_mins(20);

/// A crate that installs programs.
pub(crate) struct CargoTool {
    pub(crate) package: &'static str,
    /// The programs that must be there; all answer `--version` with the same version.
    pub(crate) programs: &'static [&'static str],
    pub(crate) fit: Fit,
    pub(crate) flags: &'static [&'static str],
    /// What `cargo install` optimizes for: a tool that is used for seconds should not take minutes to build.
    pub(crate) opt_level: &'static str,
}

/// Which versions serve in place of the wanted one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    Exact,
    /// The same release line, and not older.
    SameMinor,
}

impl CargoTool {
    /// The folder to put on PATH, or `None` if the tool is there already.
    pub(crate) fn prepare(&self, cache: &Cache, wanted: &str) -> Result<Option<PathBuf>, Failure> {
        if self.on_path(wanted)? {
            return Ok(None);
        }
        let name = format!("{}-{wanted}", self.package);
        let folder = match cache.find(&name) {
            Some(folder) => folder,
            None => cache.install(&name, |staging| self.build(cache, wanted, staging))?,
        };
        Ok(Some(folder.join("bin")))
    }

    fn on_path(&self, wanted: &str) -> Result<bool, Failure> {
        for program in self.programs {
            let answer = process::ask(Command::new(program).arg("--version"))?;
            let fits = answer.is_some_and(|answer| {
                answer
                    .split_whitespace()
                    .any(|word| self.fit.allows(word, wanted))
            });
            if !fits {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn build(&self, cache: &Cache, wanted: &str, staging: &Path) -> Result<(), Failure> {
        let step = format!(
            "Installing {} {wanted} into the project's cache",
            self.package
        );
        eprintln!("{step} (limit {})", minutes(INSTALL_LIMIT));
        let mut command = Command::new("cargo");
        command
            .args(["install", self.package, "--version", wanted])
            .args(self.flags)
            .arg("--root")
            .arg(staging)
            // Not the clone: its own cargo configuration is no business of a tool's.
            .current_dir(staging)
            .env("CARGO_TARGET_DIR", cache.build_folder())
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level)
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_LTO", "off");
        process::run(&step, INSTALL_LIMIT, &mut command)
    }
}

impl Fit {
    fn allows(self, found: &str, wanted: &str) -> bool {
        match self {
            Self::Exact => found == wanted,
            Self::SameMinor => match (numbers(found), numbers(wanted)) {
                (Some(found), Some(wanted)) => found.0 == wanted.0 && found.1 >= wanted.1,
                _ => false,
            },
        }
    }
}

/// `0.21.14` as its release line and its patch number.
fn numbers(version: &str) -> Option<((u32, u32), u32)> {
    let mut parts = version.split('.').map(|part| part.parse().ok());
    let numbers = ((parts.next()??, parts.next()??), parts.next()??);
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_line_takes_newer_patches_only() {
        let allows = |found| Fit::SameMinor.allows(found, "0.21.14");
        assert!(allows("0.21.14") && allows("0.21.15"));
        assert!(!allows("0.21.13") && !allows("0.22.14") && !allows("1.21.14"));
        assert!(!allows("trunk") && !allows("0.21") && !allows("0.21.14.1") && !allows(""));
    }

    #[test]
    fn an_exact_version_is_that_one() {
        assert!(Fit::Exact.allows("0.2.130", "0.2.130"));
        assert!(!Fit::Exact.allows("0.2.131", "0.2.130"));
    }
}
