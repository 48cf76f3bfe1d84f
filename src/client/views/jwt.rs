//! A look inside a JWT, for display only: nothing here is checked, so nothing here is believed.

use oauth_proto::base64::decode_url;
use serde_json::{Map, Value};

/// Header and claims, where the token has the shape of a signed JWT.
pub(super) fn read(token: &str) -> Option<(Map<String, Value>, Map<String, Value>)> {
    let mut parts = token.split('.');
    let (header, claims, _signature) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Some((object(header)?, object(claims)?))
}

fn object(part: &str) -> Option<Map<String, Value>> {
    oauth_proto::json::parse_object(&decode_url(part)?).ok()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn only_a_signed_jwt_is_readable() {
        let (header, claims) = read("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhZG1pbiJ9.c2ln").unwrap();
        assert_eq!(header.get("alg").unwrap(), "ES256");
        assert_eq!(claims.get("sub").unwrap(), "admin");
        for opaque in [
            "",
            "opaque",
            "a.b",
            "a.b.c",
            "e30.W10.x",
            "e30.e30.x.y",
            "e30.e30.x.y.z",
        ] {
            assert!(read(opaque).is_none(), "{opaque}");
        }
    }
}
