//! Writes a brotli and a gzip file beside each asset, and says what a text weighs on the wire.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

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

/// `bytes` by brotli at its highest quality.
pub(crate) fn brotli(mut bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
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
    use std::io::Read as _;

    use super::*;

    const TEXT: &[u8] = b"sign in, sign in, sign in, sign in, sign in, sign in, sign in";

    #[test]
    fn brotli_and_gzip_give_back_what_went_in() {
        let compressed = brotli(TEXT).expect("memory does not fail");
        assert!(compressed.len() < TEXT.len());
        let mut text = Vec::new();
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut text).expect("it is brotli");
        assert_eq!(text, TEXT);

        let compressed = gzip(TEXT).expect("memory does not fail");
        let mut text = Vec::new();
        let mut decoder = flate2::read::GzDecoder::new(compressed.as_slice());
        decoder.read_to_end(&mut text).expect("it is gzip");
        assert_eq!(text, TEXT);
    }

    #[test]
    fn what_is_compressed_already_stays_as_it_is() {
        assert!(is_text_like(Path::new("login-1_bg.wasm")));
        assert!(!is_text_like(Path::new("logo.png")));
        assert!(!is_text_like(Path::new("login.css.br")));
    }
}
