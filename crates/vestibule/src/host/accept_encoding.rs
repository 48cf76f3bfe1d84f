//! Chooses a stored encoding from `Accept-Encoding` (RFC 9110 §12.5.3).

use axum::http::{HeaderMap, header};

/// A content coding that assets are stored in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Brotli,
    Gzip,
    Identity,
}

impl Encoding {
    /// The token for `Content-Encoding`; identity has none.
    pub(super) fn token(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// The smallest encoding that the client takes, of those that are stored.
///
/// The client's own weights among the codings it accepts are ignored: browsers send none, and
/// the stored sizes are known here, not there. A client that accepts nothing gets identity, since
/// a readable body serves it better than a 406.
pub(super) fn choose(headers: &HeaderMap, is_stored: impl Fn(Encoding) -> bool) -> Encoding {
    [Encoding::Brotli, Encoding::Gzip]
        .into_iter()
        .find(|&encoding| is_stored(encoding) && accepts(headers, encoding))
        .unwrap_or(Encoding::Identity)
}

/// Whether the client takes this one.
pub(super) fn accepts(headers: &HeaderMap, encoding: Encoding) -> bool {
    let Some(token) = encoding.token() else {
        return true;
    };
    let mut by_wildcard = false;
    for item in headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|v| v.split(','))
    {
        let mut parts = item.split(';').map(str::trim);
        let coding = parts.next().unwrap_or_default();
        let refused = parts.any(is_zero_weight);
        if coding.eq_ignore_ascii_case(token) {
            return !refused;
        }
        by_wildcard |= coding == "*" && !refused;
    }
    by_wildcard
}

/// `q=0`, `q=0.0`, …: "not acceptable".
fn is_zero_weight(parameter: &str) -> bool {
    parameter
        .split_once('=')
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
        .and_then(|(_, weight)| weight.trim().parse::<f32>().ok())
        .is_some_and(|weight| weight <= 0.0)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn chosen(accept_encoding: &[&'static str], stored: &[Encoding]) -> Encoding {
        let mut headers = HeaderMap::new();
        for value in accept_encoding {
            headers.append(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
        }
        choose(&headers, |encoding| stored.contains(&encoding))
    }

    const BOTH: &[Encoding] = &[Encoding::Brotli, Encoding::Gzip];

    #[test]
    fn prefers_the_smallest_that_is_accepted_and_stored() {
        assert_eq!(chosen(&["gzip, deflate, br, zstd"], BOTH), Encoding::Brotli);
        assert_eq!(chosen(&["gzip, br"], &[Encoding::Gzip]), Encoding::Gzip);
        assert_eq!(chosen(&["gzip", "BR"], BOTH), Encoding::Brotli);
        assert_eq!(chosen(&["*"], BOTH), Encoding::Brotli);
    }

    #[test]
    fn a_zero_weight_refuses() {
        assert_eq!(chosen(&["br;q=0, gzip;q=0.5"], BOTH), Encoding::Gzip);
        assert_eq!(chosen(&["*, br ; Q = 0.000"], BOTH), Encoding::Gzip);
        assert_eq!(chosen(&["*;q=0"], BOTH), Encoding::Identity);
    }

    #[test]
    fn anything_else_is_identity() {
        assert_eq!(chosen(&[], BOTH), Encoding::Identity);
        assert_eq!(chosen(&["", ",;,q=", "bro"], BOTH), Encoding::Identity);
        assert_eq!(chosen(&["gzip, br"], &[]), Encoding::Identity);
    }
}
