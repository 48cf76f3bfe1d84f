//! The JSON Schema of the brand document, made from the types that read it; and what it knows of keys.

use serde_json::Value;

use super::document::Document;
use super::finding::{Finding, Problem};

/// How alike two keys are before one is taken for a slip of the other, from 0 to 1.
const ALIKE: f64 = 0.75;

/// The schema as a value.
pub(super) fn schema() -> Value {
    let mut schema = schemars::schema_for!(Document).to_value();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("$id".to_owned(), "urn:vestibule:brand:1".into());
    }
    schema
}

/// The schema as the text of a file.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// Each key of `document` that the schema does not have.
pub(super) fn unknown_keys(document: &Value) -> Vec<Finding> {
    let root = schema();
    let mut found = Vec::new();
    walk(document, &root, &root, "", &mut found);
    found
}

fn walk(value: &Value, schema: &Value, root: &Value, path: &str, found: &mut Vec<Finding>) {
    let schemas = alternatives(schema, root);
    match value {
        Value::Object(members) => {
            let known: Vec<(&String, &Value)> = schemas
                .iter()
                .filter_map(|schema| schema.get("properties")?.as_object())
                .flatten()
                .collect();
            let any = schemas.iter().find_map(|schema| {
                schema
                    .get("additionalProperties")
                    .filter(|it| it.is_object())
            });
            for (key, member) in members {
                let path = join(path, key);
                if let Some((_, schema)) = known.iter().find(|(name, _)| *name == key) {
                    walk(member, schema, root, &path, found);
                } else if let Some(schema) = any {
                    walk(member, schema, root, &path, found);
                } else if !known.is_empty() {
                    let names = known.iter().map(|(name, _)| name.as_str());
                    let problem = Problem::UnknownKey(most_alike(key, names));
                    found.push(Finding { path, problem });
                }
            }
        }
        Value::Array(items) => {
            for schema in schemas.iter().filter_map(|schema| schema.get("items")) {
                for (at, item) in items.iter().enumerate() {
                    walk(item, schema, root, &format!("{path}[{at}]"), found);
                }
            }
        }
        _ => {}
    }
}

/// What a schema may stand for: itself, what it refers to, each of its branches.
pub(super) fn alternatives<'a>(schema: &'a Value, root: &'a Value) -> Vec<&'a Value> {
    let mut all = vec![schema];
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let target = name.strip_prefix('#').and_then(|path| root.pointer(path));
        all.extend(target.into_iter().flat_map(|it| alternatives(it, root)));
    }
    for branch in ["anyOf", "oneOf"] {
        let branches = schema.get(branch).and_then(Value::as_array);
        all.extend(
            branches
                .into_iter()
                .flatten()
                .flat_map(|it| alternatives(it, root)),
        );
    }
    all
}

/// Of these names the one that was most probably meant.
pub(super) fn most_alike<'a>(key: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let alike = |name: &str| strsim::jaro_winkler(&key.to_lowercase(), &name.to_lowercase());
    names
        .map(|name| (alike(name), name))
        .filter(|(score, _)| *score >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name.to_owned())
}

pub(super) fn join(path: &str, key: &str) -> String {
    if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(document: &Value) -> Vec<String> {
        unknown_keys(document)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_slip_is_told_with_the_key_that_was_meant() {
        assert_eq!(
            said(&json!({
                "brnad": {},
                "color": {"light": {"primry": "#000", "primary": "#000"}},
                "features": {"social": [{"id": "a", "lable": "x"}]},
                "clients": {"shop": {"brand": {"logo": {"lihgt": "x.svg"}}}},
                "text": {"de": {"anything": "is judged elsewhere"}},
                "slots": {"footer": {"htlm": "x"}, "header": "text"},
                "zzzzzz": 1,
            })),
            [
                "warning: brnad: there is no such key here, so it is ignored; did you mean `brand`?",
                "warning: clients.shop.brand.logo.lihgt: there is no such key here, so it is ignored; did you mean `light`?",
                "warning: color.light.primry: there is no such key here, so it is ignored; did you mean `primary`?",
                "warning: features.social[0].lable: there is no such key here, so it is ignored; did you mean `label`?",
                "warning: slots.footer.htlm: there is no such key here, so it is ignored; did you mean `html`?",
                "warning: zzzzzz: there is no such key here, so it is ignored",
            ]
        );
    }

    #[test]
    fn the_published_schema_is_that_of_the_types() {
        // `vestibule brand schema > schemas/brand.schema.json` writes it anew.
        assert_eq!(
            include_str!("../../../../schemas/brand.schema.json"),
            schema_text()
        );
    }
}
