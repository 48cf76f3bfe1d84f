//! Keeps two runs of this program from doing the same thing at the same time.

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::failure::{AtPath, Failure};
use crate::process::check_interrupt;

const POLL: Duration = Duration::from_millis(200);

/// Waits until no other run holds the lock file `path`, and holds it until the value is dropped.
///
/// It asks again and again, since a blocking lock would not notice Ctrl-C.
pub(crate) fn hold(path: &Path, what: &str) -> Result<File, Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).at(folder)?;
    }
    let file = File::create(path).at(path)?;
    let mut told = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(source)) => return Err(source).at(path),
            Err(TryLockError::WouldBlock) => {
                if !told {
                    eprintln!("   … another run is at {what}; waiting for it");
                    told = true;
                }
                check_interrupt()?;
                thread::sleep(POLL);
            }
        }
    }
}
