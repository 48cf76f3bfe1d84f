//! Writes a brotli and a gzip file beside each asset.

use std::fs;
use std::path::{Path, PathBuf};

use vestibule_compress::{brotli, gzip};

use crate::failure::{AtPath, Failure};
use crate::fingerprint::files_below;
use crate::process::check_interrupt;

/// What shrinks; pictures and fonts are compressed already.
const TEXT_LIKE: [&str; 7] = ["css", "html", "js", "json", "svg", "txt", "wasm"];

/// Compresses every file below `folder` that gains by it.
pub(crate) fn compress_tree(folder: &Path) -> Result<(), Failure> {
    for path in files_below(folder)?
        .into_iter()
        .filter(|path| is_text_like(path))
    {
        check_interrupt()?;
        let bytes = fs::read(&path).at(&path)?;
        write_beside(&path, "br", &brotli(&bytes).at(&path)?)?;
        write_beside(&path, "gz", &gzip(&bytes).at(&path)?)?;
    }
    Ok(())
}

fn is_text_like(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| TEXT_LIKE.iter().any(|known| extension == *known))
}

fn write_beside(path: &Path, extension: &str, bytes: &[u8]) -> Result<(), Failure> {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    let path = PathBuf::from(name);
    fs::write(&path, bytes).at(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_already_stays_as_it_is() {
        assert!(is_text_like(Path::new("login-1_bg.wasm")));
        assert!(!is_text_like(Path::new("logo.png")));
        assert!(!is_text_like(Path::new("login.css.br")));
    }
}
