//! Firefox, and geckodriver, which is a crate of Mozilla's and no package of Debian's.

use super::apt;
use super::browser::on_path;
use super::cache::Cache;
use super::cargo_tool::{CargoTool, Fit};
use super::peer::Peer;
use crate::failure::Failure;

/// Where geckodriver itself looks.
const BROWSERS: [&str; 2] = ["firefox", "firefox-esr"];

const VERSION: &str = "0.37.1";
const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    programs: &["geckodriver"],
    fit: Fit::SameMinor,
    flags: &["--locked"],
    opt_level: "0",
};

/// Finds Firefox or installs Debian's, then its driver.
pub(super) fn prepare(cache: &Cache) -> Result<Peer, Failure> {
    if !is_there() && apt::is_usable() {
        apt::install(&["firefox-esr"])?;
    }
    if !is_there() {
        let remedy = "Install Firefox (Debian: apt-get install firefox-esr)";
        return Ok(Peer::Absent(remedy.to_owned()));
    }
    let folder = GECKODRIVER.prepare(cache, VERSION)?;
    let driver = folder.map(|folder| folder.join("geckodriver"));
    Ok(driver.or_else(|| on_path("geckodriver")).map_or_else(
        || Peer::Absent("Put geckodriver on PATH".to_owned()),
        Peer::Present,
    ))
}

fn is_there() -> bool {
    BROWSERS.into_iter().any(|name| on_path(name).is_some())
}
