//! A registered redirect URI: where an authorization response may go (RFC 6749 §3.1.2, RFC 9700 §2.1).

use std::num::NonZeroU16;
use std::str::FromStr;

use url::Url;

use crate::origin::Origin;

/// A redirect URI as registered. It is compared character for character, so its text is kept as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedirectUri {
    /// An absolute URI.
    Absolute(String),
    /// A path of this host, whatever address it is served under.
    OwnPath(String),
}

/// Why a text can't be a redirect URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Not an absolute URI and not a path.
    #[error("write an absolute URI, or a path of this host such as \"/callback\"")]
    NotAbsolute,
    /// It has a fragment.
    #[error("remove the fragment (RFC 6749 §3.1.2)")]
    Fragment,
    /// A scheme that runs code or reads files in the browser.
    #[error(
        "use https, http on loopback, or a private-use scheme with a dot such as com.example.app"
    )]
    Scheme,
    /// A user name or password in it.
    #[error("remove the user name and password")]
    Credentials,
    /// Spaces, control characters, quotes, or other than ASCII.
    #[error("percent-encode everything but visible ASCII")]
    Characters,
}

impl RedirectUri {
    /// The exact texts that requests may name, when the host is reached at `public`.
    pub fn resolve(&self, public: &Origin) -> Vec<String> {
        match self {
            Self::Absolute(uri) => vec![uri.clone()],
            Self::OwnPath(path) => public
                .aliases()
                .iter()
                .map(|origin| format!("{origin}{path}"))
                .collect(),
        }
    }
}

/// Of an http URI on loopback all but the port: a native app takes whichever is free (RFC 8252 §7.3, RFC 9700
/// §2.1). Of names and other schemes nothing is left out.
pub(super) fn without_loopback_port(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let (host, rest) = ["127.0.0.1", "[::1]"]
        .into_iter()
        .find_map(|host| Some((host, rest.strip_prefix(host)?)))?;
    let rest = match rest.strip_prefix(':') {
        None => rest,
        Some(rest) => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (port, rest) = rest.split_at_checked(digits)?;
            port.parse::<NonZeroU16>().ok()?;
            rest
        }
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((host, rest))
}

impl FromStr for RedirectUri {
    type Err = Unusable;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text
            .bytes()
            .any(|b| !b.is_ascii_graphic() || matches!(b, b'"' | b'<' | b'>' | b'\\'))
        {
            return Err(Unusable::Characters);
        }
        if text.contains('#') {
            return Err(Unusable::Fragment);
        }
        if text.starts_with('/') && !text.starts_with("//") {
            return Ok(Self::OwnPath(text.to_owned()));
        }
        let url = Url::parse(text).map_err(|_| Unusable::NotAbsolute)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Unusable::Credentials);
        }
        let usable = match Origin::of(text) {
            Some(origin) => origin.is_https() || origin.is_loopback(),
            None => url.scheme().contains('.'),
        };
        usable
            .then(|| Self::Absolute(text.to_owned()))
            .ok_or(Unusable::Scheme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_registered() {
        for text in [
            "https://app.example/cb?x=1",
            "http://localhost:8080/authorization",
            "http://[::1]:9/cb",
            "com.example.app:/cb",
        ] {
            assert_eq!(
                text.parse(),
                Ok(RedirectUri::Absolute(text.into())),
                "{text}"
            );
        }
        assert_eq!(
            "/callback".parse(),
            Ok(RedirectUri::OwnPath("/callback".into()))
        );
    }

    #[test]
    fn what_cannot() {
        for (text, why) in [
            ("", Unusable::NotAbsolute),
            ("callback", Unusable::NotAbsolute),
            ("//evil.example/cb", Unusable::NotAbsolute),
            ("https://app.example/cb#", Unusable::Fragment),
            ("http://app.example/cb", Unusable::Scheme),
            ("javascript:alert(1)", Unusable::Scheme),
            ("data:text/html,x", Unusable::Scheme),
            ("file:///etc/passwd", Unusable::Scheme),
            ("https://u:p@app.example/", Unusable::Credentials),
            ("https://app.example/ä", Unusable::Characters),
            ("https://app.example/a b", Unusable::Characters),
            ("https://app.example/\r\nx", Unusable::Characters),
        ] {
            assert_eq!(text.parse::<RedirectUri>(), Err(why), "{text}");
        }
    }

    #[test]
    fn on_loopback_the_port_is_left_out() {
        for (uri, rest) in [
            (
                "http://127.0.0.1:49152/cb?x=1",
                Some(("127.0.0.1", "/cb?x=1")),
            ),
            ("http://127.0.0.1/cb", Some(("127.0.0.1", "/cb"))),
            ("http://[::1]:1", Some(("[::1]", ""))),
            ("http://127.0.0.1:80@evil.example/", None),
            ("http://127.0.0.1@evil.example/", None),
            ("http://127.0.0.1.evil.example/", None),
            ("http://127.0.0.1:1.evil.example/", None),
            ("http://127.0.0.1:1\\@evil.example/", None),
            ("http://127.0.0.1:0/", None),
            ("http://127.0.0.1:65536/", None),
            ("http://127.0.0.1:/", None),
            ("http://127.0.0.1:+1/", None),
            ("http://127.0.0.1:é/", None),
            ("http://127.0.0.2:1/", None),
            ("http://localhost:1/", None),
            ("https://127.0.0.1:1/", None),
        ] {
            assert_eq!(without_loopback_port(uri), rest, "{uri}");
        }
    }

    #[test]
    fn an_own_path_follows_the_host() {
        let uri: RedirectUri = "/callback".parse().unwrap();
        let at = |origin: &str| uri.resolve(&origin.parse().unwrap());
        assert_eq!(
            at("https://localhost:7000"),
            [
                "https://localhost:7000/callback",
                "https://127.0.0.1:7000/callback"
            ]
        );
        assert_eq!(
            at("https://login.example"),
            ["https://login.example/callback"]
        );
    }
}
