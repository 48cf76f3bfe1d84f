//! Where Hydra sends the browser. Nowhere else: an admin API that was taken over, or named wrongly,
//! must not turn this host into an open redirect.

use std::fmt;

use url::Url;

use crate::origin::Origin;

/// An address on Hydra's public origin. It carries a verifier, so it is not shown or logged.
#[derive(Clone, PartialEq, Eq)]
pub struct HydraRedirect(String);

/// The address is not on Hydra's public origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Hydra sends the browser to {0}, which is not its configured public address: write URLS_SELF_ISSUER and public_url in one way (localhost and 127.0.0.1 are two hosts to a browser)"
)]
pub struct ElsewhereRedirect(
    /// The origin, or a word for what has none.
    pub String,
);

impl HydraRedirect {
    /// Takes an absolute address on `public`.
    pub fn parse(text: &str, public: &Origin) -> Result<Self, ElsewhereRedirect> {
        let origin = Origin::of(text);
        match (origin, Url::parse(text)) {
            // Written anew, so that what was compared is what the browser gets.
            (Some(origin), Ok(url)) if origin == *public => Ok(Self(url.into())),
            (Some(origin), _) => Err(ElsewhereRedirect(origin.to_string())),
            (None, _) => Err(ElsewhereRedirect("no web address".to_owned())),
        }
    }

    /// For the `Location` header.
    pub fn into_location(self) -> String {
        self.0
    }

    /// The same address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for HydraRedirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HydraRedirect(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hydras_own_addresses_are_followed() {
        let public: Origin = "https://hydra.example".parse().unwrap();
        let parse =
            |text: &str| HydraRedirect::parse(text, &public).map(HydraRedirect::into_location);
        assert_eq!(
            parse("https://hydra.example/oauth2/auth?login_verifier=a%2Bb"),
            Ok("https://hydra.example/oauth2/auth?login_verifier=a%2Bb".to_owned())
        );
        assert_eq!(
            parse("https://HYDRA.example:443/x\n"),
            Ok("https://hydra.example/x".to_owned())
        );
        for (text, origin) in [
            ("https://evil.example/oauth2/auth", "https://evil.example"),
            ("http://hydra.example/oauth2/auth", "http://hydra.example"),
            ("https://hydra.example:444/", "https://hydra.example:444"),
            (
                "https://hydra.example@evil.example/",
                "https://evil.example",
            ),
            (
                "https:hydra.example.evil.example",
                "https://hydra.example.evil.example",
            ),
            ("//hydra.example/", "no web address"),
            ("/oauth2/auth", "no web address"),
            (
                "javascript:alert(1)//https://hydra.example",
                "no web address",
            ),
            ("", "no web address"),
        ] {
            assert_eq!(
                parse(text),
                Err(ElsewhereRedirect(origin.to_owned())),
                "{text}"
            );
        }
    }
}
