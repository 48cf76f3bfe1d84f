//! Strict JSON: what it takes, any reader takes and reads the same; what it refuses beyond them, it refuses by its rules.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oauth_proto::json::{JsonError, parse_object};
use serde_json::Value;

fuzz_target!(|text: &[u8]| {
    let loose: Option<Value> = serde_json::from_slice(text).ok();
    match parse_object(text) {
        Ok(object) => assert!(same(&Value::Object(object), &loose.expect("taken, so JSON"))),
        Err(JsonError::NotObject) => assert!(!loose.is_none_or(|value| value.is_object())),
        Err(JsonError::Syntax) => assert!(loose.is_none_or(|value| has_huge(&value))),
        Err(_) => {}
    }
});

/// Equal, fractions but for their last digits.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(x), Some(y)) if a.is_f64() && b.is_f64() => (x - y).abs() <= 1e-14 * x.abs(),
            _ => a == b,
        },
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let both = a.iter().zip(b);
            a.len() == b.len() && { both }.all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
        }
        (one, other) => one == other,
    }
}

/// Whether a number is there that is about the largest there is, and may round to none.
fn has_huge(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() > 1e308),
        Value::Array(items) => items.iter().any(has_huge),
        Value::Object(members) => members.values().any(has_huge),
        _ => false,
    }
}
