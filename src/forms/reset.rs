//! The body of the form that sets a new password. The token of the letter and the password are for
//! the back end alone.

use std::fmt;

use super::carried::Carried;
use super::csrf::CsrfToken;
use super::fields::{Fields, FormError};

/// A posted form.
#[derive(Debug)]
pub struct ResetForm {
    /// Whose password.
    pub email: String,
    /// The proof that the letter arrived.
    pub token: ResetToken,
    /// The new password, if both fields say the same.
    pub new_password: Result<NewPassword, PasswordProblem>,
    /// The form's token.
    pub csrf: Option<CsrfToken>,
    /// Whatever else the form carried.
    pub carried: Carried,
}

/// The token of a letter. Its `Debug` does not show it.
pub struct ResetToken(String);

/// A new password. Its `Debug` does not show it.
pub struct NewPassword(String);

/// What a person has to do differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Nothing was typed.
    Empty,
    /// Two different ones were.
    Mismatch,
}

impl ResetForm {
    /// From a form's body as sent.
    pub fn parse(raw: &[u8]) -> Result<Self, FormError> {
        let mut fields = Fields::decode(raw)?;
        let password = fields.take("new_password")?;
        let again = fields.take("confirm_password")?;
        let new_password = if password != again {
            Err(PasswordProblem::Mismatch)
        } else if password.is_empty() {
            Err(PasswordProblem::Empty)
        } else {
            Ok(NewPassword(password))
        };
        Ok(Self {
            email: fields.take("email")?.trim().to_owned(),
            token: ResetToken(fields.take("token")?),
            new_password,
            csrf: fields.take_csrf()?,
            carried: fields.carried(),
        })
    }
}

impl ResetToken {
    /// As it came.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl NewPassword {
    /// As it was typed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PasswordProblem {
    /// Its error code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "password_too_short",
            Self::Mismatch => "password_mismatch",
        }
    }
}

impl fmt::Debug for ResetToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ResetToken(redacted)")
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<ResetForm, FormError> {
        ResetForm::parse(body.as_bytes())
    }

    #[test]
    fn reads_all_of_it_and_carries_no_secret() {
        let form = parse(
            "token=t%2Fk&email=ada%40example.org&new_password=p%C3%A4ss&confirm_password=p%C3%A4ss\
             &j_csrf=c&ui_locales=de",
        )
        .expect("parses");
        assert_eq!(form.email, "ada@example.org");
        assert_eq!(form.token.expose(), "t/k");
        assert_eq!(
            form.new_password.as_ref().map(NewPassword::expose),
            Ok("päss")
        );
        assert_eq!(form.carried.to_query(), "ui_locales=de");
        let shown = format!("{form:?}");
        assert!(!shown.contains("päss") && !shown.contains("t/k"), "{shown}");
    }

    #[test]
    fn two_different_passwords_are_none() {
        for (one, other, problem) in [
            ("a", "b", PasswordProblem::Mismatch),
            ("a", "A", PasswordProblem::Mismatch),
            ("", "", PasswordProblem::Empty),
        ] {
            let form = parse(&format!(
                "token=t&email=e&new_password={one}&confirm_password={other}"
            ));
            assert_eq!(
                form.expect("parses").new_password.err(),
                Some(problem),
                "{one} {other}"
            );
        }
    }

    #[test]
    fn refuses_what_is_missing_or_there_twice() {
        let all = ["token=t", "email=e", "new_password=p", "confirm_password=p"];
        for (at, field) in ["token", "email", "new_password", "confirm_password"]
            .into_iter()
            .enumerate()
        {
            let mut fields = all.to_vec();
            fields.remove(at);
            assert_eq!(
                parse(&fields.join("&")).err(),
                Some(FormError::Missing(field))
            );
            fields.extend([all[at], all[at]]);
            assert_eq!(
                parse(&fields.join("&")).err(),
                Some(FormError::Repeated(field))
            );
        }
    }
}
