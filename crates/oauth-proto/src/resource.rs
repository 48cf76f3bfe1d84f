//! Resource indicators (RFC 8707 §2): whom an access token is for. What they name is the server's affair.

use std::fmt;

use crate::endpoint::is_url_byte;

/// An absolute URI without a fragment, of any scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource(String);

impl Resource {
    /// Takes `text` if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let is_scheme_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let is_absolute = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(is_scheme_byte)
            && !rest.is_empty();
        let is_sound = rest.bytes().all(|byte| byte != b'#' && is_url_byte(byte));
        (is_absolute && is_sound).then(|| Self(text.to_owned()))
    }

    /// Character for character as it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn any_absolute_uri_without_a_fragment() {
        for text in [
            "https://api.example/notes?v=1",
            "http://api.example",
            "urn:example:notes",
            "a+b-c.1:x",
            "https://[::1]:8080/",
        ] {
            let resource = Resource::parse(text);
            assert_eq!(resource.as_ref().map(Resource::as_str), Some(text));
        }
        for text in [
            "",
            "notes",
            "/notes",
            "urn:",
            ":x",
            "1a:x",
            "a_b:x",
            "https://api.example/#",
            "urn:a b",
            "urn:\u{e4}",
            "urn:a\n",
        ] {
            assert_eq!(Resource::parse(text), None, "{text:?}");
        }
    }
}
