//! A file with the encodings that it is sent in. It knows no route and no folder.

use std::io;
use std::path::Path;

use axum::body::Bytes;
use vestibule_compress::{brotli, gzip};

/// One file with the encodings it is stored in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// As it is.
    pub identity: Bytes,
    /// Compressed by brotli.
    pub brotli: Option<Bytes>,
    /// Compressed by gzip.
    pub gzip: Option<Bytes>,
}

/// What shrinks; pictures and fonts are compressed already.
const TEXT_LIKE: [&str; 8] = ["css", "html", "js", "json", "map", "svg", "txt", "wasm"];

impl StoredFile {
    /// A file with its compressed forms, where its name says that they are smaller.
    pub fn new(name: &str, content: Vec<u8>) -> Self {
        let shrinks = Path::new(name)
            .extension()
            .is_some_and(|extension| TEXT_LIKE.iter().any(|known| extension == *known));
        // Memory does not fail; if it did, the file goes as it is.
        let smaller = |compress: fn(&[u8]) -> io::Result<Vec<u8>>| {
            let compressed = shrinks.then(|| compress(&content))?.ok()?;
            (compressed.len() < content.len()).then(|| Bytes::from(compressed))
        };
        Self {
            brotli: smaller(brotli),
            gzip: smaller(gzip),
            identity: content.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shrinks_is_stored_smaller_and_the_rest_as_it_is() {
        let text = b"sign in, sign in, sign in, sign in, sign in, sign in, sign in".to_vec();
        let stored = StoredFile::new("a.css", text.clone());
        assert_eq!(stored.identity, text);
        assert!(stored.brotli.unwrap().len() < text.len());
        assert!(stored.gzip.unwrap().len() < text.len());
        let stored = StoredFile::new("a.png", text);
        assert_eq!((stored.brotli, stored.gzip), (None, None));
        assert_eq!(StoredFile::new("a.css", b"a".to_vec()).brotli, None);
    }
}
