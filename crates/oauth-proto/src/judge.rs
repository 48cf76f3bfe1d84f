//! Judging several claims together: each leaves a row, the first that failed becomes the error.
//!
//! The rules themselves are with the kinds of tokens; this file knows only how a verdict is recorded.

use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::error::{Cause, Error, Violation};
use crate::json::{Object, type_name};

/// The outcome of one rule.
pub(crate) enum Verdict {
    Pass(String, String),
    Warn(String, String),
    Skip(&'static str),
    Fail(String, String, Cause),
}

impl Verdict {
    pub(crate) fn pass(expected: &str, found: &str) -> Self {
        Self::Pass(expected.to_owned(), found.to_owned())
    }

    pub(crate) fn fail(expected: &str, found: &str, cause: impl Into<Cause>) -> Self {
        Self::Fail(expected.to_owned(), found.to_owned(), cause.into())
    }

    /// A claim that is absent or of a wrong type.
    pub(crate) fn unusable(name: &'static str, expected: &str, value: Option<&Value>) -> Self {
        let cause = match value {
            None => Violation::Missing(name),
            Some(_) => Violation::Malformed(name),
        };
        Self::fail(expected, type_name(value), cause)
    }
}

/// Records verdicts until [`Judge::end`].
pub(crate) struct Judge<'a> {
    trace: &'a mut Trace,
    first: Option<Error>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(trace: &'a mut Trace) -> Self {
        Self { trace, first: None }
    }

    pub(crate) fn note(&mut self, id: CheckId, verdict: Verdict) {
        match verdict {
            Verdict::Pass(expected, found) => self.trace.pass(id, &expected, &found),
            Verdict::Warn(expected, found) => self.trace.warn(id, &expected, &found),
            Verdict::Skip(why) => self.trace.skip(id, why),
            Verdict::Fail(expected, found, cause) => {
                let error = self.trace.fail(id, &expected, &found, cause);
                self.first.get_or_insert(error);
            }
        }
    }

    pub(crate) fn end(self) -> Result<(), Error> {
        self.first.map_or(Ok(()), Err)
    }
}

/// A claim that is text.
pub(crate) fn text<'a>(claims: &'a Object, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}

/// `aud`: one string or an array of strings.
pub(crate) fn audiences(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(many) => many
            .iter()
            .map(|one| one.as_str().map(str::to_owned))
            .collect(),
        _ => None,
    }
}
