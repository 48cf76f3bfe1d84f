//! What a finished run gives away, in the formats of `hydra perform`: a table, JSON, YAML, or one
//! value out of the JSON. Plain text in, plain text out: the terminal prints it, the client page
//! copies it. It must not know where tokens come from, nor how a time is written.
//!
//! ```
//! use serde_json::json;
//! use vestibule_ui::output::{Format, TokenRow};
//!
//! // Parsed before a run starts: a mistake in it must not cost a sign-in.
//! let format: Format = "jsonpath=tokens.scope".parse().unwrap();
//! let row = TokenRow {
//!     access_token: "at-1".to_owned(),
//!     refresh_token: None,
//!     id_token: None,
//!     expiry: None,
//! };
//! // The row is for the table, the document for every other format.
//! let document = json!({"tokens": {"scope": "openid"}});
//! assert_eq!(format.render(&row, &document).unwrap(), "\"openid\"\n");
//! ```
//!
//! `jsonpath=` takes what is common to gjson, which Hydra's flag takes, and to JSONPath (RFC 9535):
//! see [`path`]. `jsonpointer=` is RFC 6901.

mod json;
pub mod path;
mod table;
mod yaml;

use std::{fmt, str::FromStr};

use serde_json::Value;

use self::path::{JsonPath, PathError};
pub use self::{
    json::{compact, indented},
    table::TokenRow,
};

/// How a result is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// One line for each token, `default` and `table`.
    #[default]
    Table,
    /// The access token and nothing else, what `-q` gives. It has no name of its own.
    Quiet,
    /// The document on one line.
    Json,
    /// The document, indented.
    JsonPretty,
    /// The document as YAML 1.2.
    Yaml,
    /// One value of the document, as indented JSON; `null` where there is none.
    JsonPath(JsonPath),
    /// One value of the document, as indented JSON.
    JsonPointer(JsonPointer),
}

/// An RFC 6901 pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonPointer(String);

/// The text is no format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// No such name.
    Unknown(String),
    /// `jsonpath` or `jsonpointer` without its `=…`.
    NoArgument(&'static str),
    /// A path that is not understood.
    Path(PathError),
    /// A pointer that RFC 6901 does not know.
    Pointer,
}

/// The document has nothing at the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchValue(String);

impl Format {
    /// The whole text, its last line ended.
    pub fn render(&self, row: &TokenRow, document: &Value) -> Result<String, NoSuchValue> {
        let mut text = match self {
            Self::Table => table::write(row),
            Self::Quiet => row.access_token.clone(),
            Self::Json => compact(document),
            Self::JsonPretty => pretty(document),
            Self::Yaml => yaml::write(document),
            Self::JsonPath(path) => pretty(&path.select(document).unwrap_or(Value::Null)),
            Self::JsonPointer(JsonPointer(pointer)) => match document.pointer(pointer) {
                Some(value) => pretty(value),
                None => return Err(NoSuchValue(pointer.clone())),
            },
        };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        let (name, argument) = match text.split_once('=') {
            Some((name, argument)) => (name, Some(argument)),
            None => (text, None),
        };
        match (name, argument) {
            ("default" | "table", None) => Ok(Self::Table),
            ("json", None) => Ok(Self::Json),
            ("json-pretty", None) => Ok(Self::JsonPretty),
            ("yaml", None) => Ok(Self::Yaml),
            ("jsonpath", Some(path)) => Ok(Self::JsonPath(path.parse()?)),
            ("jsonpointer", Some(pointer)) => Ok(Self::JsonPointer(pointer.parse()?)),
            ("jsonpath", None) => Err(FormatError::NoArgument("jsonpath")),
            ("jsonpointer", None) => Err(FormatError::NoArgument("jsonpointer")),
            _ => Err(FormatError::Unknown(text.to_owned())),
        }
    }
}

impl FromStr for JsonPointer {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        let starts_well = text.is_empty() || text.starts_with('/');
        let mut after_tildes = text.split('~').skip(1);
        if starts_well && after_tildes.all(|rest| rest.starts_with(['0', '1'])) {
            Ok(Self(text.to_owned()))
        } else {
            Err(FormatError::Pointer)
        }
    }
}

