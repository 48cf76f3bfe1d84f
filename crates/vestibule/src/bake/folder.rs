//! Writes the folder, and takes out of it what an earlier run wrote and this one does not. Files of anybody
//! else are left alone, and a folder that has some and was never baked into is not touched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::Files;

/// Why the folder was not written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Somebody else's.
    #[error(
        "{0} has files that were not baked; name an empty folder with --out, or one that was baked into before"
    )]
    NotOurs(PathBuf),
    /// The system does not let this program write there.
    #[error("{path} can't be written: {source}")]
    NotWritten {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Lists what a run wrote.
const MANIFEST: &str = ".baked";

/// Makes the folder hold exactly these of our files.
pub(super) fn write(folder: &Path, files: &Files) -> Result<(), FolderError> {
    let at = |path: &Path| {
        let path = path.to_owned();
        |source| FolderError::NotWritten { path, source }
    };
    fs::create_dir_all(folder).map_err(at(folder))?;
    let manifest = folder.join(MANIFEST);
    let before: BTreeSet<String> = if let Ok(list) = fs::read_to_string(&manifest) {
        list.lines().map(str::to_owned).collect()
    } else {
        let mut entries = fs::read_dir(folder).map_err(at(folder))?;
        if entries.next().is_some() {
            return Err(FolderError::NotOurs(folder.to_owned()));
        }
        BTreeSet::new()
    };
    // First the list, longer than the truth: a run that breaks off leaves nothing that is nobody's.
    let now: BTreeSet<String> = files.keys().cloned().collect();
    let all: Vec<&str> = before.union(&now).map(String::as_str).collect();
    fs::write(&manifest, all.join("\n") + "\n").map_err(at(&manifest))?;
    for (name, content) in files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|found| found == *content) {
            continue;
        }
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        fs::write(&path, content).map_err(at(&path))?;
    }
    for name in before.difference(&now) {
        remove(folder, name);
    }
    let now: Vec<&str> = now.iter().map(String::as_str).collect();
    fs::write(&manifest, now.join("\n") + "\n").map_err(at(&manifest))
}

/// What is gone already need not be removed; nor a folder that holds something else.
fn remove(folder: &Path, name: &str) {
    if name.split('/').any(|part| part == ".." || part.is_empty()) {
        return;
    }
    let mut path = folder.join(name);
    let _ = fs::remove_file(&path);
    while path.pop() && path != folder {
        if fs::remove_dir(&path).is_err() {
            break;
        }
    }
}
