//! The body of the login form, parsed: credentials apart from what is carried, so that nothing which
//! handles the latter can leak the former. It does not know who checks a password.

use std::fmt;

use super::carried::{Carried, CarriedError};
use super::csrf::{CSRF_FIELD, CsrfToken};
use super::urlencoded;

/// A posted login form.
#[derive(Debug)]
pub struct LoginForm {
    /// Who, and the proof.
    pub credentials: Credentials,
    /// Whether the person asked to stay signed in (`remember=Y`).
    pub remember: bool,
    /// The form's token.
    pub csrf: Option<CsrfToken>,
    /// The authorization request, as the form carried it.
    pub carried: Carried,
}

/// A user name and its password. Its `Debug` shows neither.
pub struct Credentials {
    user_name: String,
    password: String,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `j_username`
    UserName,
    /// `j_password`
    Password,
    /// `j_csrf`
    Csrf,
}

/// Why a body is not a login form. Always the sender's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoginFormError {
    /// The body can't be read.
    Unreadable(CarriedError),
    /// A field is not there at all. (An empty one is: it is just not a valid password.)
    Missing(Field),
    /// A field is there twice, and which one to believe would be a guess.
    Repeated(Field),
}

impl LoginForm {
    /// From a form's body as sent. Of repeated `remember` fields any `Y` counts: without script the
    /// form has no way to take back the `N` that stands for an empty checkbox.
    pub fn parse(raw: &[u8]) -> Result<Self, LoginFormError> {
        let pairs = urlencoded::decode(raw).map_err(LoginFormError::Unreadable)?;
        let credentials = Credentials {
            user_name: only(&pairs, Field::UserName)?,
            password: only(&pairs, Field::Password)?,
        };
        let remember = pairs
            .iter()
            .any(|(name, value)| name == "remember" && value == "Y");
        let csrf = at_most_one(&pairs, Field::Csrf)?.map(CsrfToken::new);
        Ok(Self {
            credentials,
            remember,
            csrf,
            carried: Carried::from_pairs(pairs),
        })
    }

    /// The user type that the form sent, chosen or preset.
    pub fn user_type(&self) -> Option<&str> {
        self.carried.get("user_type")
    }
}

impl Credentials {
    /// The user name, as typed.
    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// Whether only the user name was entered: where the two are asked one after the other, that is
    /// how the form says "go on".
    pub fn lacks_password(&self) -> bool {
        self.password.is_empty()
    }

    /// The password, for whoever checks it.
    pub fn expose_password(&self) -> &str {
        &self.password
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(redacted)")
    }
}

impl Field {
    /// Its name in the form.
    pub fn name(self) -> &'static str {
        match self {
            Self::UserName => "j_username",
            Self::Password => "j_password",
            Self::Csrf => CSRF_FIELD,
        }
    }
}

impl fmt::Display for LoginFormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Missing(field) => write!(f, "the field {} is missing", field.name()),
            Self::Repeated(field) => write!(f, "the field {} is there twice", field.name()),
        }
    }
}

impl std::error::Error for LoginFormError {}

fn only(pairs: &[(String, String)], field: Field) -> Result<String, LoginFormError> {
    at_most_one(pairs, field)?.ok_or(LoginFormError::Missing(field))
}

fn at_most_one(pairs: &[(String, String)], field: Field) -> Result<Option<String>, LoginFormError> {
    let mut values = pairs.iter().filter(|(name, _)| name == field.name());
    match (values.next(), values.next()) {
        (value, None) => Ok(value.map(|(_, value)| value.clone())),
        (_, Some(_)) => Err(LoginFormError::Repeated(field)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_credentials_from_what_is_carried() {
        let form = LoginForm::parse(
            b"client_id=demo&state=a%2Bb&j_username=admin&j_password=p%C3%A4ss%E2%82%AC&remember=Y\
              &remember=N&user_type=&response_type=code&j_csrf=token",
        )
        .expect("parses");
        assert_eq!(form.csrf, Some(CsrfToken::new("token")));
        assert!(!form.credentials.lacks_password());
        assert_eq!(form.credentials.user_name(), "admin");
        assert_eq!(form.credentials.expose_password(), "päss€");
        assert!(form.remember);
        assert_eq!(form.user_type(), Some(""));
        assert_eq!(
            form.carried.pairs().collect::<Vec<_>>(),
            [
                ("client_id", "demo"),
                ("state", "a+b"),
                ("user_type", ""),
                ("response_type", "code"),
            ]
        );
    }

    #[test]
    fn remembers_only_when_told() {
        for (body, expected) in [
            ("j_username=a&j_password=b", false),
            ("j_username=a&j_password=b&remember=N", false),
            ("j_username=a&j_password=b&remember=y", false),
            ("j_username=a&j_password=b&remember=Y", true),
        ] {
            assert_eq!(
                LoginForm::parse(body.as_bytes()).expect("parses").remember,
                expected
            );
        }
    }

    #[test]
    fn refuses_missing_and_repeated_fields() {
        for (body, error) in [
            ("", LoginFormError::Missing(Field::UserName)),
            ("j_username=a", LoginFormError::Missing(Field::Password)),
            ("j_password=a", LoginFormError::Missing(Field::UserName)),
            (
                "j_username=a&j_username=b&j_password=c",
                LoginFormError::Repeated(Field::UserName),
            ),
            (
                "j_username=a&j_password=b&j_password=b",
                LoginFormError::Repeated(Field::Password),
            ),
            (
                "j_username=a&j_password=b&j_csrf=c&j_csrf=d",
                LoginFormError::Repeated(Field::Csrf),
            ),
            (
                "j_username=%FF",
                LoginFormError::Unreadable(CarriedError::NotUtf8),
            ),
        ] {
            assert_eq!(LoginForm::parse(body.as_bytes()).expect_err(body), error);
        }
    }

    #[test]
    fn an_empty_password_asks_to_go_on() {
        let form = LoginForm::parse(b"j_username=a&j_password=").expect("parses");
        assert!(form.credentials.lacks_password());
        assert_eq!(form.csrf, None);
    }

    #[test]
    fn debug_shows_no_credentials() {
        let form = LoginForm::parse(b"j_username=alice&j_password=hunter2").expect("parses");
        let shown = format!("{form:?}");
        assert!(
            !shown.contains("alice") && !shown.contains("hunter2"),
            "{shown}"
        );
    }
}
