//! The errors that a resource server's challenges name (RFC 9110 §11.6.1, RFC 6750 §3, RFC 9449 §7.1).
//!
//! `WWW-Authenticate` is a list: it may come more than once, and one of it may hold several challenges. Each is read.

use http::Response;
use http::header::WWW_AUTHENTICATE;

use crate::json;
use crate::oauth_error::OAuthError;

/// What the server says of a refusal: the errors in its challenges in their order, then the body's.
pub(crate) fn refusals(response: &Response<Vec<u8>>) -> Vec<OAuthError> {
    let status = response.status().as_u16();
    let values = response.headers().get_all(WWW_AUTHENTICATE).into_iter();
    let challenges = values
        .filter_map(|value| value.to_str().ok())
        .flat_map(challenges);
    let body = json::parse_object(response.body()).ok();
    challenges
        .filter_map(|parameters| error(&parameters, status))
        .chain(body.and_then(|body| OAuthError::from_json(&body, status)))
        .collect()
}

type Parameters<'a> = Vec<(&'a str, &'a str)>;

fn error(parameters: &Parameters<'_>, status: u16) -> Option<OAuthError> {
    let get = |wanted: &str| {
        let mut named = parameters.iter();
        let found = named.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| *value)
    };
    let code = get("error").filter(|code| !code.is_empty())?;
    let (description, uri) = (get("error_description"), get("error_uri"));
    Some(OAuthError::new(code, description, uri, Some(status)))
}

/// The parameters of each challenge. Escapes are left as they are: values are compared with plain words, or shown.
fn challenges(value: &str) -> Vec<Parameters<'_>> {
    let mut challenges: Vec<Parameters<'_>> = Vec::new();
    for element in elements(value) {
        let element = element.trim();
        let (name, value) = element.split_once('=').unwrap_or((element, ""));
        // What begins with a scheme begins a challenge.
        let (is_first, name) = match name.trim_end().rsplit_once([' ', '\t']) {
            Some((_, name)) => (true, name),
            None => (value.is_empty(), name.trim_end()),
        };
        if is_first || challenges.is_empty() {
            challenges.push(Vec::new());
        }
        let value = value.trim_start();
        let value = match value.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"').unwrap_or(quoted),
            None => value,
        };
        if let Some(challenge) = challenges.last_mut() {
            challenge.push((name, value));
        }
    }
    challenges
}

/// What commas part, but for those within quotes.
fn elements(value: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    value.split(move |c| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        c == ',' && !quoted
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn said(headers: &[&str], body: &str) -> Vec<String> {
        let mut response = Response::builder().status(401);
        for value in headers {
            response = response.header(WWW_AUTHENTICATE, *value);
        }
        let response = response.body(body.as_bytes().to_vec()).unwrap();
        refusals(&response)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn one_challenge() {
        for (challenge, expected) in [
            (
                r#"DPoP realm="x", xerror="no", error="invalid_token", error_description="too old""#,
                "invalid_token: too old",
            ),
            ("Bearer error=invalid_token", "invalid_token"),
            ("Bearer\terror = \"e\"", "e"),
            (r#"Bearer ERROR="e""#, "e"),
            (
                r#"Bearer error="e", error_description="a, error=\"f\", b""#,
                r#"e: a, error=\"f\", b"#,
            ),
            (r#"Bearer error="open"#, "open"),
        ] {
            assert_eq!(said(&[challenge], ""), [expected], "{challenge}");
        }
        for silent in [
            "",
            "error",
            "error=",
            "Bearer",
            r#"Bearer realm="error=x, error=\"y\"""#,
            r#"Basic realm="a b", charset="UTF-8""#,
            "Negotiate YII=",
        ] {
            assert_eq!(said(&[silent], "<html>"), [""; 0], "{silent}");
        }
    }

    /// As a server sends them, and as a browser joins them.
    #[test]
    fn several_challenges_are_all_read() {
        let (bearer, dpop) = (
            r#"Bearer realm="x", error="invalid_token", error_description="old""#,
            r#"DPoP algs="ES256", error="use_dpop_nonce""#,
        );
        let expected = ["invalid_token: old", "use_dpop_nonce"];
        assert_eq!(said(&[bearer, dpop], ""), expected);
        assert_eq!(said(&[&[bearer, ", ", dpop].concat()], ""), expected);
        assert_eq!(
            said(&["Negotiate", dpop], r#"{"error":"e"}"#),
            ["use_dpop_nonce", "e"]
        );
    }
}
