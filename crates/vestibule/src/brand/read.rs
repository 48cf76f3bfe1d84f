//! From a file's text to documents: that of the brand, and for each client the same with its part merged
//! in. Every wrong type is found, not only the first.

use std::path::Path;

use serde::Deserialize as _;
use serde_json::{Map, Value};
use serde_path_to_error::Segment;

use super::document::Document;
use super::finding::{Finding, Problem};
use super::schema::{join, unknown_keys};
use crate::plain_words::in_plain_words;

/// The documents of a file.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) base: Document,
    /// By `client_id`.
    pub(super) clients: Vec<(String, Document)>,
    pub(super) findings: Vec<Finding>,
}

/// Wrong types are looked for so many times, each time without those that were found.
const ATTEMPTS: usize = 64;

/// Reads JSON where the file's name ends in `.json`, and TOML otherwise. What is neither is no document.
pub(super) fn read(text: &str, path: &Path) -> Result<Read, Finding> {
    // Some editors put a byte order mark first.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    value(text, path).map(documents).map_err(|problem| Finding {
        path: String::new(),
        problem,
    })
}

fn value(text: &str, path: &Path) -> Result<Value, Problem> {
    let is_json = path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("json"));
    let value: Value = if is_json {
        serde_json::from_str(text).map_err(|error| Problem::Syntax(error.to_string()))?
    } else {
        toml::from_str(text)
            .map_err(|error| Problem::Syntax(error.to_string().trim_end().to_owned()))?
    };
    if value.is_object() {
        Ok(value)
    } else {
        Err(Problem::Syntax(
            "the document is not a table of keys".to_owned(),
        ))
    }
}

fn documents(mut value: Value) -> Read {
    let mut findings = unknown_keys(&value);
    let clients = value
        .as_object_mut()
        .and_then(|document| document.remove("clients"));
    let base = document(value.clone(), "", &mut findings);
    let mut read = Vec::new();
    let clients = match clients {
        Some(Value::Object(clients)) => clients,
        None | Some(Value::Null) => Map::new(),
        Some(_) => {
            findings.push(Finding {
                path: "clients".to_owned(),
                problem: Problem::WrongType(
                    "write a table of clients by their client_id".to_owned(),
                ),
            });
            Map::new()
        }
    };
    for (id, mut partial) in clients {
        let path = join("clients", &id);
        if let Some(partial) = partial.as_object_mut() {
            for key in ["clients", "version"] {
                if partial.remove(key).is_some() {
                    let problem = Problem::NotForClients(key);
                    findings.push(Finding {
                        path: path.clone(),
                        problem,
                    });
                }
            }
        }
        let mut merged = value.clone();
        merge(&mut merged, partial);
        // What is wrong in the common part has been said already.
        let known: Vec<Finding> = findings.clone();
        let mut own = Vec::new();
        let document = document(merged, &path, &mut own);
        let is_common = |finding: &Finding| {
            let short = finding.path.strip_prefix(&format!("{path}."));
            known.iter().any(|known| Some(known.path.as_str()) == short)
        };
        findings.extend(own.into_iter().filter(|finding| !is_common(finding)));
        read.push((id, document));
    }
    Read {
        base,
        clients: read,
        findings,
    }
}

/// A JSON merge patch (RFC 7396).
fn merge(into: &mut Value, from: Value) {
    let (Value::Object(into), Value::Object(from)) = (&mut *into, &from) else {
        *into = from;
        return;
    };
    for (key, value) in from {
        if value.is_null() {
            into.remove(key);
        } else {
            merge(into.entry(key).or_insert(Value::Null), value.clone());
        }
    }
}

/// The document, without those values that have the wrong type.
fn document(mut value: Value, prefix: &str, findings: &mut Vec<Finding>) -> Document {
    for _ in 0..ATTEMPTS {
        match serde_path_to_error::deserialize::<_, Document>(&value) {
            Ok(document) => return document,
            Err(error) => {
                let path = error.path().to_string();
                let path = if path == "." { String::new() } else { path };
                findings.push(Finding {
                    path: match (prefix, path.as_str()) {
                        ("", path) => path.to_owned(),
                        (prefix, "") => prefix.to_owned(),
                        (prefix, path) => join(prefix, path),
                    },
                    problem: Problem::WrongType(in_plain_words(&error.inner().to_string())),
                });
                let segments: Vec<&Segment> = error.path().iter().collect();
                if !remove(&mut value, &segments) {
                    break;
                }
            }
        }
    }
    Document::deserialize(Value::Object(Map::new())).unwrap_or_default()
}

/// Takes out what is at the path, so that the rest can be read.
fn remove(value: &mut Value, path: &[&Segment]) -> bool {
    match (path, value) {
        ([Segment::Map { key }], Value::Object(members)) => members.remove(key).is_some(),
        ([Segment::Seq { index }], Value::Array(items)) if *index < items.len() => {
            items.remove(*index);
            true
        }
        ([Segment::Map { key }, rest @ ..], Value::Object(members)) => {
            // A variant that does not exist is a segment of its own, after the key that has it.
            let inner = members
                .get_mut(key)
                .is_some_and(|inner| remove(inner, rest));
            inner || members.remove(key).is_some()
        }
        ([Segment::Seq { index }, rest @ ..], Value::Array(items)) => {
            let inner = items
                .get_mut(*index)
                .is_some_and(|inner| remove(inner, rest));
            inner
                || (*index < items.len() && {
                    items.remove(*index);
                    true
                })
        }
        _ => false,
    }
}
