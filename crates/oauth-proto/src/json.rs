//! Strict JSON objects from outside: sizes and depth capped, duplicate members refused (RFC 8259 §4). This file does not
//! know what the members mean.
//!
//! `serde_json` alone keeps the last of two equal members, and two readers that choose differently can be played
//! against each other. Its values are used, but not its reader: the tables by which that reads fractions to the last bit
//! would be a twentieth of the whole core in a browser.

use serde_json::{Number, Value};

use crate::time::Timestamp;

/// Most bytes of a document.
pub const MAX_BYTES: usize = 1024 * 1024;
/// Deepest nesting of a document.
pub const MAX_DEPTH: u8 = 32;

/// A JSON object.
pub type Object = serde_json::Map<String, Value>;

/// Why a text is not a strict JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    match parse(text)? {
        Value::Object(object) => Ok(object),
        _ => Err(JsonError::NotObject),
    }
}

/// Reads one JSON value of whatever size and nothing else, as strictly.
pub fn parse(text: &[u8]) -> Result<Value, JsonError> {
    let text = std::str::from_utf8(text).map_err(|_| JsonError::Syntax)?;
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(MAX_DEPTH)?;
    let rest = reader.next_token();
    rest.map_or(Ok(value), |_| Err(JsonError::Syntax))
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

/// How far a text has been read.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// The next byte that is no white space.
    fn next_token(&mut self) -> Option<u8> {
        self.skip_space();
        self.next()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth_left: u8) -> Result<Value, JsonError> {
        match self.next_token() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'{') => self.object(deeper(depth_left)?),
            Some(b'[') => self.array(deeper(depth_left)?),
            Some(b't') => self.word("rue", Value::Bool(true)),
            Some(b'f') => self.word("alse", Value::Bool(false)),
            Some(b'n') => self.word("ull", Value::Null),
            Some(b'-' | b'0'..=b'9') => {
                self.at -= 1;
                self.number()
            }
            _ => Err(JsonError::Syntax),
        }
    }

    fn word(&mut self, rest: &str, value: Value) -> Result<Value, JsonError> {
        let read = rest.bytes().all(|byte| self.next() == Some(byte));
        read.then_some(value).ok_or(JsonError::Syntax)
    }

    fn object(&mut self, depth_left: u8) -> Result<Value, JsonError> {
        let mut object = Object::new();
        self.skip_space();
        if self.skip(b'}') {
            return Ok(Value::Object(object));
        }
        loop {
            if self.next_token() != Some(b'"') {
                return Err(JsonError::Syntax);
            }
            let name = self.string()?;
            if self.next_token() != Some(b':') {
                return Err(JsonError::Syntax);
            }
            let value = self.value(depth_left)?;
            if object.insert(name, value).is_some() {
                return Err(JsonError::Duplicate);
            }
            if !self.goes_on(b'}')? {
                return Ok(Value::Object(object));
            }
        }
    }

    fn array(&mut self, depth_left: u8) -> Result<Value, JsonError> {
        let mut items = Vec::new();
        self.skip_space();
        if self.skip(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth_left)?);
            if !self.goes_on(b']')? {
                return Ok(Value::Array(items));
            }
        }
    }

    /// Whether another one follows in a list that ends with `end`.
    fn goes_on(&mut self, end: u8) -> Result<bool, JsonError> {
        match self.next_token() {
            Some(b',') => Ok(true),
            Some(byte) if byte == end => Ok(false),
            _ => Err(JsonError::Syntax),
        }
    }

    /// The rest of a string (§7).
    fn string(&mut self) -> Result<String, JsonError> {
        let mut string = String::new();
        loop {
            let start = self.at;
            let ends = |byte: u8| matches!(byte, b'"' | b'\\' | ..b' ');
            while self.peek().is_some_and(|byte| !ends(byte)) {
                self.at += 1;
            }
            string.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.next() {
                Some(b'"') => return Ok(string),
                Some(b'\\') => string.push(self.escape().ok_or(JsonError::Syntax)?),
                _ => return Err(JsonError::Syntax),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = self.hex()?;
                if !(0xd800..0xdc00).contains(&unit) {
                    return char::from_u32(unit);
                }
                // The first half of a pair.
                let marked = self.next()? == b'\\' && self.next()? == b'u';
                let low = self.hex().filter(|_| marked)?.checked_sub(0xdc00)?;
                let high = unit - 0xd800;
                return char::from_u32(0x10000 + (high << 10) + low).filter(|_| low < 0x400);
            }
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit << 4 | char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }

    /// §6. Whole numbers are exact as far as 64 bits go; others as exact as a few floating multiplications make them.
    fn number(&mut self) -> Result<Value, JsonError> {
        let negative = self.skip(b'-');
        let leading_zero = self.peek() == Some(b'0');
        let (mut mantissa, mut exponent) = (0, 0);
        let digits = self.digits(&mut mantissa, &mut exponent);
        if digits == 0 || (leading_zero && digits > 1) {
            return Err(JsonError::Syntax);
        }
        let mut is_whole = exponent == 0;
        if self.skip(b'.') {
            is_whole = false;
            let mut dropped = 0;
            let digits = self.digits(&mut mantissa, &mut dropped);
            if digits == 0 {
                return Err(JsonError::Syntax);
            }
            exponent += dropped - digits;
        }
        if self.skip(b'e') || self.skip(b'E') {
            is_whole = false;
            let down = self.skip(b'-');
            if !down {
                self.skip(b'+');
            }
            let (mut power, mut dropped) = (0, 0);
            if self.digits(&mut power, &mut dropped) == 0 {
                return Err(JsonError::Syntax);
            }
            let power = i32::try_from(power).unwrap_or(i32::MAX).min(MAX_POWER);
            exponent += if down { -power } else { power };
        }
        // There is no whole -0.
        let whole = match (is_whole, negative) {
            (true, false) => Some(Value::from(mantissa)),
            (true, true) if mantissa > 0 => 0_i64.checked_sub_unsigned(mantissa).map(Value::from),
            _ => None,
        };
        let number = || {
            let number = scaled(mantissa, exponent);
            Number::from_f64(if negative { -number } else { number }).map(Value::Number)
        };
        whole.or_else(number).ok_or(JsonError::Syntax)
    }

    fn skip(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// Appends digits to `mantissa`, and counts those that found no room; gives how many there were.
    fn digits(&mut self, mantissa: &mut u64, dropped: &mut i32) -> i32 {
        let mut count = 0;
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            count += 1;
            let digit = u64::from(byte - b'0');
            let longer = mantissa
                .checked_mul(10)
                .and_then(|it| it.checked_add(digit));
            match longer.filter(|_| *dropped == 0) {
                Some(longer) => *mantissa = longer,
                None => *dropped += 1,
            }
        }
        count
    }
}

