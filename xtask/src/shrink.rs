//! Has a built bundle made small by `xtask/shrink/shrink.mjs`, and names its files by what they then hold.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::failure::{AtPath, Failure};
use crate::fingerprint::{Fingerprint, sha256};
use crate::process;
use crate::setup::{Toolbox, install_locked};
use crate::workspace::Workspace;

const LIMIT: Duration = Duration::from_mins(10);
/// The script that does it, with its packages.
const SCRIPTS: &str = "xtask/shrink";

/// What wasm-opt is told, for everything that is weighed.
pub(crate) const OPTIMISE: [&str; 8] = [
    // Rebuilding loops and branches from a flat form finds shorter ones.
    "--flatten",
    "--rereloop",
    "-Oz",
    "--gufa-optimizing",
    "-Oz",
    // Addresses below 1024 are the far end of the stack, which grows down: nothing that works is there. So an offset may
    // be folded into a load without fear that it wraps round.
    "--low-memory-unused",
    "--strip-producers",
    "--strip-target-features",
];

/// Adds what decides the bytes of a bundle here.
pub(crate) fn add_inputs(
    workspace: &Workspace,
    fingerprint: &mut Fingerprint,
) -> Result<(), Failure> {
    fingerprint.add(include_bytes!("shrink.rs"));
    for file in ["shrink.mjs", "package-lock.json"] {
        fingerprint.add_file(&workspace.root().join(SCRIPTS).join(file))?;
    }
    Ok(())
}

/// Works on the bundle called `name` that trunk has put into `folder`.
pub(crate) fn shrink(
    workspace: &Workspace,
    tools: &Toolbox,
    name: &str,
    folder: &Path,
) -> Result<(), Failure> {
    let scripts = workspace.root().join(SCRIPTS);
    install_locked(&scripts)?;
    let (wasm, script) = (find(folder, name, "_bg.wasm")?, find(folder, name, ".js")?);
    let mut node = tools.command("node");
    node.arg(scripts.join("shrink.mjs"))
        .arg(&wasm)
        .arg(&script)
        .args(OPTIMISE);
    process::run("shrinking the bundle", LIMIT, &mut node)?;
    for (path, ending) in [(wasm, "_bg.wasm"), (script, ".js")] {
        // Trunk names both by the wasm as the compiler made it, but a browser keeps for good what has this name.
        let content = sha256(&fs::read(&path).at(&path)?);
        let hash = content.get(..16).unwrap_or(&content);
        fs::rename(&path, folder.join([name, "-", hash, ending].concat())).at(&path)?;
    }
    Ok(())
}

/// The file called `<name>-<hash><ending>`.
fn find(folder: &Path, name: &str, ending: &str) -> Result<PathBuf, Failure> {
    for entry in fs::read_dir(folder).at(folder)? {
        let path = entry.at(folder)?.path();
        if path
            .file_name()
            .and_then(|it| it.to_str())
            .is_some_and(|file| is_of(file, name, ending))
        {
            return Ok(path);
        }
    }
    Err(Failure::Project(format!(
        "trunk has made no {name}-<hash>{ending}"
    )))
}

fn is_of(file: &str, name: &str, ending: &str) -> bool {
    file.strip_prefix(name)
        .and_then(|rest| rest.strip_prefix('-')?.strip_suffix(ending))
        .is_some_and(|hash| hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_script_and_the_wasm_are_worked_on() {
        assert!(is_of("login-00ff.js", "login", ".js"));
        assert!(is_of("login-00ff_bg.wasm", "login", "_bg.wasm"));
        assert!(!is_of("login-00ff_bg.wasm", "login", ".wasm"));
        assert!(!is_of("login-00ff.css", "login", ".js"));
        assert!(!is_of("client-00ff.js", "login", ".js"));
    }
}
