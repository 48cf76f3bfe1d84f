//! Links below the card. None of them is shown unless it is set.

use super::Localized;

/// Where to read more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// Where a person finds help.
    pub help: Option<String>,
    /// Whom a person may ask.
    pub support: Option<String>,
    /// How personal data are treated.
    pub privacy: Option<String>,
    /// The terms of use.
    pub terms: Option<String>,
    /// Any other.
    pub custom: Vec<Link>,
}

/// A link with words of the operator's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it says.
    pub label: Localized,
    /// Where it leads.
    pub href: String,
}
