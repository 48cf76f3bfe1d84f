//! A web origin: scheme, host and port, in the one form that browsers send it in.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// An http or https origin, serialized as a browser does (no default port, no slash at the end).
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    text: String,
    loopback: bool,
}

/// Not scheme, host and port alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an origin; write scheme, host and port only, as in https://login.example.com")]
pub struct NotAnOrigin;

impl Origin {
    /// As in an `Origin` header.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is encrypted.
    pub fn is_https(&self) -> bool {
        self.text.starts_with("https:")
    }

    /// Whether its host is this machine by address or by the name `localhost`.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Its host, without scheme and port.
    pub fn host(&self) -> &str {
        let (_, rest) = self.text.split_once("://").unwrap_or_default();
        match rest.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => rest,
        }
    }

    /// The origins under which the same host is reached on loopback: itself, and with the host
    /// written `127.0.0.1` and `localhost` when it is one of them.
    pub fn aliases(&self) -> Vec<Self> {
        let mut all = vec![self.clone()];
        for (name, other) in [
            ("://127.0.0.1", "://localhost"),
            ("://localhost", "://127.0.0.1"),
        ] {
            if let Some((scheme, port)) = self.text.split_once(name)
                && (port.is_empty() || port.starts_with(':'))
            {
                all.push(Self {
                    text: format!("{scheme}{other}{port}"),
                    loopback: true,
                });
            }
        }
        all
    }

    /// The origin of an absolute http or https URL; other schemes have none.
    pub fn of(url: &str) -> Option<Self> {
        Self::of_url(&Url::parse(url).ok()?)
    }

    fn of_url(url: &Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        let loopback = match url.host()? {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        Some(Self {
            text: url.origin().ascii_serialization(),
            loopback,
        })
    }
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|_| NotAnOrigin)?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        Self::of_url(&url).filter(|_| bare).ok_or(NotAnOrigin)
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Origin({})", self.text)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scheme_host_and_port() {
        let parsed = |text: &str| text.parse::<Origin>().map(|origin| origin.to_string());
        assert_eq!(
            parsed("https://Login.Example:443/"),
            Ok("https://login.example".into())
        );
        assert_eq!(
            parsed("http://127.0.0.1:6881"),
            Ok("http://127.0.0.1:6881".into())
        );
        for text in [
            "",
            "login.example",
            "ftp://a.example",
            "https://a.example/x",
            "https://a.example?q",
            "https://u@a.example",
            "javascript:alert(1)",
            "https://a.example/#f",
        ] {
            assert_eq!(parsed(text), Err(NotAnOrigin), "{text}");
        }
        assert_eq!(
            NotAnOrigin.to_string(),
            "not an origin; write scheme, host and port only, as in https://login.example.com"
        );
    }

    #[test]
    fn loopback_goes_by_two_names() {
        let aliases = |text: &str| -> Vec<String> {
            text.parse::<Origin>()
                .unwrap()
                .aliases()
                .iter()
                .map(ToString::to_string)
                .collect()
        };
        assert_eq!(
            aliases("http://127.0.0.1:6881"),
            ["http://127.0.0.1:6881", "http://localhost:6881"]
        );
        assert_eq!(
            aliases("https://localhost"),
            ["https://localhost", "https://127.0.0.1"]
        );
        assert_eq!(
            aliases("https://localhost.example"),
            ["https://localhost.example"]
        );
    }
}
