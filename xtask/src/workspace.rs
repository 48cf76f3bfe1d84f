//! Where things are in the clone, and what its lockfile says.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{AtPath, Failure};

/// The clone that this program was built from.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the clone and the target folder that cargo was told to use.
    pub(crate) fn find() -> Result<Self, Failure> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().unwrap_or(manifest).to_owned();
        // This program is <target>/<profile>/xtask, whichever way the target folder was chosen.
        let target = env::current_exe()
            .ok()
            .and_then(|program| Some(program.parent()?.parent()?.to_owned()))
            .ok_or_else(|| Failure::Project("the target folder was not found".to_owned()))?;
        Ok(Self { root, target })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The target folder of every build, so that no crate is built twice.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Where the host looks for the bundles.
    pub(crate) fn assets(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The host, as `cargo build` and `cargo test` leave it.
    pub(crate) fn host_binary(&self) -> PathBuf {
        self.target.join("debug").join("vestibule")
    }

    /// The host as users get it, as `cargo build --release` leaves it.
    pub(crate) fn release_binary(&self) -> PathBuf {
        self.target.join("release").join("vestibule")
    }

    /// `cargo` with its first arguments, at the root, for the machine itself (never for wasm).
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command
            .args(arguments)
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// The version of a package in Cargo.lock.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String, Failure> {
        let path = self.root.join("Cargo.lock");
        let lock = fs::read_to_string(&path).at(&path)?;
        version_in_lock(&lock, package)
            .map(str::to_owned)
            .ok_or_else(|| {
                Failure::Project(format!("{} names no version of {package}", path.display()))
            })
    }
}

fn version_in_lock<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lockfile_tells_a_version_by_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
