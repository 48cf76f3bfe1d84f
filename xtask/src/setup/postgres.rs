//! PostgreSQL's own programs, of which tests start servers in folders of their own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::apt;
use super::peer::Peer;
use crate::failure::Failure;

const PROGRAMS: [&str; 2] = ["initdb", "postgres"];
/// Where Debian has a folder for each release.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Finds the folder of its programs, or installs Debian's.
pub(super) fn prepare() -> Result<Peer, Failure> {
    if let Some(folder) = find() {
        return Ok(Peer::Present(folder));
    }
    if apt::is_usable() {
        apt::install(&["postgresql"])?;
    }
    Ok(find().map_or_else(
        || Peer::Absent("Install PostgreSQL (Debian: apt-get install postgresql)".to_owned()),
        Peer::Present,
    ))
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(releases(Path::new(DEBIAN)))
        .find(|folder| is_complete(folder))
}

/// The newest first.
fn releases(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut releases: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.parse().ok()?;
            Some((number, entry.path().join("bin")))
        })
        .collect();
    releases.sort_by(|one, other| other.cmp(one));
    releases.into_iter().map(|(_, folder)| folder).collect()
}

fn is_complete(folder: &Path) -> bool {
    PROGRAMS
        .iter()
        .all(|program| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_release_is_asked_first() {
        let folder = env::temp_dir().join(format!("xtask-postgres-{}", std::process::id()));
        for name in ["9", "15", "lost+found"] {
            fs::create_dir_all(folder.join(name)).expect("the temporary folder is writable");
        }
        let (newest, oldest) = (folder.join("15/bin"), folder.join("9/bin"));
        assert_eq!(releases(&folder), [newest.clone(), oldest]);
        assert!(!is_complete(&newest));
        assert_eq!(
            releases(Path::new("/no/such/folder")),
            Vec::<PathBuf>::new()
        );
    }
}
