//! Request parameters, decoded from a query or a form body without losing or changing a byte.
//!
//! Knows the encoding (application/x-www-form-urlencoded) and its limits, no parameter's meaning.

use std::fmt;

use percent_encoding::percent_decode;

/// More than any honest request has.
const MOST: usize = 100;
/// Longer than any honest value; a browser's own limit for a URL is near it.
const LONGEST: usize = 8 * 1024;

/// Decoded parameters in the order sent, repeated ones too.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

/// Parameters that can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadParameters {
    /// Over a hundred.
    #[error("too many parameters")]
    TooMany,
    /// A name or value over 8 KiB.
    #[error("a parameter is too long")]
    TooLong,
    /// Not UTF-8, or with a NUL in it.
    #[error("a parameter is not text")]
    NotText,
}

/// A parameter that is there more than once (RFC 6749 §3.1 forbids it).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeated(pub &'static str);

impl Parameters {
    /// Decodes a query (without its `?`) or a form body.
    pub fn parse(raw: &[u8]) -> Result<Self, BadParameters> {
        let mut pairs = Vec::new();
        for pair in raw
            .split(|&byte| byte == b'&')
            .filter(|pair| !pair.is_empty())
        {
            if pairs.len() == MOST {
                return Err(BadParameters::TooMany);
            }
            let mut halves = pair.splitn(2, |&byte| byte == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            pairs.push((name, value));
        }
        Ok(Self(pairs))
    }

    /// Takes parameters that were decoded elsewhere, within the same limits.
    pub fn from_pairs(
        pairs: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, BadParameters> {
        let pairs: Vec<_> = pairs.into_iter().take(MOST + 1).collect();
        if pairs.len() > MOST {
            return Err(BadParameters::TooMany);
        }
        for text in pairs.iter().flat_map(|(name, value)| [name, value]) {
            check(text.as_bytes())?;
        }
        Ok(Self(pairs))
    }

    /// Name and value, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a parameter that may be there once; an empty one counts as not sent (RFC 6749 §3.1).
    pub fn get(&self, name: &'static str) -> Result<Option<&str>, Repeated> {
        Ok(self.sent(name)?.filter(|value| !value.is_empty()))
    }

    /// As `get`, but an empty value is a value: what must come back as it was sent.
    pub fn sent(&self, name: &'static str) -> Result<Option<&str>, Repeated> {
        let mut values = self
            .iter()
            .filter(|&(each, _)| each == name)
            .map(|(_, value)| value);
        let first = values.next();
        match values.next() {
            None => Ok(first),
            Some(_) => Err(Repeated(name)),
        }
    }
}

/// Names only: a value may be a password, a code or a secret.
impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// Decodes one name or value.
pub(super) fn decode(raw: &[u8]) -> Result<String, BadParameters> {
    if raw.len() > 3 * LONGEST {
        return Err(BadParameters::TooLong);
    }
    let spaced: Vec<u8> = raw
        .iter()
        .map(|&byte| if byte == b'+' { b' ' } else { byte })
        .collect();
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    check(&bytes)?;
    String::from_utf8(bytes).map_err(|_| BadParameters::NotText)
}

/// The limits of one decoded name or value.
fn check(decoded: &[u8]) -> Result<(), BadParameters> {
    if decoded.len() > LONGEST {
        Err(BadParameters::TooLong)
    } else if decoded.contains(&0) {
        Err(BadParameters::NotText)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_kept() {
        let parameters =
            Parameters::parse(b"state=a%26b%3D+c%2B%0D%0A%C3%A9%&x&y=&=z&&x=1=2").unwrap();
        let pairs: Vec<_> = parameters.iter().collect();
        assert_eq!(
            pairs,
            [
                ("state", "a&b= c+\r\né%"),
                ("x", ""),
                ("y", ""),
                ("", "z"),
                ("x", "1=2")
            ]
        );
        assert_eq!(parameters.get("y"), Ok(None));
        assert_eq!(parameters.sent("y"), Ok(Some("")));
        assert_eq!(parameters.get("x"), Err(Repeated("x")));
        assert_eq!(parameters.get("absent"), Ok(None));
    }

    #[test]
    fn what_is_refused() {
        assert_eq!(Parameters::parse(b"a=%FF"), Err(BadParameters::NotText));
        assert_eq!(Parameters::parse(b"a=%00"), Err(BadParameters::NotText));
        assert_eq!(
            Parameters::parse("a&".repeat(101).as_bytes()),
            Err(BadParameters::TooMany)
        );
        let longest = format!("a={}", "%61".repeat(LONGEST));
        assert!(Parameters::parse(longest.as_bytes()).is_ok());
        assert_eq!(
            Parameters::parse(format!("{longest}a").as_bytes()),
            Err(BadParameters::TooLong)
        );
    }

    #[test]
    fn decoded_elsewhere_is_limited_alike() {
        let pairs = |count: usize, value: &str| {
            Parameters::from_pairs(vec![("a".to_owned(), value.to_owned()); count])
        };
        assert_eq!(pairs(2, "1"), Parameters::parse(b"a=1&a=1"));
        assert!(pairs(MOST, &"x".repeat(LONGEST)).is_ok());
        assert_eq!(pairs(MOST + 1, ""), Err(BadParameters::TooMany));
        assert_eq!(
            pairs(1, &"x".repeat(LONGEST + 1)),
            Err(BadParameters::TooLong)
        );
        assert_eq!(pairs(1, "\0"), Err(BadParameters::NotText));
    }

    #[test]
    fn debug_shows_names_only() {
        let parameters = Parameters::parse(b"j_password=hunter2").unwrap();
        assert_eq!(format!("{parameters:?}"), r#"{"j_password"}"#);
    }
}
