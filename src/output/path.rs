//! Paths to one value of a JSON document: what gjson and JSONPath (RFC 9535) have in common.
//!
//! | written | means |
//! |---|---|
//! | `a.b`, `$.a.b` | member `b` of member `a` |
//! | `$['a.b']`, `$["a.b"]`, `a\.b` | a member whose name has a dot (or another special character) |
//! | `a.0`, `a[0]`, `$.a[0]` | the first item; `[-1]` the last |
//! | `a.#` | how many items |
//! | `a.#.b`, `$.a[*].b`, `$.a.*.b` | `b` of each that has one, as an array |
//! | `$` | the whole document |
//!
//! Neither language's filters, slices, descendants (`..`), unions, wildcards within names, pipes,
//! modifiers and multipaths are here. They are refused, so that none is ever taken for a name.

use std::{fmt, str::FromStr};

use serde_json::Value;

/// A parsed path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonPath(Vec<Segment>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    /// A member of an object, or by its number an item of an array.
    Name(String),
    /// An item of an array, from its end when negative.
    Index(i64),
    /// The rest of the path in each item.
    Each,
    /// How many items there are.
    Count,
}

/// The text is no path of this language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// How many characters in.
    at: usize,
    reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reason {
    Empty,
    EmptyName,
    NotHere,
    Bracket,
}

/// Characters that mean something in gjson or JSONPath.
const SPECIAL: &str = "*?#|@(){}![]'\"";

impl JsonPath {
    /// The value at this path.
    pub fn select(&self, document: &Value) -> Option<Value> {
        select(&self.0, document)
    }
}

fn select(path: &[Segment], value: &Value) -> Option<Value> {
    let Some((segment, rest)) = path.split_first() else {
        return Some(value.clone());
    };
    match (segment, value) {
        (Segment::Name(name), Value::Object(members)) => select(rest, members.get(name)?),
        (Segment::Name(name), Value::Array(items)) => {
            select(rest, items.get(name.parse::<usize>().ok()?)?)
        }
        (Segment::Index(index), Value::Array(items)) => {
            let from_end = usize::try_from(index.unsigned_abs()).ok()?;
            let index = if *index < 0 {
                items.len().checked_sub(from_end)?
            } else {
                from_end
            };
            select(rest, items.get(index)?)
        }
        (Segment::Each, Value::Array(items)) => {
            Some(items.iter().filter_map(|item| select(rest, item)).collect())
        }
        (Segment::Each, Value::Object(members)) => Some(
            members
                .values()
                .filter_map(|item| select(rest, item))
                .collect(),
        ),
        (Segment::Count, Value::Array(items)) => Some(items.len().into()),
        _ => None,
    }
}

impl FromStr for JsonPath {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut parser = Parser { text, rest: text };
        if text.is_empty() {
            return Err(parser.error(Reason::Empty));
        }
        let mut dotted = parser.take('$');
        let mut segments = Vec::new();
        while !parser.rest.is_empty() {
            if parser.take('[') {
                segments.push(parser.bracket()?);
            } else if dotted && !parser.take('.') {
                return Err(parser.error(Reason::NotHere));
            } else {
                segments.push(parser.name()?);
            }
            dotted = true;
        }
        Ok(Self(segments))
    }
}

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
}

