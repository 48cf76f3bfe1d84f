//! Judging several claims together: each leaves a row, the first that failed becomes the error.
//!
//! The rules themselves are with the kinds of tokens; this file knows only how their verdicts are recorded.

use serde_json::Value;

use crate::check::{CheckId, Trace};
use crate::error::{Cause, Error, Violation};
use crate::json::{Object, type_name};

/// Records rows until [`Judge::end`].
pub(crate) struct Judge<'a> {
    trace: &'a mut Trace,
    first: Option<Error>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(trace: &'a mut Trace) -> Self {
        Self { trace, first: None }
    }

    /// The row that the rule for this check has to fill.
    pub(crate) fn row<'b>(&'b mut self, id: CheckId) -> Row<'b, 'a> {
        Row { judge: self, id }
    }

    pub(crate) fn end(self) -> Result<(), Error> {
        self.first.map_or(Ok(()), Err)
    }
}

/// An empty row. A rule takes it and can give a [`Recorded`] only by filling it, once.
pub(crate) struct Row<'b, 'a> {
    judge: &'b mut Judge<'a>,
    id: CheckId,
}

/// Proof that a rule came to a verdict.
pub(crate) struct Recorded(());

impl Row<'_, '_> {
    pub(crate) fn pass(self, expected: &str, found: &str) -> Recorded {
        self.judge.trace.pass(self.id, expected, found);
        Recorded(())
    }

    pub(crate) fn warn(self, expected: &str, found: &str) -> Recorded {
        self.judge.trace.warn(self.id, expected, found);
        Recorded(())
    }

    pub(crate) fn skip(self, why: &str) -> Recorded {
        self.judge.trace.skip(self.id, why);
        Recorded(())
    }

    pub(crate) fn fail(self, expected: &str, found: &str, cause: impl Into<Cause>) -> Recorded {
        let error = self.judge.trace.fail(self.id, expected, found, cause);
        self.judge.first.get_or_insert(error);
        Recorded(())
    }

    /// Fails for a claim that is absent or of a wrong type.
    pub(crate) fn unusable(
        self,
        name: &'static str,
        expected: &str,
        value: Option<&Value>,
    ) -> Recorded {
        let cause = match value {
            None => Violation::Missing(name),
            Some(_) => Violation::Malformed(name),
        };
        self.fail(expected, type_name(value), cause)
    }
}

/// A claim that is text.
pub(crate) fn text<'a>(claims: &'a Object, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}

/// `aud`: one string or an array of strings.
pub(crate) fn audiences(value: &Value) -> Option<Vec<&str>> {
    match value {
        Value::String(one) => Some(vec![one]),
        Value::Array(many) => many.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// The same, to be kept.
pub(crate) fn owned_audiences(value: &Value) -> Option<Vec<String>> {
    Some(audiences(value)?.into_iter().map(str::to_owned).collect())
}
