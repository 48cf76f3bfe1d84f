//! JSON values as text, on one line or indented. Both come out of one writer: `serde_json` compiles another for
//! each place that text goes to and each layout, and the client page's bundle holds what is compiled.

use serde_json::Value;

/// On one line, without spaces.
pub fn compact(value: &Value) -> String {
    // A value in memory always has a JSON text.
    serde_json::to_string(value).unwrap_or_default()
}

/// JSON without spaces, with each member and entry on a line of its own.
pub fn indented(json: &str) -> String {
    let mut text = String::new();
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    let mut previous = ' ';
    let line = |text: &mut String, depth: usize| {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    };
    for c in json.chars() {
        let opens = matches!(previous, '{' | '[') && !in_string;
        if !in_string && matches!(c, '}' | ']') {
            depth -= usize::from(depth > 0);
            if !opens {
                line(&mut text, depth);
            }
        } else if opens {
            line(&mut text, depth);
        }
        text.push(c);
        if in_string {
            in_string = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
            // What a string holds opens nothing.
            previous = ' ';
            continue;
        }
        match c {
            '"' => in_string = true,
            '{' | '[' => depth += 1,
            ',' => line(&mut text, depth),
            ':' => text.push(' '),
            _ => {}
        }
        previous = c;
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn indented_is_what_serde_json_indents() {
        for value in [
            json!({"a": [1, -2.5, [], {}, [[null]]], "b\"{,:}\\": {"c": "\\", "d": "ä\n"}}),
            json!([]),
            json!("a: [b]"),
            json!(7),
        ] {
            let pretty = serde_json::to_string_pretty(&value).unwrap();
            assert_eq!(indented(&compact(&value)), pretty);
        }
    }
}
