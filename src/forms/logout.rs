//! The body of the logout form.

use super::carried::Carried;
use super::csrf::CsrfToken;
use super::fields::{Decision, Fields, FormError};

/// A posted logout form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogoutForm {
    /// Whether the person wants to be signed out.
    pub decision: Decision,
    /// The form's token.
    pub csrf: Option<CsrfToken>,
    /// The challenge, and whatever else the form carried.
    pub carried: Carried,
}

impl LogoutForm {
    /// From a form's body as sent. A body without a decision signs nobody out.
    pub fn parse(raw: &[u8]) -> Result<Self, FormError> {
        let mut fields = Fields::decode(raw)?;
        Ok(Self {
            decision: fields
                .take_decision()?
                .ok_or(FormError::Missing("decision"))?,
            csrf: fields.take_csrf()?,
            carried: fields.carried(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_out_only_when_told() {
        let parse = |body: &str| LogoutForm::parse(body.as_bytes());
        let form = parse("logout_challenge=c&decision=deny").expect("parses");
        assert_eq!(form.decision, Decision::Deny);
        assert_eq!(form.carried.get("logout_challenge"), Some("c"));
        assert_eq!(form.csrf, None);
        assert_eq!(
            parse("logout_challenge=c"),
            Err(FormError::Missing("decision"))
        );
        assert_eq!(
            parse("decision=accept&decision=accept"),
            Err(FormError::Repeated("decision"))
        );
        assert_eq!(parse("decision=yes"), Err(FormError::Unknown("decision")));
    }
}
