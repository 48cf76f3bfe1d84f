//! Strict JSON objects from outside: sizes and depth capped, duplicate members refused.
//!
//! `serde_json` alone keeps the last of two equal members, and two readers that choose differently can be played
//! against each other. This file does not know what the members mean.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::time::Timestamp;

/// Most bytes of a document.
pub const MAX_BYTES: usize = 1024 * 1024;
/// Deepest nesting of a document.
pub const MAX_DEPTH: u8 = 32;

/// A JSON object.
pub type Object = serde_json::Map<String, Value>;

/// Why a text is not a strict JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonError {
    /// Over [`MAX_BYTES`].
    TooLarge,
    /// Not JSON at all.
    Syntax,
    /// JSON, but not an object.
    NotObject,
    /// Two members of one object have the same name.
    Duplicate,
    /// Nested deeper than [`MAX_DEPTH`].
    TooDeep,
}

impl JsonError {
    /// What is wrong, in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLarge => "the document is too large",
            Self::Syntax => "not JSON",
            Self::NotObject => "JSON, but not an object",
            Self::Duplicate => "a member that is there twice",
            Self::TooDeep => "JSON nested too deeply",
        }
    }
}

/// Reads one JSON object and nothing else.
pub fn parse_object(text: &[u8]) -> Result<Object, JsonError> {
    if text.len() > MAX_BYTES {
        return Err(JsonError::TooLarge);
    }
    let refused = Cell::new(None);
    let seed = Strict {
        depth_left: MAX_DEPTH,
        refused: &refused,
    };
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = seed
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    match (refused.get(), value) {
        (Some(error), _) => Err(error),
        (None, Ok(Value::Object(object))) => Ok(object),
        (None, Ok(_)) => Err(JsonError::NotObject),
        (None, Err(_)) => Err(JsonError::Syntax),
    }
}

/// Writes what this crate makes itself: text, whole numbers, lists and objects of such. Without `serde_json`'s writer,
/// whose tables for fractions would be a tenth of the whole core in a browser.
pub(crate) fn write(value: &Value) -> String {
    let mut text = String::new();
    write_to(&mut text, value);
    text
}

/// A `NumericDate` (RFC 7519 §2): a number of seconds, fractions cut off.
pub(crate) fn numeric_date(value: &Value) -> Option<Timestamp> {
    // Beyond 2^53 an f64 is no longer exact; no honest date is there.
    const MAX: f64 = 9_007_199_254_740_992.0;
    let seconds = value.as_f64().filter(|seconds| seconds.abs() < MAX)?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked against MAX; the cut is wanted"
    )]
    Some(Timestamp::from_unix(seconds.trunc() as i64))
}

fn write_to(text: &mut String, value: &Value) {
    match value {
        Value::Bool(true) => text.push_str("true"),
        Value::Bool(false) => text.push_str("false"),
        Value::String(string) => write_string(text, string),
        Value::Array(items) => {
            text.push('[');
            for (count, item) in items.iter().enumerate() {
                separate(text, count);
                write_to(text, item);
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (count, (name, member)) in members.iter().enumerate() {
                separate(text, count);
                write_string(text, name);
                text.push(':');
                write_to(text, member);
            }
            text.push('}');
        }
        Value::Null | Value::Number(_) => match value.as_i64() {
            Some(number) => text.push_str(&number.to_string()),
            None => text.push_str("null"),
        },
    }
}

fn separate(text: &mut String, count: usize) {
    if count > 0 {
        text.push(',');
    }
}

/// RFC 8259 §7.
fn write_string(text: &mut String, string: &str) {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    text.push('"');
    for c in string.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            c if c < ' ' => {
                let digit = |shift: u32| HEX.get(((c as usize) >> shift) & 15).copied();
                text.push_str("\\u00");
                text.extend([digit(4), digit(0)].into_iter().flatten());
            }
            c => text.push(c),
        }
    }
    text.push('"');
}

