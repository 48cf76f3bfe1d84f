//! A posted form's fields: those that a form names are taken out one by one, and what is left is
//! carried. It knows no form.

use std::fmt;

use super::carried::{Carried, CarriedError};
use super::csrf::{CSRF_FIELD, CsrfToken};
use super::urlencoded;

/// Why a body is not the form it was posted as. Always the sender's fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormError {
    /// The body can't be read.
    Unreadable(CarriedError),
    /// A field is not there at all.
    Missing(&'static str),
    /// A field is there twice, and which one to believe would be a guess.
    Repeated(&'static str),
    /// A field has a value that the form does not offer.
    Unknown(&'static str),
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Missing(field) => write!(f, "the field {field} is missing"),
            Self::Repeated(field) => write!(f, "the field {field} is there twice"),
            Self::Unknown(field) => write!(f, "the field {field} has a value that is not offered"),
        }
    }
}

impl std::error::Error for FormError {}

/// What a person answered to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// `decision=accept`
    Accept,
    /// `decision=deny`
    Deny,
}

/// The fields that no one has taken yet.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn decode(raw: &[u8]) -> Result<Self, FormError> {
        urlencoded::decode(raw)
            .map(Self)
            .map_err(FormError::Unreadable)
    }

    /// Every value of a field, in order.
    pub(super) fn take_all(&mut self, name: &str) -> Vec<String> {
        let taken = self.0.extract_if(.., |(found, _)| found == name);
        taken.map(|(_, value)| value).collect()
    }

    /// The value of a field that may be there once.
    pub(super) fn take_optional(
        &mut self,
        name: &'static str,
    ) -> Result<Option<String>, FormError> {
        let mut values = self.take_all(name).into_iter();
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            (_, Some(_)) => Err(FormError::Repeated(name)),
        }
    }

    /// The value of a field that must be there once.
    pub(super) fn take(&mut self, name: &'static str) -> Result<String, FormError> {
        self.take_optional(name)?.ok_or(FormError::Missing(name))
    }

    /// The button that was pressed, if there was one to press.
    pub(super) fn take_decision(&mut self) -> Result<Option<Decision>, FormError> {
        let value = self.take_optional("decision")?;
        value
            .map(|value| match value.as_str() {
                "accept" => Ok(Decision::Accept),
                "deny" => Ok(Decision::Deny),
                _ => Err(FormError::Unknown("decision")),
            })
            .transpose()
    }

    /// The form's token, if it has one.
    pub(super) fn take_csrf(&mut self) -> Result<Option<CsrfToken>, FormError> {
        Ok(self.take_optional(CSRF_FIELD)?.map(CsrfToken::new))
    }

    /// Whether a box was ticked. Of repeated fields any `Y` counts: without script a form has no way
    /// to take back the `N` that stands for an empty box.
    pub(super) fn take_ticked(&mut self, name: &str) -> bool {
        self.take_all(name).iter().any(|value| value == "Y")
    }

    /// What is left.
    pub(super) fn carried(self) -> Carried {
        Carried::from_pairs(self.0)
    }
}
