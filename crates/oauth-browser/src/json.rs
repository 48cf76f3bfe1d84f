//! JSON of this crate's own, by one reader and one writer: `serde_json` compiles another for each kind of source and
//! target, and a bundle holds what is compiled.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a text says, if it is that.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    // By the core's reader: the other one need not be in the bundle too.
    serde_json::from_value(oauth_proto::json::parse(text.as_bytes()).ok()?).ok()
}

/// As text, if it has one.
pub(crate) fn write<T: Serialize + ?Sized>(value: &T) -> Option<String> {
    serde_json::to_string(value).ok()
}
