//! The reference of `vestibule perform` names files and tests, and those exist; every flag is listed.
//! (Other pages of reference have tests of their own.)
#![cfg(not(target_arch = "wasm32"))]
#![expect(
    clippy::expect_used,
    reason = "a helper of tests fails by panicking, as tests do"
)]

use std::fs;
use std::path::{Path, PathBuf};

const PERFORM: &str = "perform.md";
/// What the names of tests begin with, and where those are.
const ROOTS: [(&str, &str); 6] = [
    ("e2e::", "tests/e2e/tests/browser"),
    ("oauth_proto::", "crates/oauth-proto/tests/it"),
    ("", "crates/vestibule/tests/perform"),
    ("", "crates/vestibule/tests"),
    ("", "crates/vestibule/src"),
    ("", "src"),
];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(repository().join(path)).expect("a file of the repository")
}

/// The reference pages that name tests in this way.
fn pages() -> [(&'static str, String); 1] {
    [PERFORM].map(|name| (name, read(format!("docs/reference/{name}"))))
}

/// What a text has in backticks, its blocks of code aside.
fn words(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose
        .flat_map(|part| part.split('`').skip(1).step_by(2))
        .collect()
}

/// The module and the function, if the word is the name of a test.
fn test_name(word: &str) -> Option<(&str, &str)> {
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_:".contains(c);
    word.rsplit_once("::")
        .filter(|_| word.chars().all(is_name) && word != "::")
}

/// Whether a file of that module has that function.
fn exists(module: &str, function: &str) -> bool {
    let files = ROOTS.iter().flat_map(|(prefix, folder)| {
        let module = module.strip_prefix(prefix).unwrap_or_default();
        let path = PathBuf::from(folder).join(module.replace("::", "/"));
        [path.with_extension("rs"), path.join("mod.rs")]
    });
    let start = format!("fn {function}(");
    files
        .filter_map(|file| fs::read_to_string(repository().join(file)).ok())
        .any(|text| text.contains(&start))
}

#[test]
fn every_test_that_is_named_exists() {
    let mut named = 0;
    for (page, text) in pages() {
        for word in words(&text) {
            if let Some((module, function)) = test_name(word) {
                assert!(exists(module, function), "{page}: {word}");
                named += 1;
            }
        }
    }
    assert!(named > 80, "{named}");
    assert!(!exists("e2e::perform", "no_such_test"));
}

#[test]
fn every_file_that_is_named_exists() {
    for (page, text) in pages() {
        for word in words(&text) {
            let is_source =
                Path::new(word).extension().is_some_and(|it| it == "rs") && !word.contains('*');
            if is_source || word.starts_with("tests/") || word.starts_with("crates/") {
                assert!(repository().join(word).exists(), "{page}: {word}");
            }
        }
    }
}

/// A flag or a step without a test is not shown to work.
#[test]
fn every_row_of_perform_names_a_test() {
    let text = read(Path::new("docs/reference").join(PERFORM));
    let mut is_listed = false;
    let mut rows = 0;
    for line in text.lines() {
        if !line.starts_with('|') {
            is_listed = false;
        } else if line.ends_with("| test |") {
            is_listed = true;
        } else if is_listed && !line.starts_with("|---") {
            let last = line.trim_end_matches(" |").rsplit(" | ").next();
            let shown = words(last.unwrap_or_default());
            assert!(shown.iter().any(|word| test_name(word).is_some()), "{line}");
            rows += 1;
        }
    }
    assert!(rows > 40, "{rows}");
}

#[test]
fn every_flag_of_perform_is_listed() {
    let page = read(Path::new("docs/reference").join(PERFORM));
    let options = read("crates/vestibule/src/perform/options.rs");
    // As clap makes a flag of a field's name.
    let fields = options.split("#[arg(").skip(1).map(|field| {
        let (_, rest) = field.split_once("pub ").expect("a field");
        let (name, _) = rest.split_once(':').expect("its name");
        format!("--{}", name.replace('_', "-"))
    });
    let flags: Vec<_> = fields.collect();
    assert_eq!(flags.len(), 32, "{flags:?}");
    for flag in flags {
        let is_listed = |word: &&str| word.split(' ').next() == Some(&flag);
        assert!(words(&page).iter().any(is_listed), "{flag}");
    }
}
