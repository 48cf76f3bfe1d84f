//! `cargo xtask dist`: the one release binary with both bundles in it, the static files beside it, and checksums.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::failure::{AtPath, Failure};
use crate::fingerprint::{files_below, sha256};
use crate::setup::Toolbox;
use crate::workspace::Workspace;
use crate::{bundles, process};

const BUILD_LIMIT: Duration = Duration::from_mins(40);

/// Fills target/dist/ anew.
pub(crate) fn make(workspace: &Workspace, tools: &Toolbox) -> Result<(), Failure> {
    bundles::build(workspace, tools)?;
    let step = "Building the release binary";
    eprintln!("{step}");
    let mut build = workspace.cargo(&["build", "--release", "--package", "vestibule"]);
    process::run(
        step,
        BUILD_LIMIT,
        build.args(["--features", "embed-assets"]),
    )?;

    let folder = workspace.target().join("dist");
    if folder.exists() {
        fs::remove_dir_all(&folder).at(&folder)?;
    }
    let assets = workspace.assets();
    for file in files_below(&assets)? {
        let name = file.strip_prefix(&assets).unwrap_or(&file);
        copy(&file, &folder.join("static").join(name))?;
    }
    copy(
        &workspace.target().join("release").join("vestibule"),
        &folder.join("vestibule"),
    )?;

    let sums = checksums(&folder)?;
    let path = folder.join("SHA256SUMS");
    fs::write(&path, sums).at(&path)?;
    println!("{}", folder.display());
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).at(folder)?;
    }
    fs::copy(from, to).map(|_| ()).at(from)
}

/// One line a file, as `sha256sum --check` reads them.
fn checksums(folder: &Path) -> Result<String, Failure> {
    files_below(folder)?
        .iter()
        .map(|file| {
            let name = file.strip_prefix(folder).unwrap_or(file);
            Ok(format!(
                "{}  {}\n",
                sha256(&fs::read(file).at(file)?),
                name.display()
            ))
        })
        .collect()
}
