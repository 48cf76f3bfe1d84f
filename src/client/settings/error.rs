//! What is wrong with a setting, and what to do about it.

use std::fmt;

use oauth_proto::endpoint::EndpointError;

/// A parameter that a run cannot start with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// The parameter's name.
    pub field: &'static str,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not an address that may be used.
    Address(EndpointError),
    /// Needed and not given.
    Missing,
    /// Not one of the values there are.
    NoSuchChoice,
    /// Not a format that a result can be written in.
    NoSuchFormat,
    /// Not a whole number.
    NotANumber,
    /// Not an absolute URI, or one with a fragment.
    NotAUri,
    /// It has characters that cannot be sent.
    NotSendable,
    /// Larger than is sensible.
    OutOfRange,
    /// Given more than once.
    Repeated,
    /// A name that a run sets itself, or none.
    Reserved,
    /// A link may not start a run between several addresses.
    SeveralOrigins,
}

impl SettingsError {
    /// This fault of this parameter.
    pub const fn new(field: &'static str, fault: Fault) -> Self {
        Self { field, fault }
    }

    /// What to do about it, in plain words.
    pub fn help(self) -> &'static str {
        match self.fault {
            Fault::Address(_) => "Correct the address in the settings.",
            Fault::Missing if self.field == "issuer" => {
                "Give the server's issuer, a base for its endpoints, or the endpoints one by one."
            }
            Fault::Missing => "Fill it in and start again.",
            Fault::NoSuchChoice => "Take one of the values that the form offers.",
            Fault::NoSuchFormat => {
                "Take json-pretty, json, yaml, table, jsonpath=PATH or jsonpointer=POINTER."
            }
            Fault::NotANumber => "Give a whole number without a sign.",
            Fault::NotAUri => "Give it as in https://api.example or urn:example:api.",
            Fault::NotSendable => "Remove what is not a visible character.",
            Fault::OutOfRange => "Give a smaller number.",
            Fault::Repeated => "Give it once.",
            Fault::Reserved => "Leave it out, or use the field that is made for it.",
            Fault::SeveralOrigins => {
                "Look at the addresses of the server and the API, and start the run yourself."
            }
        }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.field)?;
        f.write_str(": ")?;
        f.write_str(match self.fault {
            Fault::Address(error) => error.as_str(),
            Fault::Missing => "needed, and not given",
            Fault::NoSuchChoice => "not a value it can have",
            Fault::NoSuchFormat => "not a format of a result",
            Fault::NotANumber => "not a whole number",
            Fault::NotAUri => "not an absolute URI without a fragment",
            Fault::NotSendable => "it has characters that cannot be sent",
            Fault::OutOfRange => "larger than is sensible",
            Fault::Repeated => "given more than once",
            Fault::Reserved => "one of them has no name, or one that a run sets itself",
            Fault::SeveralOrigins => {
                "not for a server or API whose addresses are at several origins"
            }
        })
    }
}

impl std::error::Error for SettingsError {}
