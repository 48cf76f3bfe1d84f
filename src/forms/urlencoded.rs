//! `application/x-www-form-urlencoded`, decoded strictly: what a browser's form could not send back
//! unchanged is an error here, never a replacement character. It knows no parameter's meaning.

/// The most pairs that a query or a body may hold.
pub const MAX_PAIRS: usize = 100;
/// The longest query or body, in bytes as sent. Room for a signed `request` object, not for a file.
pub const MAX_BYTES: usize = 32 * 1024;

/// Why a query or a body can't be carried. Always the sender's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CarriedError {
    /// More than [`MAX_BYTES`] bytes.
    TooLong,
    /// More than [`MAX_PAIRS`] pairs.
    TooMany,
    /// A name or value is not UTF-8 once decoded.
    NotUtf8,
    /// A NUL, which an HTML document can't hold.
    Nul,
    /// A CR or LF alone: a form sends every line end as CR LF.
    LoneLineEnd,
    /// A value without a name, which a form never sends.
    NoName,
}

impl std::fmt::Display for CarriedError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => write!(f, "the parameters are longer than {MAX_BYTES} bytes"),
            Self::TooMany => write!(f, "there are more than {MAX_PAIRS} parameters"),
            Self::NotUtf8 => f.write_str("a parameter is not valid UTF-8"),
            Self::Nul => f.write_str("a parameter contains a NUL character"),
            Self::LoneLineEnd => f.write_str("a parameter contains a CR or LF alone"),
            Self::NoName => f.write_str("a parameter has no name"),
        }
    }
}

impl std::error::Error for CarriedError {}

/// The decoded pairs, in order, with repeated ones.
pub(super) fn decode(raw: &[u8]) -> Result<Vec<(String, String)>, CarriedError> {
    if raw.len() > MAX_BYTES {
        return Err(CarriedError::TooLong);
    }
    let mut pairs = Vec::new();
    for piece in raw
        .split(|byte| *byte == b'&')
        .filter(|piece| !piece.is_empty())
    {
        if pairs.len() == MAX_PAIRS {
            return Err(CarriedError::TooMany);
        }
        let (name, value) = match piece.iter().position(|byte| *byte == b'=') {
            Some(at) => {
                let (name, rest) = piece.split_at(at);
                (name, rest.get(1..).unwrap_or_default())
            }
            None => (piece, &[][..]),
        };
        let name = decode_text(name)?;
        if name.is_empty() {
            return Err(CarriedError::NoName);
        }
        pairs.push((name, decode_text(value)?));
    }
    Ok(pairs)
}

/// The pairs as a query, without the question mark.
pub(super) fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn decode_text(raw: &[u8]) -> Result<String, CarriedError> {
    let bytes = if raw.iter().any(|byte| matches!(byte, b'%' | b'+')) {
        let spaced: Vec<u8> = raw
            .iter()
            .map(|byte| if *byte == b'+' { b' ' } else { *byte })
            .collect();
        percent_encoding::percent_decode(&spaced).collect()
    } else {
        raw.to_vec()
    };
    let text = String::from_utf8(bytes).map_err(|_| CarriedError::NotUtf8)?;
    if text.contains('\0') {
        return Err(CarriedError::Nul);
    }
    let ends_lines = text.contains(['\r', '\n']);
    if ends_lines && text.replace("\r\n", "").contains(['\r', '\n']) {
        return Err(CarriedError::LoneLineEnd);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(raw: &str) -> Vec<(String, String)> {
        decode(raw.as_bytes()).expect("decodes")
    }

    #[test]
    fn decodes_in_order_with_repeats_and_empty_values() {
        assert_eq!(
            pairs("b=1&a=x+y%2B&b=2&&flag&e="),
            [
                ("b", "1"),
                ("a", "x y+"),
                ("b", "2"),
                ("flag", ""),
                ("e", "")
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn a_percent_sign_without_two_digits_stands_for_itself() {
        assert_eq!(
            pairs("a=100%&b=%4"),
            [
                ("a".to_owned(), "100%".to_owned()),
                ("b".to_owned(), "%4".to_owned())
            ]
        );
    }

    #[test]
    fn only_the_first_equals_sign_divides() {
        assert_eq!(
            pairs("state=a=b=="),
            [("state".to_owned(), "a=b==".to_owned())]
        );
    }

    #[test]
    fn refuses_what_no_form_can_send() {
        for (raw, error) in [
            ("a=%00", CarriedError::Nul),
            ("%00=a", CarriedError::Nul),
            ("a=%0A", CarriedError::LoneLineEnd),
            ("a=%0D", CarriedError::LoneLineEnd),
            ("a=%0D%0A%0D", CarriedError::LoneLineEnd),
            ("a=%0A%0D", CarriedError::LoneLineEnd),
            ("a=%FF", CarriedError::NotUtf8),
            ("a=%ED%A0%80", CarriedError::NotUtf8),
            ("a%C3=1", CarriedError::NotUtf8),
            ("=a", CarriedError::NoName),
            ("a=1&=", CarriedError::NoName),
        ] {
            assert_eq!(decode(raw.as_bytes()), Err(error), "{raw}");
        }
        assert_eq!(pairs("a=%0D%0A"), [("a".to_owned(), "\r\n".to_owned())]);
    }

    #[test]
    fn caps_count_and_length() {
        let most = vec!["a=1"; MAX_PAIRS].join("&");
        assert_eq!(pairs(&most).len(), MAX_PAIRS);
        assert_eq!(
            decode(format!("{most}&a=1").as_bytes()),
            Err(CarriedError::TooMany)
        );
        let longest = format!("a={}", "x".repeat(MAX_BYTES - 2));
        assert_eq!(pairs(&longest).len(), 1);
        assert_eq!(
            decode(format!("{longest}x").as_bytes()),
            Err(CarriedError::TooLong)
        );
    }

    #[test]
    fn encoding_is_undone_by_decoding() {
        let query = encode([("a b", "é&=+%\r\n"), ("state", "\u{2028}\"<>")]);
        assert_eq!(
            query,
            "a+b=%C3%A9%26%3D%2B%25%0D%0A&state=%E2%80%A8%22%3C%3E"
        );
        assert_eq!(
            pairs(&query),
            [
                ("a b".to_owned(), "é&=+%\r\n".to_owned()),
                ("state".to_owned(), "\u{2028}\"<>".to_owned())
            ]
        );
    }
}