/// What a JSON value is called when it is not shown itself.
pub(crate) fn type_name(value: Option<&Value>) -> &'static str {
    match value {
        None => "nothing",
        Some(Value::Null) => "null",
        Some(Value::Bool(_)) => "a boolean",
        Some(Value::Number(_)) => "a number",
        Some(Value::String(_)) => "a string",
        Some(Value::Array(_)) => "an array",
        Some(Value::Object(_)) => "an object",
    }
}

/// A reader that notes what it refuses and reads on to the end of the document, or of `serde_json`'s patience: an error of
/// its own would bring `serde_json`'s machinery for messages that nobody sees.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth_left: u8,
    refused: &'a Cell<Option<JsonError>>,
}

impl Strict<'_> {
    fn deeper(self) -> Self {
        if self.depth_left == 0 {
            self.refuse(JsonError::TooDeep);
        }
        Self {
            depth_left: self.depth_left.saturating_sub(1),
            ..self
        }
    }

    /// The first reason counts.
    fn refuse(self, why: JsonError) {
        self.refused.set(self.refused.get().or(Some(why)));
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.deeper();
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.deeper();
        let mut object = Object::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(inner)?;
            if object.insert(name, value).is_some() {
                self.refuse(JsonError::Duplicate);
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn an_object_is_read_as_it_is() {
        let object = parse_object(br#" {"a":[1,-2,0.5,true,null,"\u00e4"],"b":{}} "#).unwrap();
        assert_eq!(
            Value::Object(object).to_string(),
            r#"{"a":[1,-2,0.5,true,null,"ä"],"b":{}}"#
        );
    }

    #[test]
    fn what_is_not_a_strict_object() {
        let deep = ["{\"a\":", &"[".repeat(40), &"]".repeat(40), "}"].concat();
        let very_deep = ["{\"a\":", &"[".repeat(9000)].concat();
        for (text, error) in [
            ("", JsonError::Syntax),
            ("<!doctype html>", JsonError::Syntax),
            ("{} x", JsonError::Syntax),
            ("{\"a\":1,}", JsonError::Syntax),
            ("\u{feff}{}", JsonError::Syntax),
            ("{\"a\":NaN}", JsonError::Syntax),
            ("{\"a\":1e999}", JsonError::Syntax),
            ("[]", JsonError::NotObject),
            ("\"x\"", JsonError::NotObject),
            ("null", JsonError::NotObject),
            (r#"{"a":1,"a":1}"#, JsonError::Duplicate),
            (r#"{"a":1,"\u0061":2}"#, JsonError::Duplicate),
            (r#"{"a":[{"b":1,"b":2}]}"#, JsonError::Duplicate),
            (&deep, JsonError::TooDeep),
            (&very_deep, JsonError::TooDeep),
        ] {
            assert_eq!(parse_object(text.as_bytes()), Err(error), "{text}");
        }
        assert_eq!(parse_object(b"{\"a\":\"\xff\"}"), Err(JsonError::Syntax));
        assert_eq!(
            parse_object(&vec![b' '; MAX_BYTES + 1]),
            Err(JsonError::TooLarge)
        );
    }

    #[test]
    fn what_is_written_is_read_again() {
        let text = r#"{"a":[],"b":["\u0000\u001f\"\\/ä€",-7,null],"c":{"":true,"x":false}}"#;
        let object = Value::Object(parse_object(text.as_bytes()).unwrap());
        assert_eq!(write(&object), text);
    }

    #[test]
    fn numeric_dates() {
        let date = |text: &str| numeric_date(&serde_json::from_str(text).unwrap());
        assert_eq!(
            date("1300819380"),
            Some(Timestamp::from_unix(1_300_819_380))
        );
        assert_eq!(
            date("1300819380.9"),
            Some(Timestamp::from_unix(1_300_819_380))
        );
        assert_eq!(date("-1"), Some(Timestamp::from_unix(-1)));
        assert_eq!(date("1e300"), None);
        assert_eq!(date("\"1300819380\""), None);
    }
}
