//! A table of hostile servers. Each line spoils one thing of an honest server and names the check that must fail.

pub(crate) mod cases;

use std::collections::BTreeSet;

use oauth_proto::check::CheckId;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::backend::run_here;

#[test]
fn every_case_fails_at_its_check() {
    let deviations = cases::all().filter_map(|case| {
        let (left, outcome) = run_here(&cases::server(case));
        cases::deviation(case, &left, outcome)
    });
    assert_eq!(deviations.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn the_table_is_long_and_has_no_name_twice() {
    let names: BTreeSet<_> = cases::all().map(|(name, ..)| name).collect();
    assert_eq!(names.len(), cases::all().count());
    assert!(names.len() >= 150, "{}", names.len());
}

/// Only what arises outside the core is without a case.
#[test]
fn every_check_that_the_core_makes_has_a_case() {
    let failing: BTreeSet<_> = cases::all().map(|(_, check, ..)| check.as_str()).collect();
    let without: Vec<_> = CheckId::ALL
        .iter()
        .map(|check| check.as_str())
        .filter(|check| !failing.contains(check) && !check.starts_with("cors."))
        .collect();
    // It can only warn: a server may keep a refresh token as it is.
    assert_eq!(without, ["refresh.rotation"]);
}

#[test]
fn no_error_shows_a_secret() {
    let secrets = [
        "code-1",
        "refresh-1",
        "refresh-2",
        "device-1",
        "eyJ",
        "AAAAAAAA",
        "AgICAgIC",
    ];
    for case in cases::all() {
        let (left, outcome) = run_here(&cases::server(case));
        let Err(error) = outcome else { continue };
        let shown = format!("{error} {error:?} {} {:?}", error.help(), left.trace);
        for secret in secrets {
            assert!(
                !shown.contains(secret),
                "{} shows {secret}: {shown}",
                case.0
            );
        }
    }
}
