//! The contract's JSON of a report, its members in the contract's order. Written by hand: generated
//! writers weigh several kilobytes of the bundle for each format.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::{Api, Problem, Report, Row, Tokens};
use crate::output::{compact, indented};

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
        oauth_proto::json::parse(self.to_json().as_bytes()).unwrap_or_default()
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
        ("expires_in", compact(&Value::from(tokens.expires_in))),
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
    or_null(claims.map(|claims| compact(&Value::Object(claims.clone()))))
}

fn string(text: &str) -> String {
    compact(&Value::from(text))
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
