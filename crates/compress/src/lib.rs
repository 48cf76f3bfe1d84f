//! What is compressed once and sent often, as far as brotli and gzip go.
//!
//! A crate of its own, since the compressors are generic: their code is compiled where it is called, and here it is
//! optimised in every profile. Their memory does not fail, so neither do these.

use std::io::{Result, Write as _};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// By brotli at its highest quality.
pub fn brotli(mut content: &[u8]) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut content, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// By gzip at its highest level.
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    const TEXT: &[u8] = b"sign in, sign in, sign in, sign in, sign in, sign in, sign in";

    #[test]
    fn brotli_gives_back_what_went_in() {
        let compressed = brotli(TEXT).unwrap();
        assert!(compressed.len() < TEXT.len());
        let mut text = Vec::new();
        brotli::BrotliDecompress(&mut compressed.as_slice(), &mut text).unwrap();
        assert_eq!(text, TEXT);
    }

    #[test]
    fn gzip_gives_back_what_went_in() {
        let compressed = gzip(TEXT).unwrap();
        assert!(compressed.len() < TEXT.len());
        let mut text = Vec::new();
        let mut decoder = flate2::read::GzDecoder::new(compressed.as_slice());
        decoder.read_to_end(&mut text).unwrap();
        assert_eq!(text, TEXT);
    }
}
