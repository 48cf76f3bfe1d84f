//! JSON values as YAML 1.2 in block style. Strings are always double-quoted, so that none can be
//! taken for a number, a date or a `no`.

use serde_json::Value;

use super::compact;

/// The text, its last line ended.
pub(super) fn write(value: &Value) -> String {
    let mut text = String::new();
    if is_block(value) {
        block(value, 0, &mut text);
    } else {
        scalar(value, &mut text);
        text.push('\n');
    }
    text
}

/// Whether a value takes lines of its own.
fn is_block(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => false,
    }
}

fn block(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Array(items) => {
            for item in items {
                indent(depth, text);
                text.push('-');
                child(item, depth, text);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                indent(depth, text);
                if is_plain(name) {
                    text.push_str(name);
                } else {
                    quoted(name, text);
                }
                text.push(':');
                child(member, depth, text);
            }
        }
        _ => {}
    }
}

fn child(value: &Value, depth: usize, text: &mut String) {
    if is_block(value) {
        text.push('\n');
        block(value, depth + 1, text);
    } else {
        text.push(' ');
        scalar(value, text);
        text.push('\n');
    }
}

fn scalar(value: &Value, text: &mut String) {
    match value {
        Value::String(string) => quoted(string, text),
        // `null`, `true`, numbers, `[]` and `{}` are the same in both languages.
        other => text.push_str(&compact(other)),
    }
}

/// A JSON string is a YAML one, but for characters that YAML wants escaped and JSON does not.
fn quoted(string: &str, text: &mut String) {
    for c in compact(&Value::from(string)).chars() {
        match c {
            '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                text.push_str("\\u");
                for shift in [12, 8, 4, 0] {
                    text.extend(char::from_digit((u32::from(c) >> shift) & 15, 16));
                }
            }
            c => text.push(c),
        }
    }
}

/// Names that nothing else than a string can be meant by. (A single letter could be `y` or `n`.)
fn is_plain(name: &str) -> bool {
    const MEANT_OTHERWISE: [&str; 7] = ["null", "true", "false", "yes", "no", "on", "off"];
    name.len() > 1
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !MEANT_OTHERWISE
            .iter()
            .any(|word| name.eq_ignore_ascii_case(word))
}

fn indent(depth: usize, text: &mut String) {
    for _ in 0..depth {
        text.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nested_values_in_block_style() {
        let value = json!({
            "checks": [{"id": "a.b", "ok": true}, [1, [2]], "x", []],
            "none": null,
            "on": {},
            "y": -1.5,
        });
        let expected = "checks:\n  -\n    id: \"a.b\"\n    ok: true\n  -\n    - 1\n    -\n      - 2\n  \
                        - \"x\"\n  - []\nnone: null\n\"on\": {}\n\"y\": -1.5\n";
        assert_eq!(write(&value), expected);
        assert_eq!(write(&json!("a")), "\"a\"\n");
        assert_eq!(write(&json!([])), "[]\n");
    }

    #[cfg(not(target_arch = "wasm32"))]
    mod read_back {
        use proptest::prelude::*;
        use serde_json::{Map, Number};
        use yaml_rust2::{Yaml, YamlLoader};

        use super::*;

        fn read(text: &str) -> Yaml {
            let mut documents = YamlLoader::load_from_str(text).unwrap();
            assert_eq!(documents.len(), 1, "{text}");
            documents.remove(0)
        }

        fn same(json: &Value, yaml: &Yaml) -> bool {
            match (json, yaml) {
                (Value::Null, Yaml::Null) => true,
                (Value::Bool(a), Yaml::Boolean(b)) => a == b,
                (Value::Number(a), Yaml::Integer(b)) => a.as_i64() == Some(*b),
                (Value::String(a), Yaml::String(b)) => a == b,
                (Value::Array(a), Yaml::Array(b)) => {
                    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
                }
                (Value::Object(a), Yaml::Hash(b)) => {
                    a.len() == b.len()
                        && a.iter().all(|(name, value)| {
                            b.get(&Yaml::String(name.clone()))
                                .is_some_and(|found| same(value, found))
                        })
                }
                _ => false,
            }
        }

        #[test]
        fn strings_that_look_like_something_else() {
            for text in [
                "",
                " ",
                "~",
                "null",
                "no",
                "0x1f",
                "1e3",
                "2026-11-26",
                "- a",
                "a: b",
                "a #b",
                "'",
                "\"",
                "\\",
                "&a",
                "*a",
                "!t",
                "|",
                ">",
                "%",
                "@",
                "`",
                "a\nb",
                "a\tb\r",
                "---",
                "...",
                "\u{1b}[31m",
                "\u{7f}\u{85}\u{a0}",
                "\u{2028}\u{2029}\u{feff}",
                "ü😀",
                "\0",
            ] {
                let value = json!({text: text, "list": [text]});
                assert!(same(&value, &read(&write(&value))), "{text:?}");
            }
        }

        fn values() -> impl Strategy<Value = Value> {
            let leaf = prop_oneof![
                Just(Value::Null),
                any::<bool>().prop_map(Value::from),
                any::<i64>().prop_map(|number| Value::Number(Number::from(number))),
                any::<String>().prop_map(Value::from),
            ];
            leaf.prop_recursive(4, 24, 4, |inner| {
                prop_oneof![
                    prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                    prop::collection::btree_map(any::<String>(), inner, 0..4).prop_map(|members| {
                        Value::Object(members.into_iter().collect::<Map<_, _>>())
                    }),
                ]
            })
        }

        proptest! {
            #[test]
            fn every_value_is_read_back(value in values()) {
                let text = write(&value);
                prop_assert!(same(&value, &read(&text)), "{}", text);
            }
        }
    }
}
