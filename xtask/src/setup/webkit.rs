//! WebKit's WebDriver, which brings its browser, and Xvfb, for that browser must have a display.

use super::apt;
use super::browser::on_path;
use super::peer::Peer;
use crate::failure::Failure;

/// Finds both, or installs Debian's.
pub(super) fn prepare() -> Result<Peer, Failure> {
    if find().is_none() && apt::is_usable() {
        apt::install(&["webkit2gtk-driver", "xvfb"])?;
    }
    Ok(find().unwrap_or_else(|| {
        let remedy =
            "Install WebKit's WebDriver and Xvfb (Debian: apt-get install webkit2gtk-driver xvfb)";
        Peer::Absent(remedy.to_owned())
    }))
}

fn find() -> Option<Peer> {
    on_path("Xvfb")?;
    on_path("WebKitWebDriver").map(Peer::Present)
}
