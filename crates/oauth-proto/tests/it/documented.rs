//! The reference of checks has every check and points at files that exist.

use std::path::Path;

use oauth_proto::check::CheckId;

#[test]
fn every_check_is_documented_with_code_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("../../docs/reference/checks.md")).unwrap();
    let documented: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    assert_eq!(documented.len(), CheckId::ALL.len());
    for (row, id) in documented.iter().zip(CheckId::ALL) {
        let start = format!("| `{}` | {} |", id.as_str(), id.spec());
        assert!(row.starts_with(&start), "{row}");
    }
    let is_source = |word: &&str| Path::new(word).extension().is_some_and(|rs| rs == "rs");
    let files = text.split('`').filter(is_source);
    for file in files.filter(|file| !file.contains('*')) {
        assert!(root.join("src").join(file).is_file(), "{file}");
    }
}
