//! A server's error answer in a query, cut to what a page may show: OAuth's (RFC 6749 §4.1.2.1) or
//! light-4j's status. Text stays text; only an `https:` address may become a link. It does not know
//! what an error code means.

use super::carried::CarriedError;
use super::urlencoded;

const MAX_CODE: usize = 64;
const MAX_DESCRIPTION: usize = 300;

/// `error`, `error_description` and `error_uri`, or what another dialect has in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorResponse {
    /// The `error` parameter.
    pub code: String,
    /// The `error_description` parameter, if it says anything.
    pub description: Option<String>,
    /// The `error_uri` parameter, if it is safe to follow.
    pub uri: Option<HttpsUrl>,
}

/// An address that begins with `https://` and has no character that a URL has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpsUrl(String);

impl ErrorResponse {
    /// From a URL's query, as sent. `None` if it tells of no error.
    pub fn from_query(raw: &str) -> Result<Option<Self>, CarriedError> {
        Ok(oauth(&urlencoded::decode(raw.as_bytes())?))
    }

    /// The same in either dialect, for a page whose query holds nothing else.
    pub fn from_either(raw: &str) -> Result<Option<Self>, CarriedError> {
        let pairs = urlencoded::decode(raw.as_bytes())?;
        Ok(oauth(&pairs).or_else(|| light_4j(&pairs)))
    }
}

/// With the hint that Ory Hydra once sent beside the description.
fn oauth(pairs: &[(String, String)]) -> Option<ErrorResponse> {
    let code = first(pairs, "error")?;
    let said: Vec<&str> = ["error_description", "error_hint"]
        .into_iter()
        .filter_map(|name| first(pairs, name))
        .collect();
    Some(ErrorResponse {
        code: shorten(code, MAX_CODE),
        description: (!said.is_empty()).then(|| shorten(&said.join(" "), MAX_DESCRIPTION)),
        uri: first(pairs, "error_uri").and_then(HttpsUrl::parse),
    })
}

/// `statusCode`, `code`, `message` and `description`; the code is `ERR` and five digits, which no
/// authorization code is.
fn light_4j(pairs: &[(String, String)]) -> Option<ErrorResponse> {
    let code = first(pairs, "code")?;
    let digits = code.strip_prefix("ERR")?;
    let is_one = digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let said = first(pairs, "description").or_else(|| first(pairs, "message"));
    is_one.then(|| ErrorResponse {
        code: code.to_owned(),
        description: said.map(|text| shorten(text, MAX_DESCRIPTION)),
        uri: None,
    })
}

/// The first value of a parameter that says anything.
fn first<'a>(pairs: &'a [(String, String)], wanted: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(name, value)| name == wanted && !value.is_empty())
        .map(|(_, value)| value.as_str())
}

impl HttpsUrl {
    /// The address, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://")?;
        let is_plain = rest
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
        let has_host = rest
            .bytes()
            .next()
            .is_some_and(|byte| !b"/?#@:".contains(&byte));
        (is_plain && has_host).then(|| Self(text.to_owned()))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// At most `limit` characters, and none that could reorder or hide the text around it.
fn shorten(text: &str, limit: usize) -> String {
    let mut shown = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !is_bidi(*c));
    let mut kept: String = shown.by_ref().take(limit).collect();
    if shown.next().is_some() {
        kept.push('…');
    }
    kept
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(raw: &str) -> Option<ErrorResponse> {
        ErrorResponse::from_query(raw).expect("parses")
    }

    #[test]
    fn reads_the_three_parameters() {
        assert_eq!(
            parse(
                "error=access_denied&error_description=No+%3Cb%3E&error_uri=https%3A%2F%2Fa.example%2Fx"
            ),
            Some(ErrorResponse {
                code: "access_denied".to_owned(),
                description: Some("No <b>".to_owned()),
                uri: Some(HttpsUrl("https://a.example/x".to_owned())),
            })
        );
        assert_eq!(parse("error_description=alone"), None);
        assert_eq!(parse("error=&state=1"), None);
    }

    #[test]
    fn reads_either_dialect() {
        let either = |raw: &str| ErrorResponse::from_either(raw).expect("parses");
        let status =
            "statusCode=401&code=ERR12016&message=INCORRECT_PASSWORD&description=No+%3Cb%3E";
        assert_eq!(
            either(status),
            Some(ErrorResponse {
                code: "ERR12016".to_owned(),
                description: Some("No <b>".to_owned()),
                uri: None,
            })
        );
        assert_eq!(
            either("code=ERR10010&message=RUNTIME").and_then(|error| error.description),
            Some("RUNTIME".to_owned())
        );
        let both = either("error=access_denied&code=ERR12016").map(|error| error.code);
        assert_eq!(both.as_deref(), Some("access_denied"));
        for query in [
            "code=ERR1201",
            "code=ERR1201x",
            "code=SplxlOBeZQQYbYS6WxSbIA",
            "",
        ] {
            assert_eq!(either(query), None, "{query}");
        }
        assert_eq!(parse(status), None);
    }

    #[test]
    fn a_hint_is_part_of_the_description() {
        let shown = parse("error=e&error_description=One.&error_hint=Two.");
        assert_eq!(
            shown.and_then(|error| error.description).as_deref(),
            Some("One. Two.")
        );
    }

    #[test]
    fn follows_https_only() {
        for text in [
            "http://a.example",
            "javascript:alert(1)",
            "https:a.example",
            "https://",
            "https:///x",
            "https://@evil.example",
            "https://a.example/\"x",
            "https://a.example/ x",
            "https://a.example\\@evil.example",
            " https://a.example",
            "HTTPS://a.example",
        ] {
            assert_eq!(HttpsUrl::parse(text), None, "{text}");
        }
        assert_eq!(
            HttpsUrl::parse("https://a.example:8443/x?y#z")
                .map(|url| url.0)
                .as_deref(),
            Some("https://a.example:8443/x?y#z")
        );
    }

    #[test]
    fn cuts_long_and_unruly_text() {
        let long = "é".repeat(MAX_DESCRIPTION + 1);
        let shown = parse(&format!("error=e&error_description={long}")).and_then(|e| e.description);
        assert_eq!(shown, Some(format!("{}…", "é".repeat(MAX_DESCRIPTION))));
        let shown =
            parse("error=e&error_description=a%E2%80%AEb%0D%0Ac").and_then(|e| e.description);
        assert_eq!(shown.as_deref(), Some("ab  c"));
    }

    #[test]
    fn an_unreadable_query_is_an_error() {
        assert_eq!(
            ErrorResponse::from_query("error=%FF"),
            Err(CarriedError::NotUtf8)
        );
    }
}