/// Beyond it every number is 0 or none.
const MAX_POWER: i32 = 10_000_000;

/// `mantissa` times ten to the power of `exponent`; infinite beyond what an f64 holds.
fn scaled(mantissa: u64, mut exponent: i32) -> f64 {
    // The largest power of ten that is exact.
    const EXACT: i32 = 22;
    #[expect(
        clippy::cast_precision_loss,
        reason = "17 digits are as many as an f64 has"
    )]
    let mut number = mantissa as f64;
    while exponent != 0 && number != 0.0 && number.is_finite() {
        let step = exponent.clamp(-EXACT, EXACT);
        exponent -= step;
        let power = 10_f64.powi(step.abs());
        if step > 0 {
            number *= power;
        } else {
            number /= power;
        }
    }
    number
}

fn deeper(depth_left: u8) -> Result<u8, JsonError> {
    depth_left.checked_sub(1).ok_or(JsonError::TooDeep)
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

    /// As a reader reads them that is in wide use.
    #[test]
    fn numbers_and_strings_of_every_kind() {
        for text in [
            "0",
            "-0",
            "7",
            "-7",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "18446744073709551615",
            "18446744073709551616",
            "-9223372036854775809",
            "0.0",
            "0.5",
            "-0.25",
            "1300819380.9",
            "1e3",
            "1E+3",
            "25e-2",
            "12.375e2",
            "1e22",
            "123456789012345678901234567890",
            "0.1",
            "3.14159265358979",
            "0e999",
            "1e-999",
            "0.000000000000000000000001",
            "5e-324",
            r#""""#,
            r#""\"\\\/\b\f\n\r\t""#,
            r#""\u0041\u00e4\uFFff\u0000""#,
            r#""\ud83d\ude00\udbff\udfff""#,
            "\"ä€😀\u{7f}\"",
            "[]",
            "[[],{}]",
            " [ 1 , 2 ] ",
        ] {
            let text = ["{\"a\":", text, "}"].concat();
            let strict = parse_object(text.as_bytes()).map(Value::Object);
            assert_eq!(strict.ok(), serde_json::from_str(&text).ok(), "{text}");
        }
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
            ("{\"a\":1e99999999999999999999}", JsonError::Syntax),
            ("{\"a\":01}", JsonError::Syntax),
            ("{\"a\":-}", JsonError::Syntax),
            ("{\"a\":1.}", JsonError::Syntax),
            ("{\"a\":.5}", JsonError::Syntax),
            ("{\"a\":1e}", JsonError::Syntax),
            ("{\"a\":+1}", JsonError::Syntax),
            ("{\"a\":tru}", JsonError::Syntax),
            ("{\"a\" 1}", JsonError::Syntax),
            ("{\"a\":1 \"b\":2}", JsonError::Syntax),
            ("{,}", JsonError::Syntax),
            ("{\"a\":[1,]}", JsonError::Syntax),
            ("{\"a\":[,1]}", JsonError::Syntax),
            ("{\"a\":[1}", JsonError::Syntax),
            ("{\"a\":[", JsonError::Syntax),
            ("{a:1}", JsonError::Syntax),
            ("{'a':1}", JsonError::Syntax),
            ("{\"a\":\"\n\"}", JsonError::Syntax),
            (r#"{"a":"\x"}"#, JsonError::Syntax),
            (r#"{"a":"\ud800"}"#, JsonError::Syntax),
            (r#"{"a":"\ud800\u0041"}"#, JsonError::Syntax),
            (r#"{"a":"\ud800\ud800"}"#, JsonError::Syntax),
            (r#"{"a":"\udc00"}"#, JsonError::Syntax),
            (r#"{"a":"\u00g0"}"#, JsonError::Syntax),
            (r#"{"a":"\u+041"}"#, JsonError::Syntax),
            (r#"{"a":"#, JsonError::Syntax),
            (r#"{"a"#, JsonError::Syntax),
            ("{} {}", JsonError::Syntax),
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
