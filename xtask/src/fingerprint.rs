//! SHA-256 of files and words: to tell whether anything has changed since the last build, and for checksums.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{AtPath, Failure};

/// SHA-256 over everything added so far.
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    /// Adds a word; its length goes in too, so that two words never look like one.
    pub(crate) fn add(&mut self, word: &[u8]) {
        self.0.update(word.len().to_be_bytes());
        self.0.update(word);
    }

    /// Adds a file's content.
    pub(crate) fn add_file(&mut self, path: &Path) -> Result<(), Failure> {
        self.add(&fs::read(path).at(path)?);
        Ok(())
    }

    /// Adds every file below `folder`, by name and content; an absent folder adds nothing.
    pub(crate) fn add_tree(&mut self, folder: &Path) -> Result<(), Failure> {
        for path in files_below(folder)? {
            let name = path.strip_prefix(folder).unwrap_or(&path);
            self.add(name.as_os_str().as_encoded_bytes());
            self.add_file(&path)?;
        }
        Ok(())
    }

    /// The digest, as hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// The digest of `bytes` alone, as `sha256sum` has it.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Every file below `folder`, in an order that does not depend on the file system.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder).at(folder)? {
        let path = entry.at(folder)?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing into a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(words: &[&str]) -> String {
        let mut fingerprint = Fingerprint::new();
        for word in words {
            fingerprint.add(word.as_bytes());
        }
        fingerprint.finish()
    }

    #[test]
    fn a_checksum_is_what_sha256sum_says() {
        assert_eq!(
            sha256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn where_a_word_ends_counts() {
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
    }

    #[test]
    fn an_absent_folder_has_no_files() {
        assert_eq!(
            files_below(Path::new("/no/such/folder")).ok(),
            Some(Vec::new())
        );
    }
}
