//! The table, in the order of a flow, and how a run is held against it. Which cryptography a run has is the caller's affair.

mod beyond;
mod claims;
mod exchange;
mod signature;

use oauth_proto::check::{CheckId, Status};
use oauth_proto::error::{Error, Kind};

use crate::support::run::Left;
use crate::support::server::Server;

/// What is spoilt, the check that must fail, whose fault that is, and how it is spoilt.
pub(crate) type Case = (&'static str, CheckId, Kind, fn(&mut Server));

pub(crate) fn all() -> impl Iterator<Item = Case> {
    let tables = [
        exchange::CASES,
        signature::CASES,
        claims::CASES,
        beyond::CASES,
    ];
    tables.into_iter().flatten().copied()
}

/// The server of this case.
pub(crate) fn server((_, _, _, spoil): Case) -> Server {
    let mut server = Server::honest();
    spoil(&mut server);
    server
}

/// How a run against the case's server went, if not as the table says.
pub(crate) fn deviation(
    (name, check, kind, _): Case,
    left: &Left,
    outcome: Result<(), Error>,
) -> Option<String> {
    let mut rows = left.trace.checks().iter();
    let failed = rows.find(|row| row.status == Status::Fail);
    let outcome = outcome.map_err(|error| (error.check(), error.kind()));
    let as_told = outcome == Err((check, kind)) && failed.map(|row| row.id) == Some(check);
    (!as_told).then(|| format!("{name}: {outcome:?}, first failed row {failed:?}"))
}
