//! Tells a form POST from this host's own pages from one that another site made a browser send, which
//! would sign a person in to somebody else's account without their knowledge (login CSRF).
//!
//! There is no session before the sign-in, so a token in the form would prove nothing that the
//! browser's own word does not.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::config::origin::Origin;

/// Whose pages may post the sign-in form.
#[derive(Clone, Debug)]
pub struct FormOrigins {
    /// The scheme under which browsers see this host.
    scheme: &'static str,
    /// Login views that are hosted elsewhere, and this host's public address.
    named: Vec<Origin>,
}

impl FormOrigins {
    /// This host under any name it is reached by, and the named ones.
    pub fn new(https: bool, named: Vec<Origin>) -> Self {
        Self {
            scheme: if https { "https" } else { "http" },
            named,
        }
    }

    /// Whether the request may sign somebody in. `authority` is the host that the request names.
    ///
    /// A request with neither `Sec-Fetch-Site` nor `Origin` does not come from a browser that could
    /// be misled: every current browser sends `Origin` with a POST.
    pub fn allow(&self, headers: &HeaderMap, authority: Option<&str>) -> bool {
        let origin = headers
            .get(header::ORIGIN)
            .map(|value| value.to_str().unwrap_or("null"));
        match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
            Some(b"same-origin" | b"none") => true,
            Some(_) => origin.is_some_and(|origin| self.names(origin)),
            None => {
                origin.is_none_or(|origin| self.names(origin) || self.is_own(origin, authority))
            }
        }
    }

    fn names(&self, origin: &str) -> bool {
        self.named.iter().any(|named| named.as_str() == origin)
    }

    fn is_own(&self, origin: &str, authority: Option<&str>) -> bool {
        origin.split_once("://").is_some_and(|(scheme, host)| {
            scheme == self.scheme && authority.is_some_and(|own| own.eq_ignore_ascii_case(host))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(headers: &[(&'static str, &'static str)]) -> bool {
        let named = vec!["https://login.example".parse().unwrap()];
        let headers = headers.iter().map(|&(name, value)| {
            (
                header::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        FormOrigins::new(false, named).allow(&headers.collect(), Some("127.0.0.1:6881"))
    }

    #[test]
    fn own_pages_and_programs_may_post() {
        assert!(allows(&[]));
        assert!(allows(&[("origin", "http://127.0.0.1:6881")]));
        assert!(allows(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "http://127.0.0.1:6881")
        ]));
        assert!(allows(&[("sec-fetch-site", "none")]));
    }

    #[test]
    fn other_sites_may_not_unless_named() {
        assert!(!allows(&[("origin", "http://evil.example")]));
        assert!(!allows(&[("origin", "null")]));
        assert!(!allows(&[("origin", "https://127.0.0.1:6881")]));
        assert!(!allows(&[("sec-fetch-site", "cross-site")]));
        assert!(!allows(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "http://127.0.0.1:80")
        ]));
        assert!(!allows(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://127.0.0.1:6881")
        ]));
        assert!(allows(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://login.example")
        ]));
    }
}
