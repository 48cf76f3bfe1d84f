//! A table of hostile servers. Each line spoils one thing of an honest server and names the check that must fail.

mod cases;

use std::collections::BTreeSet;

use oauth_proto::check::{CheckId, Status};
use oauth_proto::error::Kind;

use crate::support::natively;
use crate::support::server::Server;

/// What is spoilt, the check that must fail, whose fault that is, and how it is spoilt.
pub(crate) type Case = (&'static str, CheckId, Kind, fn(&mut Server));

#[test]
fn every_case_fails_at_its_check() {
    let mut wrong = Vec::new();
    for (name, check, kind, spoil) in cases::all() {
        let mut server = Server::honest();
        spoil(&mut server);
        let (left, outcome) = natively(&server);
        let failed = left
            .trace
            .checks()
            .iter()
            .find(|check| check.status == Status::Fail);
        let outcome = outcome.map_err(|error| (error.check(), error.kind()));
        if outcome != Err((check, kind)) || failed.map(|failed| failed.id) != Some(check) {
            wrong.push(format!("{name}: {outcome:?}, first failed row {failed:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
    for (name, _, _, spoil) in cases::all() {
        let mut server = Server::honest();
        spoil(&mut server);
        let (left, outcome) = natively(&server);
        let Err(error) = outcome else { continue };
        let shown = format!("{error} {error:?} {} {:?}", error.help(), left.trace);
        for secret in secrets {
            assert!(!shown.contains(secret), "{name} shows {secret}: {shown}");
        }
    }
}
