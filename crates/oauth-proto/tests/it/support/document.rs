//! JSON documents and HTTP replies that can be spoilt in every way a server might.

use http::Response;
use serde_json::{Map, Value};

/// A JSON object that may lie about being one.
#[derive(Clone, Default)]
pub(crate) struct Document {
    members: Map<String, Value>,
    twice: Vec<String>,
    left_out: Vec<String>,
    raw: Option<Vec<u8>>,
}

impl Document {
    pub(crate) fn new(value: Value) -> Self {
        let Value::Object(members) = value else {
            panic!("an object")
        };
        Self {
            members,
            ..Self::default()
        }
    }

    /// Sets a member.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.members.insert(name.to_owned(), value.into());
    }

    /// Sets a member unless the test set it or left it out.
    pub(crate) fn set_default(&mut self, name: &str, value: impl Into<Value>) {
        if !self.members.contains_key(name) && !self.left_out.iter().any(|known| known == name) {
            self.set(name, value);
        }
    }

    /// Leaves a member out.
    pub(crate) fn remove(&mut self, name: &str) {
        self.members.remove(name);
        self.left_out.push(name.to_owned());
    }

    /// Writes a member twice.
    pub(crate) fn repeat(&mut self, name: &str) {
        self.twice.push(name.to_owned());
    }

    /// Replaces all of it.
    pub(crate) fn raw(&mut self, text: impl Into<Vec<u8>>) {
        self.raw = Some(text.into());
    }

    pub(crate) fn get(&self, name: &str) -> &Value {
        &self.members[name]
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        if let Some(raw) = &self.raw {
            return raw.clone();
        }
        let mut text = Value::Object(self.members.clone()).to_string();
        for name in &self.twice {
            let value = self.members.get(name).unwrap_or(&Value::Null);
            let member = format!("\"{name}\":{value},");
            text.insert_str(1, &member);
        }
        text.into_bytes()
    }
}

/// An HTTP response.
#[derive(Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Document,
}

impl Reply {
    pub(crate) fn json(value: Value) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type", "application/json".to_owned())],
            body: Document::new(value),
        }
    }

    /// An empty response.
    pub(crate) fn status(status: u16) -> Self {
        let mut body = Document::default();
        body.raw("");
        Self {
            status,
            headers: Vec::new(),
            body,
        }
    }

    /// A refusal by RFC 6749.
    pub(crate) fn refusal(status: u16, code: &str) -> Self {
        Self {
            status,
            ..Self::json(serde_json::json!({ "error": code }))
        }
    }

    pub(crate) fn response(&self) -> Response<Vec<u8>> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in &self.headers {
            response = response.header(*name, value);
        }
        response.body(self.body.bytes()).unwrap()
    }
}
