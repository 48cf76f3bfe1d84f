//! Every key of the brand document as Markdown, made from the schema: what a reference has to say and no
//! person should have to keep up with.

use std::fmt::Write as _;

use serde_json::Value;

use super::schema::{alternatives, join, schema};

/// The text of `docs/reference/brand.md`.
pub fn reference() -> String {
    let root = schema();
    let mut text = "# Every key of the brand document\n\n\
        Made by `vestibule brand reference` from the types that read the document; \
        [the guide](../guide/brand.md) explains how to use it. Every key may be left out.\n"
        .to_owned();
    let tables = root.get("properties").and_then(Value::as_object);
    for (key, schema) in tables.into_iter().flatten() {
        // Writing into a String can't fail.
        let _ = write!(text, "\n## `{key}`\n\n{}\n", meaning(schema, &root));
        let mut rows = String::new();
        walk(key, schema, &root, &mut rows);
        if !rows.is_empty() {
            let _ = write!(text, "\n| key | value | meaning |\n|---|---|---|\n{rows}");
        }
    }
    text
}

fn walk(path: &str, schema: &Value, root: &Value, rows: &mut String) {
    // A client's part has the keys of the whole.
    if path == "clients" {
        return;
    }
    let mut members = Vec::new();
    for schema in alternatives(schema, root) {
        let properties = schema.get("properties").and_then(Value::as_object);
        members.extend(properties.into_iter().flatten());
    }
    for (key, schema) in members {
        let path = join(path, key);
        let _ = writeln!(
            rows,
            "| `{path}` | {} | {} |",
            value(schema, root),
            meaning(schema, root)
        );
        let item = alternatives(schema, root)
            .into_iter()
            .find_map(|schema| schema.get("items"));
        match item {
            Some(item) => walk(&format!("{path}[]"), item, root, rows),
            // Words in other languages are words again.
            None if key == "inLocale" => {}
            None => walk(&path, schema, root, rows),
        }
    }
}

/// What may be written, in few words.
fn value(schema: &Value, root: &Value) -> String {
    let all = alternatives(schema, root);
    let choices: Vec<String> = all
        .iter()
        .filter_map(|schema| schema.get("const").and_then(Value::as_str))
        .map(|choice| format!("`{choice}`"))
        .collect();
    if !choices.is_empty() {
        return choices.join(", ");
    }
    let find = |key: &str| all.iter().find_map(|schema| schema.get(key));
    if let (Some(min), Some(max)) = (find("minimum"), find("maximum")) {
        return if min == max {
            min.to_string()
        } else {
            format!("{min} to {max}")
        };
    }
    let is_colour = |pattern: &Value| pattern.as_str().is_some_and(|it| it.contains('#'));
    if find("pattern").is_some_and(is_colour) {
        return "`#rrggbb`".to_owned();
    }
    let names = |schema: &&Value| match schema.get("type") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    let mut kinds: Vec<&str> = Vec::new();
    for name in all.iter().flat_map(names) {
        let kind = match name.as_str() {
            "boolean" => "true, false",
            "integer" => "number",
            "string" => "text",
            "array" => "list",
            "object" => "table",
            _ => continue,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds.join(" or ")
}

fn meaning(schema: &Value, root: &Value) -> String {
    let all = alternatives(schema, root);
    let text = all
        .iter()
        .find_map(|schema| schema.get("description")?.as_str());
    text.unwrap_or_default()
        .replace('\n', " ")
        .replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_reference_is_that_of_the_types() {
        // `vestibule brand reference > docs/reference/brand.md` writes it anew.
        assert_eq!(
            include_str!("../../../../docs/reference/brand.md"),
            reference()
        );
    }
}
