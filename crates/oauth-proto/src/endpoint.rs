//! Addresses that this client may send anything to: https, or http on a loopback host.
//!
//! Parsing happens once, here; whoever holds an [`Endpoint`] need not look again. This file knows no endpoint's meaning.

use std::fmt;

use form_urlencoded::Serializer;
use http::Uri;

/// Longest address that is taken, in bytes.
pub const MAX_URL: usize = 2048;

/// A checked absolute URL without user information and fragment.
#[derive(Clone)]
pub struct Endpoint {
    text: Box<str>,
    uri: Box<Uri>,
}

/// Character for character (RFC 3986 §6.2.1), as OAuth compares addresses.
impl PartialEq for Endpoint {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Endpoint {}

impl Endpoint {
    /// Takes `text` if it is an address that may be used.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        if text.len() > MAX_URL {
            return Err(EndpointError::TooLong);
        }
        // What browsers strip or rewrite (tabs, backslashes, controls) must not reach them: they would see another URL.
        if !text.bytes().all(is_url_byte) {
            return Err(EndpointError::ForbiddenCharacter);
        }
        if text.contains('#') {
            return Err(EndpointError::Fragment);
        }
        let (scheme, rest) = text.split_once(':').ok_or(EndpointError::NotHttp)?;
        if !rest.starts_with("//") {
            return Err(EndpointError::NotHttp);
        }
        let secure = scheme.eq_ignore_ascii_case("https");
        if !secure && !scheme.eq_ignore_ascii_case("http") {
            return Err(EndpointError::NotHttp);
        }
        let uri = Uri::try_from(text).map_err(|_| EndpointError::Malformed)?;
        let authority = uri.authority().ok_or(EndpointError::Malformed)?;
        if authority.as_str().contains('@') {
            return Err(EndpointError::UserInfo);
        }
        let after_host = authority.as_str().strip_prefix(authority.host());
        let port_is_sound = match after_host.and_then(|rest| rest.strip_prefix(':')) {
            Some(port) => port.parse::<u16>().is_ok(),
            None => after_host == Some(""),
        };
        if !is_host(authority.host()) || !port_is_sound {
            return Err(EndpointError::Malformed);
        }
        if !secure && !is_loopback(authority.host()) {
            return Err(EndpointError::PlainHttp);
        }
        Ok(Self {
            text: text.into(),
            uri: Box::new(uri),
        })
    }

    /// The address, character for character as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is `https`.
    pub fn is_https(&self) -> bool {
        self.uri.scheme() == Some(&http::uri::Scheme::HTTPS)
    }

    /// Scheme, host and port, in lower case and without the scheme's own port: equal for equal origins.
    pub fn origin(&self) -> String {
        let (scheme, own_port) = if self.is_https() {
            ("https://", 443)
        } else {
            ("http://", 80)
        };
        let mut origin = scheme.to_owned();
        origin.push_str(&self.uri.host().unwrap_or_default().to_ascii_lowercase());
        if let Some(port) = self.uri.port_u16().filter(|port| *port != own_port) {
            origin.push(':');
            origin.push_str(&port.to_string());
        }
        origin
    }

    /// The path, `/` when there is none.
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query without its question mark.
    pub fn query(&self) -> Option<&str> {
        self.uri.query()
    }

    /// The address with these parameters after those it has already, in this order.
    pub fn with_query<'a>(&self, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        let mut url = self.text.to_string();
        match self.query() {
            None => url.push('?'),
            Some("") => {}
            Some(_) => url.push('&'),
        }
        let start = url.len();
        Serializer::for_suffix(url, start)
            .extend_pairs(pairs)
            .finish()
    }

    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why an address may not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointError {
    /// Over [`MAX_URL`] bytes.
    TooLong,
    /// A character that no URL has.
    ForbiddenCharacter,
    /// Neither https nor http, or not absolute.
    NotHttp,
    /// http to a host that is not `127.0.0.1`, `localhost` or `[::1]`.
    PlainHttp,
    /// `user:password@`.
    UserInfo,
    /// A `#` (RFC 6749 §3.1, §3.2: endpoints have none).
    Fragment,
    /// No host, or a bad host or port.
    Malformed,
    /// An issuer with a query (OIDC Discovery §2).
    IssuerWithQuery,
}

impl EndpointError {
    /// What is wrong, in words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooLong => "the address is too long",
            Self::ForbiddenCharacter => "the address has a character that no URL has",
            Self::NotHttp => "the address must be absolute and begin with https://",
            Self::PlainHttp => "plain http is for 127.0.0.1, localhost and [::1] only",
            Self::UserInfo => "the address must not carry a user name or password",
            Self::Fragment => "the address must not have a fragment (#…)",
            Self::Malformed => "the address has no sound host and port",
            Self::IssuerWithQuery => "an issuer has no query",
        }
    }
}

