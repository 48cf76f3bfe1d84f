//! Named checks and the trace that a flow leaves: what was expected, what was found, which section asks for it.
//!
//! This file knows how a row is recorded; it does not know when a check is made.

use std::cell::OnceCell;
use std::fmt;

use crate::error::{Cause, Error};
use crate::shown::show;

pub use crate::check_id::CheckId;

/// Rows of a sign-in, and the bytes of their texts.
const USUAL_ROWS: usize = 40;
const USUAL_TEXT: usize = 2048;

/// Longest text, in characters, that a row keeps of an expected or found value.
pub const MAX_TEXT: usize = 300;

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// As it must be.
    Pass,
    /// Broken; the flow ends here.
    Fail,
    /// Unusual but allowed.
    Warn,
    /// Not made; `found` says why.
    Skip,
}

impl Status {
    /// The status as it is shown and scripted against.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Skip => "skip",
        }
    }

    /// The status with this name.
    pub fn parse(status: &str) -> Option<Self> {
        [Self::Pass, Self::Fail, Self::Warn, Self::Skip]
            .into_iter()
            .find(|known| known.as_str() == status)
    }
}

/// One check that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Which.
    pub id: CheckId,
    /// How it ended.
    pub status: Status,
    /// What the rule asks for; never a secret.
    pub expected: String,
    /// What was there (on a skip: why it was not looked at); never a secret.
    pub found: String,
}

impl Check {
    /// The section that asks for this check.
    pub const fn spec(&self) -> &'static str {
        self.id.spec()
    }
}

/// The checks of one run in the order made.
///
/// They are written down in one text, and become [`Check`]s of their own when somebody looks: making each row by itself
/// would be a third of what it takes to validate an ID token.
#[derive(Clone, Default)]
pub struct Trace {
    text: String,
    rows: Vec<Row>,
    read: OnceCell<Vec<Check>>,
}

/// One check as it is written down: its texts end here in the trace's.
#[derive(Clone, Copy)]
struct Row {
    id: CheckId,
    status: Status,
    expected_end: usize,
    found_end: usize,
}

impl Trace {
    /// An empty trace.
    pub const fn new() -> Self {
        Self {
            text: String::new(),
            rows: Vec::new(),
            read: OnceCell::new(),
        }
    }

    /// The rows so far.
    pub fn checks(&self) -> &[Check] {
        self.read.get_or_init(|| {
            let mut start = 0;
            let rows = self.rows.iter();
            rows.map(|row| self.check(row, std::mem::replace(&mut start, row.found_end)))
                .collect()
        })
    }

    /// The rows, given away.
    pub fn into_checks(mut self) -> Vec<Check> {
        self.checks();
        self.read.take().unwrap_or_default()
    }

    /// The last row with this id, which is the one that counts.
    pub fn last(&self, id: CheckId) -> Option<&Check> {
        self.checks().iter().rev().find(|check| check.id == id)
    }

    /// Records the failed check of an error that arose outside this crate's `process_…` functions,
    /// such as a request that never got a response.
    pub fn record(&mut self, error: &Error) {
        let expected = match error.cause() {
            Cause::Cors => "a response that this origin may read",
            _ => "a usable response",
        };
        let found = error.cause().to_string();
        self.push(error.check(), Status::Fail, expected, &found);
    }

    /// Appends the rows of another trace.
    pub fn extend(&mut self, later: Self) {
        for check in later.into_checks() {
            self.push(check.id, check.status, &check.expected, &check.found);
        }
    }

    /// How many rows there are, for [`Trace::forget_since`].
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Takes back the rows after the first `len`.
    pub(crate) fn forget_since(&mut self, len: usize) {
        self.rows.truncate(len);
        self.text.truncate(self.end());
        self.read.take();
    }

    pub(crate) fn pass(&mut self, id: CheckId, expected: &str, found: &str) {
        self.push(id, Status::Pass, expected, found);
    }

    pub(crate) fn warn(&mut self, id: CheckId, expected: &str, found: &str) {
        self.push(id, Status::Warn, expected, found);
    }

    pub(crate) fn skip(&mut self, id: CheckId, why: &str) {
        self.push(id, Status::Skip, "", why);
    }

    /// Records a failed check and makes the error that ends the flow.
    pub(crate) fn fail(
        &mut self,
        id: CheckId,
        expected: &str,
        found: &str,
        cause: impl Into<Cause>,
    ) -> Error {
        self.push(id, Status::Fail, expected, found);
        Error::new(id, cause)
    }

    fn push(&mut self, id: CheckId, status: Status, expected: &str, found: &str) {
        if self.rows.is_empty() {
            self.rows.reserve(USUAL_ROWS);
            self.text.reserve(USUAL_TEXT);
        }
        let start = self.end();
        show(&mut self.text, expected, MAX_TEXT);
        let expected_end = self.text.len();
        show(&mut self.text, found, MAX_TEXT);
        let row = Row {
            id,
            status,
            expected_end,
            found_end: self.text.len(),
        };
        self.rows.push(row);
        // Who looks after each step does not pay for all the steps before.
        if let Some(mut read) = self.read.take() {
            read.push(self.check(&row, start));
            self.read = OnceCell::from(read);
        }
    }

    fn end(&self) -> usize {
        self.rows.last().map_or(0, |row| row.found_end)
    }

    fn check(&self, row: &Row, start: usize) -> Check {
        let text = |from, to| self.text.get(from..to).unwrap_or_default().to_owned();
        Check {
            id: row.id,
            status: row.status,
            expected: text(start, row.expected_end),
            found: text(row.expected_end, row.found_end),
        }
    }
}

impl PartialEq for Trace {
    fn eq(&self, other: &Self) -> bool {
        self.checks() == other.checks()
    }
}

impl Eq for Trace {}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Trace").field(&self.checks()).finish()
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn rows_are_the_same_whenever_somebody_looks() {
        let mut looked_at = Trace::new();
        let mut trace = Trace::new();
        for (id, expected, found) in [
            (CheckId::TokenHttp, "status 200", "200"),
            (CheckId::TokenJson, "", "ä\n"),
            (CheckId::TokenScope, "a b", ""),
        ] {
            trace.pass(id, expected, found);
            assert_eq!(looked_at.checks().len(), looked_at.len());
            looked_at.pass(id, expected, found);
        }
        assert_eq!(trace, looked_at);
        let rows = trace.checks().iter();
        let rows: Vec<_> = rows
            .map(|row| (row.id, &*row.expected, &*row.found))
            .collect();
        assert_eq!(
            rows,
            [
                (CheckId::TokenHttp, "status 200", "200"),
                (CheckId::TokenJson, "", "ä\u{fffd}"),
                (CheckId::TokenScope, "a b", ""),
            ]
        );
        trace.forget_since(1);
        trace.skip(CheckId::TokenScope, "why");
        looked_at.extend(trace);
        let found: Vec<_> = looked_at.checks().iter().map(|row| &*row.found).collect();
        assert_eq!(found, ["200", "ä\u{fffd}", "", "200", "why"]);
        let first = looked_at.last(CheckId::TokenHttp).unwrap();
        assert_eq!(first.expected, "status 200");
        assert_eq!(looked_at.into_checks().len(), 5);
    }
}
