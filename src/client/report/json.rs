//! The contract's JSON of a report, its members in the contract's order. Written by hand: generated
//! writers weigh several kilobytes of the bundle for each format.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{Api, Problem, Report, Row, Tokens};

impl Report {
    /// The contract's JSON, on one line.
    pub fn to_json(&self) -> String {
        let timings = self.timings_ms.as_ref().map(|timings| {
            let members: Vec<_> = timings
                .iter()
                .map(|(step, milliseconds)| (step.as_str(), milliseconds.to_string()))
                .collect();
            object(&members)
        });
        object(&[
            ("result", string(self.result.as_str())),
            ("flow", optional(self.flow.as_deref())),
            ("failed_check", optional(self.failed_check.as_deref())),
            ("error", or_null(self.error.as_ref().map(problem))),
            (
                "checks",
                array(&self.checks.iter().map(row).collect::<Vec<_>>()),
            ),
            ("tokens", or_null(self.tokens.as_ref().map(tokens))),
            ("id_token_claims", claims(self.id_token_claims.as_ref())),
            ("userinfo", claims(self.userinfo.as_ref())),
            ("api", or_null(self.api.as_ref().map(api))),
            ("timings_ms", or_null(timings)),
        ])
    }

    /// The contract's JSON, indented.
    pub fn to_json_pretty(&self) -> String {
        indented(&self.to_json())
    }

    /// The contract's JSON, read.
    pub fn to_value(&self) -> Value {
        serde_json::from_str(&self.to_json()).unwrap_or_default()
    }
}

fn problem(problem: &Problem) -> String {
    object(&[
        ("kind", string(&problem.kind)),
        ("code", string(&problem.code)),
        ("description", string(&problem.description)),
        ("retryable", problem.retryable.to_string()),
    ])
}

fn row(row: &Row) -> String {
    object(&[
        ("id", string(&row.id)),
        ("status", string(row.status.as_str())),
        ("spec", string(&row.spec)),
        ("expected", string(&row.expected)),
        ("found", string(&row.found)),
    ])
}

fn tokens(tokens: &Tokens) -> String {
    object(&[
        ("access_token", string(&tokens.access_token)),
        ("token_type", string(&tokens.token_type)),
        ("expires_in", Value::from(tokens.expires_in).to_string()),
        ("scope", optional(tokens.scope.as_deref())),
        ("refresh_token", optional(tokens.refresh_token.as_deref())),
        ("id_token", optional(tokens.id_token.as_deref())),
    ])
}

fn api(api: &Api) -> String {
    object(&[
        ("status", api.status.to_string()),
        ("body", string(&api.body)),
    ])
}

fn claims(claims: Option<&Map<String, Value>>) -> String {
    or_null(claims.map(|claims| Value::Object(claims.clone()).to_string()))
}

fn string(text: &str) -> String {
    Value::from(text).to_string()
}

fn optional(text: Option<&str>) -> String {
    or_null(text.map(string))
}

fn or_null(json: Option<String>) -> String {
    json.unwrap_or_else(|| "null".to_owned())
}

fn array(entries: &[String]) -> String {
    ["[", &entries.join(","), "]"].concat()
}

fn object(members: &[(&str, String)]) -> String {
    let mut text = "{".to_owned();
    for (name, value) in members {
        if text.len() > 1 {
            text.push(',');
        }
        // Writing into a String cannot fail.
        let _ = write!(text, "{}:{value}", string(name));
    }
    text.push('}');
    text
}

/// JSON without spaces, with each member and entry on a line of its own.
fn indented(json: &str) -> String {
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
