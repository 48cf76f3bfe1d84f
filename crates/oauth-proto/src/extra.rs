//! Parameters that an authorization server wants beyond those that are set here. What they mean is not known here.

/// A parameter of the first request, of a name that nothing else here sets.
#[derive(Clone, PartialEq, Eq)]
pub struct Extra {
    name: String,
    value: String,
}

// Values may be hints with names or tokens in them.
crate::secret::opaque_debug!(Extra);

/// What is set here, and what would turn the request into another one.
const RESERVED: [&str; 20] = [
    "acr_values",
    "audience",
    "client_id",
    "client_secret",
    "code_challenge",
    "code_challenge_method",
    "dpop_jkt",
    "login_hint",
    "max_age",
    "nonce",
    "prompt",
    "redirect_uri",
    "request",
    "request_uri",
    "resource",
    "response_mode",
    "response_type",
    "scope",
    "state",
    "ui_locales",
];

impl Extra {
    /// Takes the two if the name is free.
    pub fn parse(name: &str, value: &str) -> Option<Self> {
        let is_free = !name.is_empty() && !RESERVED.contains(&name);
        is_free.then(|| Self {
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value.
    pub fn value(&self) -> &str {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn only_names_that_are_free() {
        let extra = Extra::parse("organization", "a b").unwrap();
        assert_eq!((extra.name(), extra.value()), ("organization", "a b"));
        assert_eq!(
            Extra::parse("tenant", "").as_ref().map(Extra::value),
            Some("")
        );
        for name in RESERVED.into_iter().chain([""]) {
            assert_eq!(Extra::parse(name, "x"), None, "{name:?}");
        }
    }
}
