//! The credentials of an `Authorization: Basic` header (RFC 7617). Whose they are, a person's or a
//! client's, is the endpoint's affair.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;

/// Name and secret; the scheme is compared without case. Nothing, if the header is another, broken,
/// or there twice: which of two counts must not depend on who reads them.
pub(super) fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let mut all = headers.get_all(AUTHORIZATION).iter();
    let (Some(header), None) = (all.next(), all.next()) else {
        return None;
    };
    let (scheme, encoded) = header.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    // "MUST NOT contain any control characters" (§2); nor can every database look for one.
    let (name, secret) = text
        .split_once(':')
        .filter(|_| !text.contains(char::is_control))?;
    Some((name.to_owned(), secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> Option<(String, String)> {
        credentials(&HeaderMap::from_iter([(
            AUTHORIZATION,
            header.parse().unwrap(),
        )]))
    }

    #[test]
    fn the_first_colon_divides() {
        assert_eq!(of("bAsIc YTpiOmM="), Some(("a".into(), "b:c".into())));
        assert_eq!(of("Basic  w6k6 "), Some(("é".into(), String::new())));
    }

    #[test]
    fn two_headers_have_none() {
        let mut headers = HeaderMap::new();
        for value in ["Basic YTpi", "Basic YTpi"] {
            headers.append(AUTHORIZATION, value.parse().unwrap());
        }
        assert_eq!(credentials(&headers), None);
    }

    #[test]
    fn broken_headers_have_none() {
        for header in [
            "",
            "Basic",
            "Basic !",
            "Bearer YTpi",
            "Basic YQ==",
            "Basic /zr+",
            // `a<NUL>:b`, and a line break in the secret.
            "Basic YQA6Yg==",
            "Basic YTpiCg==",
        ] {
            assert_eq!(of(header), None, "{header}");
        }
    }
}
