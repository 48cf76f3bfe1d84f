//! Debian's packages, for whoever is root on Debian; nobody else's system is changed.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::failure::Failure;
use crate::{lock, process};

/// For runs in all checkouts: the package lists are one machine's.
const LOCK: &str = "/run/lock/vestibule-apt.lock";
/// So many seconds another program's packages are waited for.
const PATIENCE: &str = "DPkg::Lock::Timeout=600";

const UPDATE_LIMIT: Duration = Duration::from_mins(3);
const INSTALL_LIMIT: Duration = Duration::from_mins(10);

/// Whether packages can be installed here without asking anybody.
pub(crate) fn is_usable() -> bool {
    rustix::process::geteuid().is_root()
        && fs::read_to_string("/etc/os-release").is_ok_and(|text| is_debian(&text))
}

/// Installs `packages`.
pub(crate) fn install(packages: &[&str]) -> Result<(), Failure> {
    let step = format!("Installing Debian's {}", packages.join(", "));
    let _lock = lock::hold(Path::new(LOCK), "Debian's packages")?;
    eprintln!("{step}");
    process::run(
        "Reading Debian's package lists",
        UPDATE_LIMIT,
        Command::new("apt-get").args(["update", "-qq"]),
    )?;
    let mut command = Command::new("apt-get");
    command
        .args(["install", "-qq", "--yes", "--no-install-recommends"])
        .args(["-o", PATIENCE])
        .args(packages);
    process::run(
        &step,
        INSTALL_LIMIT,
        command.env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

/// Whether every one of `packages` is installed.
pub(crate) fn has(packages: &[&str]) -> Result<bool, Failure> {
    let mut command = Command::new("dpkg-query");
    command
        .args(["--show", "--showformat=${db:Status-Abbrev}\n"])
        .args(packages);
    Ok(process::ask(&mut command)?.is_some_and(|answer| {
        answer.lines().filter(|line| line.starts_with("ii")).count() == packages.len()
    }))
}

fn is_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| line == "ID=debian")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_debian_itself_is_debian() {
        assert!(is_debian("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
        assert!(!is_debian("ID=ubuntu\nID_LIKE=debian\n"));
        assert!(!is_debian(""));
    }
}
