//! A secret as it stands in the file.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A secret, or its hash. What stands in its place without quotes may be one too, so that is not
/// repeated in the error.
pub(super) struct Concealed(pub(super) String);

impl<'de> Deserialize<'de> for Concealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match toml::Value::deserialize(deserializer)? {
            toml::Value::String(text) => Ok(Self(text)),
            _ => Err(D::Error::custom("write it as text, in quotes")),
        }
    }
}

impl AsRef<str> for Concealed {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
