//! The audit log: one line for each event, appended to a file that only its owner can read.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The open file. It is made anew where another program has taken its name away, as those do that keep logs
/// short: whoever removes the former one would remove what is yet to come.
#[derive(Debug)]
pub struct AuditLog {
    path: PathBuf,
    file: Mutex<File>,
}

/// The file can't be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: the audit log can't be written ({source}); correct `audit` under [log]", path = path.display())]
pub struct NoAuditLog {
    path: PathBuf,
    source: io::Error,
}

impl AuditLog {
    /// Opens the file at its end; makes it if it is not there.
    pub fn open(path: &Path) -> Result<Self, NoAuditLog> {
        let path = path.to_owned();
        match at_its_end(&path) {
            Ok(file) => Ok(Self {
                path,
                file: Mutex::new(file),
            }),
            Err(source) => Err(NoAuditLog { path, source }),
        }
    }

    /// Appends a line, whole. Where that fails the host goes on and says so: a full disk must not
    /// keep people out.
    pub(crate) fn write(&self, mut line: String) {
        line.push('\n');
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_at(&file, &self.path) {
            match at_its_end(&self.path) {
                Ok(anew) => *file = anew,
                Err(error) => tracing::error!(%error, "the audit log could not be made anew"),
            }
        }
        if let Err(error) = file.write_all(line.as_bytes()) {
            tracing::error!(%error, "the audit log could not be written");
        }
    }
}

fn at_its_end(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Whether the file is still the one of that name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let which = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let named = path.metadata().map(which).ok();
    named.is_some() && named == file.metadata().map(which).ok()
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_log_that_was_moved_away_is_made_anew() {
        let folder = tempfile::TempDir::new().unwrap();
        let (path, former) = (folder.path().join("audit"), folder.path().join("audit.1"));
        let log = AuditLog::open(&path).unwrap();
        log.write("one".to_owned());
        fs::rename(&path, &former).unwrap();
        log.write("two".to_owned());
        // Some make the new one themselves.
        fs::remove_file(&path).unwrap();
        fs::write(&path, "").unwrap();
        log.write("three".to_owned());
        assert_eq!(fs::read_to_string(&former).unwrap(), "one\n");
        assert_eq!(fs::read_to_string(&path).unwrap(), "three\n");
    }
}