impl From<PathError> for FormatError {
    fn from(error: PathError) -> Self {
        Self::Path(error)
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(text) => {
                f.write_str(text)?;
                f.write_str(
                    " is no format; take table, json, json-pretty, yaml, jsonpath=PATH or \
                     jsonpointer=POINTER",
                )
            }
            Self::NoArgument(name) => {
                f.write_str(name)?;
                f.write_str(" needs to be told which value, as in ")?;
                f.write_str(match *name {
                    "jsonpath" => "jsonpath=access_token",
                    _ => "jsonpointer=/access_token",
                })
            }
            Self::Path(error) => error.fmt(f),
            Self::Pointer => f.write_str(
                "a JSON pointer is empty or begins with /, and has ~0 for ~ and ~1 for /",
            ),
        }
    }
}

impl std::error::Error for FormatError {}

impl fmt::Display for NoSuchValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the result has nothing at ")?;
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoSuchValue {}

fn pretty(value: &Value) -> String {
    indented(&compact(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row() -> TokenRow {
        TokenRow {
            access_token: "at-1".to_owned(),
            refresh_token: Some("rt-1".to_owned()),
            id_token: None,
            expiry: Some("2026-11-26T02:00:00Z".to_owned()),
        }
    }

    fn render(format: &str) -> String {
        let document = json!({"scope": "a \"b\"", "access_token": "at-1", "expires_in": 3600});
        let format: Format = format.parse().unwrap();
        format.render(&row(), &document).unwrap()
    }

    #[test]
    fn each_format() {
        let table = "ACCESS TOKEN\tat-1\nREFRESH TOKEN\trt-1\nID TOKEN\t<empty>\n\
                     EXPIRY\t\t2026-11-26T02:00:00Z\n";
        let cases = [
            ("default", table),
            ("table", table),
            (
                "json",
                "{\"access_token\":\"at-1\",\"expires_in\":3600,\"scope\":\"a \\\"b\\\"\"}\n",
            ),
            (
                "json-pretty",
                "{\n  \"access_token\": \"at-1\",\n  \"expires_in\": 3600,\n  \"scope\": \"a \\\"b\\\"\"\n}\n",
            ),
            (
                "yaml",
                "access_token: \"at-1\"\nexpires_in: 3600\nscope: \"a \\\"b\\\"\"\n",
            ),
            ("jsonpath=access_token", "\"at-1\"\n"),
            ("jsonpath=$.expires_in", "3600\n"),
            ("jsonpath=nothing", "null\n"),
            ("jsonpointer=/access_token", "\"at-1\"\n"),
        ];
        for (format, expected) in cases {
            assert_eq!(render(format), expected, "{format}");
        }
        assert_eq!(
            Format::Quiet.render(&row(), &Value::Null).unwrap(),
            "at-1\n"
        );
    }

    #[test]
    fn a_pointer_to_nothing_is_told() {
        let format: Format = "jsonpointer=/nothing".parse().unwrap();
        let error = format.render(&row(), &json!({})).unwrap_err();
        assert_eq!(error.to_string(), "the result has nothing at /nothing");
    }

    #[test]
    fn pointers_are_rfc_6901s() {
        let document = json!({"a/b": {"m~n": [10, 20]}, "": 0});
        for (pointer, expected) in [
            ("jsonpointer=/a~1b/m~0n/1", "20\n"),
            ("jsonpointer=/", "0\n"),
        ] {
            let format: Format = pointer.parse().unwrap();
            assert_eq!(format.render(&row(), &document).unwrap(), expected);
        }
        for bad in ["jsonpointer=a", "jsonpointer=/a~", "jsonpointer=/a~2b"] {
            assert_eq!(bad.parse::<Format>(), Err(FormatError::Pointer), "{bad}");
        }
    }

    #[test]
    fn what_is_no_format_says_what_is() {
        for (text, said) in [
            (
                "xml",
                "xml is no format; take table, json, json-pretty, yaml, jsonpath=PATH or \
                 jsonpointer=POINTER",
            ),
            (
                "json=a",
                "json=a is no format; take table, json, json-pretty, yaml, jsonpath=PATH or \
                 jsonpointer=POINTER",
            ),
            (
                "jsonpath",
                "jsonpath needs to be told which value, as in jsonpath=access_token",
            ),
            (
                "jsonpointer",
                "jsonpointer needs to be told which value, as in jsonpointer=/access_token",
            ),
        ] {
            assert_eq!(text.parse::<Format>().unwrap_err().to_string(), said);
        }
    }
}
