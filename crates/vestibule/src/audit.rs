//! The audit log: one line for each event, appended to a file that only its owner can read.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The open file.
#[derive(Debug)]
pub struct AuditLog(Mutex<File>);

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
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options
            .open(path)
            .map(|file| Self(Mutex::new(file)))
            .map_err(|source| NoAuditLog {
                path: path.to_owned(),
                source,
            })
    }

    /// Appends a line, whole. Where that fails the host goes on and says so: a full disk must not
    /// keep people out.
    pub(crate) fn write(&self, mut line: String) {
        line.push('\n');
        let mut file = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = file.write_all(line.as_bytes()) {
            tracing::error!(%error, "the audit log could not be written");
        }
    }
}
