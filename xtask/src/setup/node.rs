//! What Node brings: Node itself, wasm-opt from the npm package `binaryen`, and a foreign server's packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::cache::Cache;
use crate::failure::{AtPath, Failure};
use crate::fingerprint::Fingerprint;
use crate::process;

/// The wasm-opt that the sizes were measured with.
pub(crate) const BINARYEN: &str = "132";

const OLDEST_NODE: u32 = 20;
const NPM_LIMIT: Duration = Duration::from_mins(5);

/// Fails unless Node and npm are there.
pub(crate) fn check() -> Result<(), Failure> {
    let node = process::ask(Command::new("node").arg("--version"))?;
    let major = node.as_deref().and_then(major);
    let npm = process::ask(Command::new("npm").arg("--version"))?;
    if major.is_some_and(|major| major >= OLDEST_NODE) && npm.is_some() {
        return Ok(());
    }
    Err(Failure::Missing {
        what: "Node.js with npm",
        remedy: format!(
            "Install Node.js {OLDEST_NODE} or newer (with npm) from your system's packages or nodejs.org, then run this again"
        ),
    })
}

/// The folder with wasm-opt, or `None` if the right one is on PATH.
pub(crate) fn wasm_opt(cache: &Cache) -> Result<Option<PathBuf>, Failure> {
    let answer = process::ask(Command::new("wasm-opt").arg("--version"))?;
    if answer.is_some_and(|answer| answer.split_whitespace().any(|word| word == BINARYEN)) {
        return Ok(None);
    }
    let name = format!("binaryen-{BINARYEN}");
    let folder = match cache.find(&name) {
        Some(folder) => folder,
        None => cache.install(&name, |staging| {
            let step = format!("Installing wasm-opt (npm binaryen {BINARYEN}) into the cache");
            eprintln!("{step}");
            let mut npm = Command::new("npm");
            npm.args(["install", &format!("binaryen@{BINARYEN}"), "--prefix"])
                .arg(staging);
            process::run(&step, NPM_LIMIT, quiet(&mut npm))
        })?,
    };
    Ok(Some(folder.join("node_modules/.bin")))
}

/// Installs what `folder/package-lock.json` names into `folder/node_modules`, unless that is done.
pub(crate) fn install_locked(folder: &Path) -> Result<(), Failure> {
    let lock = folder.join("package-lock.json");
    let mut fingerprint = Fingerprint::new();
    fingerprint.add_file(&lock)?;
    let wanted = fingerprint.finish();
    let stamp = folder.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    let step = format!("Installing the packages of {}", folder.display());
    eprintln!("{step}");
    let mut npm = Command::new("npm");
    npm.arg("ci").current_dir(folder);
    process::run(&step, NPM_LIMIT, quiet(&mut npm))?;
    fs::write(&stamp, wanted).at(&stamp)
}

/// No scripts of packages, no calls but for the packages themselves.
fn quiet(npm: &mut Command) -> &mut Command {
    npm.args([
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel",
        "error",
    ])
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_answer_has_a_major_version() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20.1.0"), None);
        assert_eq!(major(""), None);
    }
}