impl Parser<'_> {
    fn error(&self, reason: Reason) -> PathError {
        let done = self.text.len() - self.rest.len();
        PathError {
            at: self.text.get(..done).unwrap_or_default().chars().count(),
            reason,
        }
    }

    fn take(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let c = chars.next();
        self.rest = chars.as_str();
        c
    }

    /// What stands between dots.
    fn name(&mut self) -> Result<Segment, PathError> {
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(['.', '[']);
        for (sign, segment) in [('*', Segment::Each), ('#', Segment::Each)] {
            if let Some(rest) = self.rest.strip_prefix(sign)
                && ends(rest)
            {
                self.rest = rest;
                return Ok(if sign == '#' && rest.is_empty() {
                    Segment::Count
                } else {
                    segment
                });
            }
        }
        let mut name = String::new();
        while !ends(self.rest) {
            let here = self.error(Reason::NotHere);
            match self.next() {
                Some('\\') => name.push(self.next().ok_or(here)?),
                Some(c) if SPECIAL.contains(c) || c.is_control() => return Err(here),
                Some(c) => name.push(c),
                None => {}
            }
        }
        if name.is_empty() {
            return Err(self.error(Reason::EmptyName));
        }
        Ok(Segment::Name(name))
    }

    /// What stands in brackets; the opening one is taken.
    fn bracket(&mut self) -> Result<Segment, PathError> {
        let bad = self.error(Reason::Bracket);
        let segment = if self.take('*') {
            Segment::Each
        } else if let Some(quote) = ['\'', '"'].into_iter().find(|quote| self.take(*quote)) {
            let mut name = String::new();
            loop {
                match self.next().ok_or(bad.clone())? {
                    c if c == quote => break,
                    '\\' => name.push(self.next().ok_or(bad.clone())?),
                    c => name.push(c),
                }
            }
            Segment::Name(name)
        } else {
            let (number, _) = self.rest.split_once(']').ok_or(bad.clone())?;
            let index = number.parse().map_err(|_| bad.clone())?;
            self.rest = self.rest.get(number.len()..).unwrap_or_default();
            Segment::Index(index)
        };
        if self.take(']') {
            Ok(segment)
        } else {
            Err(bad)
        }
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path is not understood")?;
        if self.reason != Reason::Empty {
            f.write_str(" after ")?;
            f.write_str(&self.at.to_string())?;
            f.write_str(" characters")?;
        }
        f.write_str(match self.reason {
            Reason::Empty => ": it is empty; $ is the whole result",
            Reason::EmptyName => ": a name is missing",
            Reason::NotHere => {
                ": it may have names, numbers, # and * between dots; write \\ before a special \
                 character of a name"
            }
            Reason::Bracket => ": brackets hold a number, * or a quoted name",
        })
    }
}

impl std::error::Error for PathError {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_found_in_both_languages() {
        let document = json!({
            "a": {"b": 1, "c.d": 2, "x*": 3},
            "list": [{"id": "one"}, {"id": "two"}, {"no": 0}],
            "https://example.com/claim": true,
            "7": "seven",
        });
        for (path, expected) in [
            ("a.b", json!(1)),
            ("$.a.b", json!(1)),
            ("$['a'][\"b\"]", json!(1)),
            ("a.c\\.d", json!(2)),
            ("$.a['c.d']", json!(2)),
            ("a.x\\*", json!(3)),
            ("list.1.id", json!("two")),
            ("list[1].id", json!("two")),
            ("$.list[-3].id", json!("one")),
            ("list.#", json!(3)),
            ("list.#.id", json!(["one", "two"])),
            ("$.list[*].id", json!(["one", "two"])),
            ("$.list.*.id", json!(["one", "two"])),
            ("$.a.*", json!([1, 2, 3])),
            ("https://example\\.com/claim", json!(true)),
            ("$['https://example.com/claim']", json!(true)),
            ("7", json!("seven")),
            ("$", document.clone()),
        ] {
            let found = path.parse::<JsonPath>().unwrap().select(&document);
            assert_eq!(found, Some(expected), "{path}");
        }
        for path in ["b", "a.b.c", "list.3", "list[-4]", "list.x", "a.#", "a[0]"] {
            let found = path.parse::<JsonPath>().unwrap().select(&document);
            assert_eq!(found, None, "{path}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        use Reason::{Bracket, Empty, EmptyName, NotHere};
        for (path, at, reason) in [
            ("", 0, Empty),
            ("a..b", 2, EmptyName),
            ("$..b", 2, EmptyName),
            (".a", 0, EmptyName),
            ("a.", 2, EmptyName),
            ("$a", 1, NotHere),
            ("a|b", 1, NotHere),
            ("a.@reverse", 2, NotHere),
            ("ä.b*", 3, NotHere),
            ("list.#(id==1)", 5, NotHere),
            ("{a,b}", 0, NotHere),
            ("a\\", 1, NotHere),
            ("a[", 2, Bracket),
            ("a[x]", 2, Bracket),
            ("a[1:2]", 2, Bracket),
            ("a[?@.b]", 2, Bracket),
            ("a['b]", 2, Bracket),
            ("a['b'", 2, Bracket),
        ] {
            let expected = Err(PathError { at, reason });
            assert_eq!(path.parse::<JsonPath>(), expected, "{path}");
        }
    }
}
