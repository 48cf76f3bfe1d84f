//! `vestibule init`: writes the configuration file to start from. What is in it is `config`'s.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use crate::config;

/// Why no file was written.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// The file is there, and may hold somebody's work.
    #[error(
        "{0} exists already and is left as it is; name another file with --config, or remove it first"
    )]
    Exists(PathBuf),
    /// The file can't be written there.
    #[error(
        "{path} can't be written: {source}; name a file in a folder that you may write to with --config"
    )]
    NotWritten {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes the file, whole or not at all, and says what to do next.
pub fn init(path: &Path, out: &mut dyn Write) -> Result<(), InitError> {
    let not_written = |source: io::Error| {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::AlreadyExists => InitError::Exists(path),
            _ => InitError::NotWritten { path, source },
        }
    };
    // It holds secrets, so it is its owner's alone.
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(not_written)?;
    if let Err(error) = file
        .write_all(config::template().as_bytes())
        .and_then(|()| file.sync_all())
    {
        // Half a file would be taken for a whole one.
        let _ = fs::remove_file(path);
        return Err(not_written(error));
    }
    // Nobody has to read this for the file to be there.
    let _ = writeln!(
        out,
        "Wrote {path}. Set your users and clients in it, then start with\n\n  vestibule serve --config {path}",
        path = path.display()
    );
    Ok(())
}
