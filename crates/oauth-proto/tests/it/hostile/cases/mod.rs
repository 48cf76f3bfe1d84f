//! The table, in the order of a flow.

mod beyond;
mod claims;
mod exchange;
mod signature;

use super::Case;

pub(crate) fn all() -> impl Iterator<Item = Case> {
    let tables = [
        exchange::CASES,
        signature::CASES,
        claims::CASES,
        beyond::CASES,
    ];
    tables.into_iter().flatten().copied()
}
