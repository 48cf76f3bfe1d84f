//! The reference of checks has every check, and whatever it names exists: files, tests, cases of the hostile table.

use std::path::{Path, PathBuf};

use oauth_proto::check::CheckId;

use crate::hostile::cases;

/// How the page begins the names of what the browser's crate has.
const BROWSER: &str = "browser/";

fn page() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(root.join("../../docs/reference/checks.md")).unwrap()
}

/// A file of this crate or, with the prefix, of the browser's.
fn file(folder: &str, name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    match (name.strip_prefix(BROWSER), folder) {
        (Some(name), folder) => root.join("../oauth-browser").join(folder).join(name),
        (None, "tests") => root.join("tests/it").join(name),
        (None, folder) => root.join(folder).join(name),
    }
}

/// What the page has in backticks.
fn words(page: &str) -> impl Iterator<Item = &str> {
    page.split('`').skip(1).step_by(2)
}

#[test]
fn every_check_is_documented_with_a_case_that_fails_it() {
    let page = page();
    let documented: Vec<_> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .collect();
    assert_eq!(documented.len(), CheckId::ALL.len());
    for (row, id) in documented.iter().zip(CheckId::ALL) {
        let start = format!("| `{}` | {} |", id.as_str(), id.spec());
        assert!(row.starts_with(&start), "{row}");
        let shown = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let case = shown.split(';').next().unwrap();
        let fails = cases::all().any(|(name, check, ..)| name == case && check == *id);
        // Some fail outside the core only, or never: those name a test.
        let names_a_test = words(shown).any(|word| word.contains("::"));
        assert!(fails || names_a_test, "{row}");
    }
}

#[test]
fn every_file_and_test_that_is_named_exists() {
    let page = page();
    let is_source = |word: &&str| Path::new(word).extension().is_some_and(|rs| rs == "rs");
    for name in words(&page)
        .filter(is_source)
        .filter(|name| !name.contains('*'))
    {
        assert!(file("src", name).is_file(), "{name}");
    }
    let mut tests = 0;
    for (module, test) in words(&page).filter_map(|word| word.rsplit_once("::")) {
        let source = match module.strip_suffix("::tests") {
            Some(module) => file("src", &(module.replace("::", "/") + ".rs")),
            None => file("tests", &format!("{module}.rs")),
        };
        // A type's function, not a test.
        if module.starts_with(char::is_uppercase) {
            continue;
        }
        let text = std::fs::read_to_string(&source).unwrap_or_default();
        assert!(
            text.contains(&format!("fn {test}(")),
            "{module}::{test} in {}",
            source.display()
        );
        tests += 1;
    }
    assert!(tests > 30, "{tests}");
}

#[test]
fn every_case_that_is_quoted_exists() {
    let page = page();
    let rules = page.lines().filter(|line| line.contains("`hostile` \""));
    for rule in rules {
        for quoted in rule.split('"').skip(1).step_by(2) {
            assert!(cases::all().any(|(name, ..)| name == quoted), "{quoted}");
        }
    }
}
