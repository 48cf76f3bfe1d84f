//! What `docs/reference/accessibility.md` claims: every criterion has a line, and every test that it names is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../docs/reference/accessibility.md");

/// Every criterion of levels A and AA in WCAG 2.2.
const CRITERIA: &str = "1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 \
                        1.4.10 1.4.11 1.4.12 1.4.13 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 \
                        2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 \
                        3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3";

#[test]
fn every_criterion_has_a_line_that_says_how_it_was_checked() {
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| "));
    let rows = rows.filter(|row| row.starts_with(|first: char| first.is_ascii_digit()));
    let mut found = Vec::new();
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        assert_eq!(cells.len(), 3, "{row}");
        found.extend(row.split(' ').next());
    }
    assert_eq!(found, CRITERIA.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn every_test_that_is_named_is_there() {
    let spans = PAGE.split('`').skip(1).step_by(2);
    let named: BTreeSet<(&str, &str)> = spans.filter_map(|span| span.split_once("::")).collect();
    assert!(named.len() > 15, "{named:?}");
    for (file, test) in named {
        let function = format!("fn {test}(");
        let is_there = ["tests", "tests/e2e/tests/browser"].iter().any(|folder| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR"));
            let path = root.join(folder).join(format!("{file}.rs"));
            let text = path.exists().then(|| fs::read_to_string(path));
            text.is_some_and(|text| text.expect("a readable file").contains(&function))
        });
        assert!(is_there, "{file}::{test}");
    }
}
