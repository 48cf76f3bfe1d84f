//! The body of the form of somebody who forgot their password. It does not know who has an account.

use super::carried::Carried;
use super::csrf::CsrfToken;
use super::fields::{Fields, FormError};

/// A posted form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgotForm {
    /// The address, without the spaces around it.
    pub email: String,
    /// The form's token.
    pub csrf: Option<CsrfToken>,
    /// The authorization request that the person came from.
    pub carried: Carried,
}

impl ForgotForm {
    /// From a form's body as sent.
    pub fn parse(raw: &[u8]) -> Result<Self, FormError> {
        let mut fields = Fields::decode(raw)?;
        Ok(Self {
            email: fields.take("email")?.trim().to_owned(),
            csrf: fields.take_csrf()?,
            carried: fields.carried(),
        })
    }

    /// Whether a letter could be sent there: one `@` with something on both sides, and no space.
    /// Whether it arrives, only sending tells.
    pub fn email_is_plausible(&self) -> bool {
        let text = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
        self.email
            .split_once('@')
            .is_some_and(|(local, host)| text(local) && text(host) && !host.contains('@'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<ForgotForm, FormError> {
        ForgotForm::parse(body.as_bytes())
    }

    #[test]
    fn reads_the_address_and_carries_the_request() {
        let form = parse("client_id=a&state=s&email=+ada%40example.org+&j_csrf=t").expect("parses");
        assert_eq!(form.email, "ada@example.org");
        assert_eq!(form.csrf, Some(CsrfToken::new("t")));
        assert_eq!(form.carried.to_query(), "client_id=a&state=s");
        assert_eq!(parse(""), Err(FormError::Missing("email")));
        assert_eq!(parse("email=a&email=b"), Err(FormError::Repeated("email")));
    }

    #[test]
    fn tells_an_address_from_a_name() {
        for (email, plausible) in [
            ("ada@example.org", true),
            ("ädä@exämple", true),
            ("a@b", true),
            ("", false),
            ("ada", false),
            ("@b", false),
            ("a@", false),
            ("a@b@c", false),
            ("a%20b@c", false),
        ] {
            let form = parse(&format!("email={email}")).expect("parses");
            assert_eq!(form.email_is_plausible(), plausible, "{email}");
        }
    }
}
