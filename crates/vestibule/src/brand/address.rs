//! Addresses in a brand document: what may be linked to, what may be loaded, where a form may go.

use url::Url;

/// Why an address can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAddress {
    /// To be followed.
    #[error(
        "`{0}` is no address to follow; write https://…, mailto:…, tel:… or a path that starts with /"
    )]
    Link(String),
    /// To be posted to.
    #[error("`{0}` is no address to post to; write https://… or a path that starts with /")]
    Target(String),
    /// To be loaded.
    #[error(
        "`{0}` is on another origin; pages load nothing from elsewhere: put the file beside the brand document"
    )]
    Elsewhere(String),
    /// An origin.
    #[error("`{0}` is not an origin; write scheme, host and port only: https://bff.example")]
    Origin(String),
    /// A scheme.
    #[error("`{0}` is not a scheme of an application; write one such as com.example.app")]
    Scheme(String),
    /// A path.
    #[error("`{0}` is not a path on this origin; write one that starts with a single /")]
    Path(String),
}

/// An address that a link may lead to.
pub(super) fn link(text: &str) -> Result<String, NotAnAddress> {
    let known = |url: Url| match url.scheme() {
        "https" => url.host().is_some(),
        "mailto" | "tel" => !url.path().is_empty(),
        _ => false,
    };
    if is_path(text) || (is_plain(text) && Url::parse(text).is_ok_and(known)) {
        Ok(text.to_owned())
    } else {
        Err(NotAnAddress::Link(text.to_owned()))
    }
}

/// An address that a form may post credentials to: never in the open, but on this machine.
pub(super) fn target(text: &str) -> Result<String, NotAnAddress> {
    let is_loopback = |url: &Url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    let known = |url: Url| match url.scheme() {
        "https" => url.username().is_empty() && url.password().is_none(),
        "http" => is_loopback(&url),
        _ => false,
    };
    if is_path(text) || (is_plain(text) && Url::parse(text).is_ok_and(known)) {
        Ok(text.to_owned())
    } else {
        Err(NotAnAddress::Target(text.to_owned()))
    }
}

/// An origin that a script may ask.
pub(super) fn origin(text: &str) -> Result<String, NotAnAddress> {
    let is_origin = |url: &Url| url.origin().ascii_serialization() == text;
    let checked = target(text).ok().and_then(|_| Url::parse(text).ok());
    if checked.is_some_and(|url| is_origin(&url)) {
        Ok(text.to_owned())
    } else {
        Err(NotAnAddress::Origin(text.to_owned()))
    }
}

/// A scheme that belongs to an application: with a dot, so none that a browser runs (RFC 8252, 7.1).
pub(super) fn scheme(text: &str) -> Result<String, NotAnAddress> {
    let is_known =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-.".contains(&byte);
    let begins = text
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_lowercase());
    if begins && text.contains('.') && text.bytes().all(is_known) {
        Ok(text.to_owned())
    } else {
        Err(NotAnAddress::Scheme(text.to_owned()))
    }
}

/// A path on the same origin.
pub(super) fn path(text: &str) -> Result<String, NotAnAddress> {
    if is_path(text) {
        Ok(text.to_owned())
    } else {
        Err(NotAnAddress::Path(text.to_owned()))
    }
}

/// A path on the same origin: `//host` and `/\host` would be another site's.
pub(super) fn is_path(text: &str) -> bool {
    text.starts_with('/') && !text.starts_with("//") && is_plain(text)
}

/// Nothing that ends an attribute or a CSS `url("…")`, or that browsers read as something else.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\^`{|}".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_pages_mail_and_telephones() {
        for text in [
            "/help",
            "https://a.example/x?y#z",
            "mailto:help@a.example",
            "tel:+4930123",
        ] {
            assert_eq!(link(text).as_deref(), Ok(text));
        }
        for text in [
            "",
            "help",
            "//a.example",
            "/\\a.example",
            "http://a.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "mailto:",
            "/a b",
            "/a\"b",
            "JavaScript:alert(1)",
        ] {
            assert_eq!(
                link(text),
                Err(NotAnAddress::Link(text.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn a_script_asks_origins_and_leads_to_applications() {
        assert!(origin("https://bff.example").is_ok() && origin("http://127.0.0.1:8080").is_ok());
        for text in [
            "https://a.example/",
            "https://a.example/x",
            "http://a.example",
            "/x",
            "*",
        ] {
            assert_eq!(origin(text), Err(NotAnAddress::Origin(text.to_owned())));
        }
        assert!(scheme("com.example.app").is_ok());
        for text in ["javascript", "https", "Com.example", ".a", "a.b:", ""] {
            assert_eq!(scheme(text), Err(NotAnAddress::Scheme(text.to_owned())));
        }
    }

    #[test]
    fn credentials_are_never_posted_in_the_open() {
        for text in [
            "/oauth2/code",
            "https://a.example/oauth2/code",
            "http://127.0.0.1:6881/x",
            "http://localhost/x",
            "http://[::1]:1/",
        ] {
            assert_eq!(target(text).as_deref(), Ok(text));
        }
        for text in [
            "http://a.example/",
            "http://localhost.a.example/",
            "https://u:p@a.example/",
            "javascript:1",
            "x",
            "",
        ] {
            assert_eq!(
                target(text),
                Err(NotAnAddress::Target(text.to_owned())),
                "{text}"
            );
        }
    }
}
