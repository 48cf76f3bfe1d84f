//! Strict JSON: what it takes, any reader takes and reads the same; what it refuses beyond them, it refuses by its rules.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oauth_proto::json::{JsonError, parse_object};
use serde_json::Value;

fuzz_target!(|text: &[u8]| {
    let loose: Option<Value> = serde_json::from_slice(text).ok();
    match parse_object(text) {
        Ok(object) => assert_eq!(Some(Value::Object(object)), loose),
        Err(JsonError::NotObject) => assert!(!loose.is_none_or(|value| value.is_object())),
        Err(JsonError::Syntax) => assert_eq!(loose, None),
        Err(JsonError::Duplicate | JsonError::TooDeep | JsonError::TooLarge) => {}
    }
});
