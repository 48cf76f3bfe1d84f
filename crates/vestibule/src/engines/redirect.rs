//! Writes an authorization response into the redirect URI (RFC 6749 §4.1.2, RFC 9207).
//!
//! Gets only URIs that are registered; values are percent-encoded, so that whatever a request
//! held, no line break and no further parameter comes out of it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::origin::Origin;

/// All but RFC 3986's unreserved characters. A space becomes `%20`, which every decoder understands.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Where in the URI the response stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ResponseMode {
    Query,
    Fragment,
}

/// An authorization response on its way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reply<'a> {
    pub(super) redirect_uri: &'a str,
    pub(super) mode: ResponseMode,
    /// As it was sent; an empty one too.
    pub(super) state: Option<&'a str>,
    /// Named in the response, unless the endpoint's clients do not know it.
    pub(super) issuer: Option<&'a Origin>,
}

impl Reply<'_> {
    /// The address with a response in it.
    pub(super) fn with(&self, parameters: &[(&str, &str)]) -> String {
        let state = self.state.map(|state| ("state", state));
        let issuer = self.issuer.map(|issuer| ("iss", issuer.as_str()));
        let mut location = self.redirect_uri.to_owned();
        let mut separator = match self.mode {
            ResponseMode::Fragment => "#",
            ResponseMode::Query if location.ends_with(['?', '&']) => "",
            ResponseMode::Query if location.contains('?') => "&",
            ResponseMode::Query => "?",
        };
        for &(name, value) in parameters.iter().chain(&state).chain(&issuer) {
            location.push_str(separator);
            location.push_str(name);
            location.push('=');
            location.extend(utf8_percent_encode(value, ENCODED));
            separator = "&";
        }
        location
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engines::parameters::Parameters;

    fn reply<'a>(redirect_uri: &'a str, mode: ResponseMode, state: Option<&'a str>) -> Reply<'a> {
        Reply {
            redirect_uri,
            mode,
            state,
            issuer: None,
        }
    }

    #[test]
    fn parameters_follow_what_is_there() {
        for (uri, mode, location) in [
            (
                "https://a.example/cb",
                ResponseMode::Query,
                "https://a.example/cb?code=abc",
            ),
            (
                "https://a.example/cb?x=1",
                ResponseMode::Query,
                "https://a.example/cb?x=1&code=abc",
            ),
            (
                "https://a.example/cb?",
                ResponseMode::Query,
                "https://a.example/cb?code=abc",
            ),
            (
                "https://a.example/cb?x=1",
                ResponseMode::Fragment,
                "https://a.example/cb?x=1#code=abc",
            ),
            (
                "com.example.app:/cb",
                ResponseMode::Query,
                "com.example.app:/cb?code=abc",
            ),
        ] {
            assert_eq!(reply(uri, mode, None).with(&[("code", "abc")]), location);
        }
    }

    #[test]
    fn state_survives_and_stays_one_parameter() {
        let state = "a&b= c+/é#\"<\r\nX-Injected: 1%";
        let location =
            reply("https://a.example/", ResponseMode::Query, Some(state)).with(&[("code", "c")]);
        assert_eq!(
            location,
            "https://a.example/?code=c&state=a%26b%3D%20c%2B%2F%C3%A9%23%22%3C%0D%0AX-Injected%3A%201%25"
        );
        let empty =
            reply("https://a.example/", ResponseMode::Query, Some("")).with(&[("code", "c")]);
        assert_eq!(empty, "https://a.example/?code=c&state=");
    }

    #[test]
    fn an_error_names_the_issuer() {
        let issuer = "https://login.example".parse().unwrap();
        let reply = Reply {
            issuer: Some(&issuer),
            ..reply("https://a.example/", ResponseMode::Query, Some("s"))
        };
        assert_eq!(
            reply.with(&[
                ("error", "unsupported_response_type"),
                ("error_description", "Only response_type=code is supported"),
            ]),
            "https://a.example/?error=unsupported_response_type&error_description=Only%20response_type%3Dcode%20is%20supported&state=s&iss=https%3A%2F%2Flogin.example"
        );
    }

    /// Whatever character a state holds, it comes back, and no other thing comes of it.
    #[test]
    fn every_character_survives() {
        let all: Vec<char> = ('\u{1}'..=char::MAX).collect();
        for some in all.chunks(1000) {
            let state: String = some.iter().collect();
            let location = reply("https://a.example/", ResponseMode::Query, Some(&state))
                .with(&[("code", "c")]);
            assert!(location.bytes().all(|byte| byte.is_ascii_graphic()));
            let (_, query) = location.split_once('?').unwrap();
            let pairs = Parameters::parse(query.as_bytes());
            let sent = [("code".into(), "c".into()), ("state".into(), state)];
            assert_eq!(pairs, Parameters::from_pairs(sent));
        }
    }
}
