//! The C and C++ compilers that some dependencies are built with.

use std::process::Command;

use super::apt;
use crate::failure::Failure;
use crate::process;

const PROGRAMS: [&str; 2] = ["cc", "c++"];

/// Finds both, or installs Debian's.
pub(crate) fn prepare() -> Result<(), Failure> {
    if is_there()? {
        return Ok(());
    }
    if apt::is_usable() {
        apt::install(&["gcc", "g++", "libc6-dev"])?;
    }
    if is_there()? {
        return Ok(());
    }
    Err(Failure::Missing {
        what: "a C and a C++ compiler, as cc and c++",
        remedy: "Install them (Debian: apt-get install gcc g++), then run this again".to_owned(),
    })
}

fn is_there() -> Result<bool, Failure> {
    for program in PROGRAMS {
        if process::ask(Command::new(program).arg("--version"))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}