/// An issuer identifier: an [`Endpoint`] without a query, compared character for character.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issuer(Endpoint);

impl Issuer {
    /// Takes `text` if it can be an issuer.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let endpoint = Endpoint::parse(text)?;
        match endpoint.query() {
            None => Ok(Self(endpoint)),
            Some(_) => Err(EndpointError::IssuerWithQuery),
        }
    }

    /// The issuer, character for character as it was given.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// As an address.
    pub fn as_endpoint(&self) -> &Endpoint {
        &self.0
    }
}

/// RFC 3986 §2: unreserved, reserved and percent.
pub(crate) fn is_url_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

fn is_host(host: &str) -> bool {
    if let Some(address) = bracketed(host) {
        let is_address = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
        return address.contains(':') && address.bytes().all(is_address);
    }
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    host.bytes().all(is_name) && host.bytes().any(|byte| byte.is_ascii_alphanumeric())
}

fn is_loopback(host: &str) -> bool {
    host == "127.0.0.1" || host == "[::1]" || host.eq_ignore_ascii_case("localhost")
}

fn bracketed(host: &str) -> Option<&str> {
    host.strip_prefix('[')?.strip_suffix(']')
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn addresses_that_may_be_used() {
        for text in [
            "https://as.example",
            "https://as.example:8443/a/b?c=d",
            "HTTPS://AS.example/",
            "http://localhost:4444/",
            "http://LOCALHOST/",
            "http://127.0.0.1:1/x",
            "http://[::1]:8080/x",
            "https://[2001:db8::1]/",
            "https://as.example/a%20b",
        ] {
            assert_eq!(
                Endpoint::parse(text).map(|e| e.as_str().to_owned()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn addresses_that_may_not() {
        use EndpointError::{
            ForbiddenCharacter, Fragment, IssuerWithQuery, Malformed, NotHttp, PlainHttp, TooLong,
            UserInfo,
        };
        for (text, error) in [
            ("", NotHttp),
            ("/oauth2/token", NotHttp),
            ("//as.example/", NotHttp),
            ("javascript:alert(1)", NotHttp),
            ("javascript://as.example/%0aalert(1)", NotHttp),
            ("ftp://as.example", NotHttp),
            (" https://as.example", ForbiddenCharacter),
            ("https://as.example/\t", ForbiddenCharacter),
            ("https://as.example\\@evil.example/", ForbiddenCharacter),
            ("https://äs.example/", ForbiddenCharacter),
            ("https://as.example/<x>", ForbiddenCharacter),
            ("https://as.example/#x", Fragment),
            ("https://user@as.example/", UserInfo),
            ("http://127.0.0.1@evil.example/", UserInfo),
            ("https://", Malformed),
            ("https:///path", Malformed),
            ("https://./", Malformed),
            ("https://as.example:99999/", Malformed),
            ("https://as.example:/", Malformed),
            ("https://[::1/", Malformed),
            ("https://[v1.x]/", Malformed),
            ("https://a%2eb/", Malformed),
            ("http://as.example/", PlainHttp),
            ("http://127.0.0.1.evil.example/", PlainHttp),
            ("http://localhost.evil.example/", PlainHttp),
            ("http://127.1/", PlainHttp),
            ("http://2130706433/", PlainHttp),
            ("http://0.0.0.0/", PlainHttp),
            ("http://192.168.0.1/", PlainHttp),
        ] {
            assert_eq!(Endpoint::parse(text), Err(error), "{text}");
        }
        let long = ["https://as.example/", &"a".repeat(MAX_URL)].concat();
        assert_eq!(Endpoint::parse(&long), Err(TooLong));
        assert_eq!(
            Issuer::parse("https://as.example/?a=b"),
            Err(IssuerWithQuery)
        );
    }

    #[test]
    fn origins_are_equal_for_equal_origins() {
        for (text, origin) in [
            ("HTTPS://As.Example:443/x?y", "https://as.example"),
            ("http://localhost:80", "http://localhost"),
            ("http://localhost:8080/", "http://localhost:8080"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
        ] {
            assert_eq!(Endpoint::parse(text).unwrap().origin(), origin);
        }
    }

    #[test]
    fn queries_are_appended_in_order() {
        let plain = Endpoint::parse("https://as.example/auth").unwrap();
        assert_eq!(
            plain.with_query([("scope", "a b"), ("state", "ä&=")]),
            "https://as.example/auth?scope=a+b&state=%C3%A4%26%3D"
        );
        let queried = Endpoint::parse("https://as.example/auth?tenant=1").unwrap();
        assert_eq!(
            queried.with_query([("a", "b")]),
            "https://as.example/auth?tenant=1&a=b"
        );
    }
}
