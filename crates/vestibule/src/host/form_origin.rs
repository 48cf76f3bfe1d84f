//! Tells a form POST from this host's own pages from one that another site made a browser send, which
//! would sign a person in to somebody else's account without their knowledge (login CSRF).
//!
//! There is no session before the sign-in, so a token in the form would prove nothing that the
//! browser's own word does not.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderValue, header, uri::Authority};

use crate::origin::Origin;

/// Whose pages may post the sign-in form.
#[derive(Clone, Debug)]
pub struct FormOrigins {
    /// The scheme under which browsers see this host.
    scheme: &'static str,
    /// This host's public address, and login views that are hosted elsewhere.
    named: Vec<Origin>,
}

impl FormOrigins {
    /// The named ones, and this host at any address of its machine.
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
            scheme == self.scheme
                && authority.is_some_and(|own| own.eq_ignore_ascii_case(host))
                && is_address(host)
        })
    }
}

/// Whether nobody else can have pages at this host. Any other name may be made to lead here by whoever
/// owns it, after a browser has loaded their page from elsewhere (DNS rebinding).
fn is_address(host: &str) -> bool {
    host.parse::<Authority>().is_ok_and(|authority| {
        let name = authority.host();
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        name.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(headers: &[(&'static str, &'static str)]) -> bool {
        allows_at("127.0.0.1:6881", headers)
    }

    fn allows_at(authority: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let named = vec!["https://login.example".parse().unwrap()];
        let headers = headers.iter().map(|&(name, value)| {
            (
                header::HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        FormOrigins::new(false, named).allow(&headers.collect(), Some(authority))
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
    fn an_address_is_trusted_and_a_name_is_not() {
        for own in [
            "127.0.0.1:6881",
            "localhost:6881",
            "LOCALHOST",
            "[::1]:6881",
            "192.168.1.5",
        ] {
            let origin: &'static str = format!("http://{}", own.to_lowercase()).leak();
            assert!(allows_at(own, &[("origin", origin)]), "{own}");
        }
        for name in [
            "evil.example:6881",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "localhost.",
            "user@127.0.0.1:6881",
            "",
        ] {
            let origin: &'static str = format!("http://{name}").leak();
            let own = name.trim_start_matches("user@");
            assert!(!allows_at(own, &[("origin", origin)]), "{name}");
        }
        assert!(!allows_at(
            "localhost:1",
            &[("origin", "http://localhost:2")]
        ));
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
