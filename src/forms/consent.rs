//! The body of the consent form: what a person lets an application have.

use super::carried::Carried;
use super::csrf::CsrfToken;
use super::fields::{Decision, Fields, FormError};

/// A posted consent form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentForm {
    /// Whether anything is granted.
    pub decision: Decision,
    /// The scopes that stayed ticked, in order. Whether they were asked for is the engine's to check.
    pub grant_scope: Vec<String>,
    /// Whether the person does not want to be asked again.
    pub remember: bool,
    /// The form's token.
    pub csrf: Option<CsrfToken>,
    /// The challenge, and whatever else the form carried.
    pub carried: Carried,
}

impl ConsentForm {
    /// From a form's body as sent.
    pub fn parse(raw: &[u8]) -> Result<Self, FormError> {
        let mut fields = Fields::decode(raw)?;
        Ok(Self {
            decision: fields
                .take_decision()?
                .ok_or(FormError::Missing("decision"))?,
            grant_scope: fields.take_all("grant_scope"),
            remember: fields.take_ticked("remember"),
            csrf: fields.take_csrf()?,
            carried: fields.carried(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_choice_and_carries_the_challenge() {
        let form = ConsentForm::parse(
            b"consent_challenge=c%2Bd&j_csrf=t&grant_scope=openid&grant_scope=a%3Ab+c&remember=Y\
              &remember=N&decision=accept",
        )
        .expect("parses");
        assert_eq!(
            form,
            ConsentForm {
                decision: Decision::Accept,
                grant_scope: vec!["openid".to_owned(), "a:b c".to_owned()],
                remember: true,
                csrf: Some(CsrfToken::new("t")),
                carried: Carried::from_query("consent_challenge=c%2Bd").expect("parses"),
            }
        );
        assert_eq!(form.carried.get("consent_challenge"), Some("c+d"));
    }

    #[test]
    fn nothing_is_granted_by_a_body_that_does_not_say_so() {
        for (body, error) in [
            ("grant_scope=openid", FormError::Missing("decision")),
            ("decision=", FormError::Unknown("decision")),
            ("decision=ACCEPT", FormError::Unknown("decision")),
            (
                "decision=deny&decision=accept",
                FormError::Repeated("decision"),
            ),
            (
                "decision=accept&j_csrf=a&j_csrf=b",
                FormError::Repeated("j_csrf"),
            ),
            (
                "decision=%FF",
                FormError::Unreadable(super::super::carried::CarriedError::NotUtf8),
            ),
        ] {
            assert_eq!(ConsentForm::parse(body.as_bytes()), Err(error), "{body}");
        }
    }

    #[test]
    fn debug_does_not_show_the_token() {
        let form = ConsentForm::parse(b"decision=deny&j_csrf=hunter2").expect("parses");
        assert!(!format!("{form:?}").contains("hunter2"));
    }
}
