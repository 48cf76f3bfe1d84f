//! A header given as `-H 'Name: value'`. Its value may be a credential, so it shows itself nowhere.

use std::{fmt, str::FromStr};

use http::header::{self, HeaderName, HeaderValue};

/// A header for every request to the server.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpHeader {
    /// Its name.
    pub name: HeaderName,
    /// Its value, marked as sensitive.
    pub value: HeaderValue,
}

/// The text is no header, or one that would break the exchange.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// No colon.
    #[error("write it as 'Name: value'")]
    NoColon,
    /// Not a name.
    #[error("the part before the colon is no header name")]
    Name,
    /// Not a value.
    #[error("the part after the colon has a character that no header has")]
    Value,
    /// A header of the connection or of the body's form.
    #[error("{0} belongs to the connection or the body and can't be set")]
    Reserved(HeaderName),
}

/// Set by whoever frames the message. With another value the request would not be what was checked.
const RESERVED: [HeaderName; 9] = [
    header::HOST,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::UPGRADE,
    header::TE,
    header::TRAILER,
    header::EXPECT,
];

impl FromStr for HttpHeader {
    type Err = HeaderError;

    fn from_str(text: &str) -> Result<Self, HeaderError> {
        let (name, value) = text.split_once(':').ok_or(HeaderError::NoColon)?;
        let name: HeaderName = name.trim().parse().map_err(|_| HeaderError::Name)?;
        if RESERVED.contains(&name) {
            return Err(HeaderError::Reserved(name));
        }
        let mut value = HeaderValue::from_str(value.trim()).map_err(|_| HeaderError::Value)?;
        value.set_sensitive(true);
        Ok(Self { name, value })
    }
}

impl fmt::Debug for HttpHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HttpHeader({}: …)", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_a_name_and_a_value() {
        let header: HttpHeader = "Authorization : Bearer some-token ".parse().unwrap();
        assert_eq!(header.name, "authorization");
        assert_eq!(header.value, "Bearer some-token");
        assert_eq!(format!("{header:?}"), "HttpHeader(authorization: …)");
        let header: HttpHeader = "x-empty:".parse().unwrap();
        assert_eq!(header.value, "");
    }

    #[test]
    fn what_would_break_the_exchange_is_refused() {
        let error = |text: &str| text.parse::<HttpHeader>().unwrap_err();
        assert_eq!(error("Authorization"), HeaderError::NoColon);
        assert_eq!(error(": x"), HeaderError::Name);
        assert_eq!(error("a b: x"), HeaderError::Name);
        assert_eq!(error("a: x\r\nb: y"), HeaderError::Value);
        assert_eq!(
            error("Host: elsewhere"),
            HeaderError::Reserved(header::HOST)
        );
        assert_eq!(
            error("content-type: text/plain").to_string(),
            "content-type belongs to the connection or the body and can't be set"
        );
    }
}
