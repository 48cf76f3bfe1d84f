//! Chromium and its WebDriver, of the same version.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::apt;
use crate::failure::Failure;
use crate::process;

const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// A browser, and the program that drives it.
pub(crate) struct Browser {
    browser: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Finds a pair that fits, or installs Debian's.
    pub(crate) fn prepare() -> Result<Self, Failure> {
        if let Some(found) = Self::find()? {
            return Ok(found);
        }
        if apt::is_usable() {
            apt::install(&["chromium", "chromium-driver"])?;
        }
        Self::find()?.ok_or_else(|| Failure::Missing {
            what: "Chromium with a chromedriver of the same version",
            remedy: "Install both (Debian: apt-get install chromium chromium-driver) and put them on PATH, or name the driver in CHROMEDRIVER, then run this again".to_owned(),
        })
    }

    pub(crate) fn browser(&self) -> &Path {
        &self.browser
    }

    pub(crate) fn driver(&self) -> &Path {
        &self.driver
    }

    fn find() -> Result<Option<Self>, Failure> {
        let named = env::var_os("CHROMEDRIVER").map(PathBuf::from);
        let Some(driver) = named.or_else(|| on_path("chromedriver")) else {
            return Ok(None);
        };
        let Some(version) = major(&driver)? else {
            return Ok(None);
        };
        for browser in BROWSERS.into_iter().filter_map(on_path) {
            if major(&browser)? == Some(version) {
                return Ok(Some(Self { browser, driver }));
            }
        }
        Ok(None)
    }
}

/// Where a program is on PATH.
pub(super) fn on_path(program: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
}

fn major(program: &Path) -> Result<Option<u32>, Failure> {
    let answer = process::ask(Command::new(program).arg("--version"))?;
    Ok(answer.as_deref().and_then(major_in))
}

/// The first word that is a dotted version: the products' names differ.
fn major_in(answer: &str) -> Option<u32> {
    answer
        .split_whitespace()
        .find_map(|word| word.split_once('.')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_programs_tell_their_major_version() {
        let driver = "ChromeDriver 156.0.8078.79 (f00-refs/branch-heads/8078@{#1})";
        assert_eq!(major_in(driver), Some(156));
        assert_eq!(
            major_in("Chromium 156.0.8078.79 built on Debian 12.15"),
            Some(156)
        );
        assert_eq!(major_in("Google Chrome"), None);
    }
}
