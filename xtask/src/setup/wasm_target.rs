//! The compiler for `wasm32-unknown-unknown`: the one in use, or Debian's Rust as its stand-in.
//!
//! The stand-in has no ready standard library for that target and builds it from Debian's sources.
//! It is reached only by the environment of single commands, so the machine's own Rust stays as it is.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::{apt, cache::Cache};
use crate::failure::{AtPath, Failure};
use crate::process;

/// The target's name, as rustc has it.
pub(crate) const TRIPLE: &str = "wasm32-unknown-unknown";

const RUSTUP_LIMIT: Duration = Duration::from_secs(90);
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];
const DEBIAN_PROGRAMS: [&str; 3] = ["cargo", "rustc", "rustdoc"];

/// Who compiles for WebAssembly.
pub(crate) enum WasmTarget {
    /// The Rust in use, which has the target.
    Own,
    /// Debian's Rust; a folder with links to its programs and nothing else.
    Debian(PathBuf),
}

/// Which crates of the standard library a build needs, where that has to be built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Std {
    /// For a bundle, which aborts on a panic.
    Abort,
    /// For tests, which need the test harness.
    Test,
}

impl WasmTarget {
    /// Takes what is there, in the order of what costs least. `VESTIBULE_WASM` (`rustup`, `debian`) decides else.
    pub(crate) fn prepare(cache: &Cache) -> Result<Self, Failure> {
        match env::var("VESTIBULE_WASM").as_deref() {
            Ok("rustup") => {
                return if add_target()? {
                    Ok(Self::Own)
                } else {
                    Err(missing())
                };
            }
            Ok("debian") => return Self::debian(cache),
            _ => {}
        }
        if has_target()? {
            return Ok(Self::Own);
        }
        if apt::is_usable() && apt::has(&DEBIAN_PACKAGES)? {
            return Self::debian(cache);
        }
        if add_target()? {
            return Ok(Self::Own);
        }
        Self::debian(cache)
    }

    /// Makes `command`, which looks programs up in `path`, compile for WebAssembly.
    pub(crate) fn apply(&self, command: &mut Command, path: &OsStr, std: Std) {
        let Self::Debian(programs) = self else { return };
        let crates = match std {
            Std::Abort => "std,panic_abort",
            Std::Test => "std,panic_abort,test",
        };
        let folders = [programs.clone()].into_iter().chain(env::split_paths(path));
        if let Ok(path) = env::join_paths(folders) {
            command.env("PATH", path);
        }
        command
            .env("CARGO", programs.join("cargo"))
            .env("RUSTC", programs.join("rustc"))
            .env("RUSTDOC", programs.join("rustdoc"))
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", crates)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19")
            // Cargo has put its own libraries there for us; another compiler must not meet them.
            .env_remove("LD_LIBRARY_PATH");
    }

    /// The compiler's own words for what it is.
    pub(crate) fn version(&self, path: &OsStr) -> Result<String, Failure> {
        let mut command = Command::new("rustc");
        command.arg("--version").env("PATH", path);
        self.apply(&mut command, path, Std::Abort);
        process::ask(&mut command)?.ok_or_else(missing)
    }

    fn debian(cache: &Cache) -> Result<Self, Failure> {
        if !(apt::is_usable() || apt::has(&DEBIAN_PACKAGES)?) {
            return Err(missing());
        }
        if !apt::has(&DEBIAN_PACKAGES)? {
            eprintln!("Rust's wasm target cannot be had from rustup; Debian's Rust stands in");
            apt::install(&DEBIAN_PACKAGES)?;
        }
        cache
            .install("debian-rust", link_programs)
            .map(Self::Debian)
    }
}

/// Whether the Rust in use has the target's standard library, whoever installed it.
fn has_target() -> Result<bool, Failure> {
    let mut command = Command::new("rustc");
    let answer = process::ask(command.args(["--print", "target-libdir", "--target", TRIPLE]))?;
    Ok(answer.is_some_and(|folder| Path::new(folder.trim()).is_dir()))
}

/// Asks rustup for the target, which hangs on a machine that cannot reach rustup's server.
fn add_target() -> Result<bool, Failure> {
    if has_target()? {
        return Ok(true);
    }
    if process::ask(Command::new("rustup").arg("--version"))?.is_none() {
        return Ok(false);
    }
    let step = "Adding Rust's wasm target by rustup";
    eprintln!("{step} (limit 90 s)");
    match process::run(
        step,
        RUSTUP_LIMIT,
        Command::new("rustup").args(["target", "add", TRIPLE]),
    ) {
        Ok(()) => has_target(),
        Err(Failure::Interrupted) => Err(Failure::Interrupted),
        Err(failure) => {
            eprintln!("   {failure}");
            Ok(false)
        }
    }
}

fn link_programs(folder: &Path) -> Result<(), Failure> {
    for program in DEBIAN_PROGRAMS {
        let (from, to) = (Path::new("/usr/bin").join(program), folder.join(program));
        fs::metadata(&from).at(&from)?;
        symlink(&from, &to).at(&to)?;
    }
    Ok(())
}

fn missing() -> Failure {
    Failure::Missing {
        what: "Rust's target wasm32-unknown-unknown",
        remedy: format!(
            "Run `rustup target add {TRIPLE}` where rustup's server can be reached; or, as root on Debian, `apt-get install {}`; then run this again",
            DEBIAN_PACKAGES.join(" ")
        ),
    }
}
