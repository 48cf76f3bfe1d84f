//! What is to be said of a brand document: where, how bad, and what to do. In words for whoever draws
//! brands, not for whoever writes programs.

use std::fmt;

use super::address::NotAnAddress;
use super::colour::{NotAColour, Rgb};

/// One thing to say of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The key that it is about, as a path: `color.light.primary`.
    pub path: String,
    /// What it is.
    pub problem: Problem,
}

/// Whether a document with it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It can't.
    Error,
    /// It can, but perhaps not as it was meant.
    Warning,
}

/// What can be wrong with a value.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// Neither JSON nor TOML.
    #[error("{0}")]
    Syntax(String),
    /// A key that means nothing here.
    #[error("there is no such key here, so it is ignored{}", did_you_mean(.0.as_deref()))]
    UnknownKey(Option<String>),
    /// A value of another kind.
    #[error("{0}")]
    WrongType(String),
    /// A version that this program does not read.
    #[error("this program reads version 1, not {0}")]
    Version(u64),
    /// A number out of its range.
    #[error("{value} is out of range; choose a number from {min} to {max}")]
    Range {
        /// As written.
        value: i64,
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// No colour.
    #[error("`{0}` is not a colour that can be checked; {1}")]
    Colour(String, NotAColour),
    /// Two colours that can't be told apart well enough.
    #[error(
        "{colour} on {on_what} {on} has a contrast of {contrast:.2}:1, and {kind} needs {needed}:1; {}",
        nearest_passing(.nearest.as_ref())
    )]
    Contrast {
        /// The colour in front.
        colour: Rgb,
        /// The name of the one behind.
        on_what: &'static str,
        /// The one behind.
        on: Rgb,
        /// What they have, rounded down.
        contrast: f64,
        /// What they need.
        needed: f64,
        /// What is to be read or seen.
        kind: &'static str,
        /// A colour like the first that passes.
        nearest: Option<Rgb>,
    },
    /// A button that its ground swallows, though its words can be read.
    #[error(
        "{colour} on surface {on} has a contrast of {contrast:.2}:1: the words of buttons can be read, but \
         the edge of a button and a ticked box can hardly be seen (3:1 is good)"
    )]
    FaintButton {
        /// The colour of buttons.
        colour: Rgb,
        /// The surface.
        on: Rgb,
        /// What they have.
        contrast: f64,
    },
    /// No usable address.
    #[error("{0}")]
    Address(#[from] NotAnAddress),
    /// A file that is not there.
    #[error(
        "the file {0} is not there; write its path as seen from the folder of the brand document"
    )]
    NoFile(String),
    /// A file that can't be read.
    #[error("the file {file} can't be read: {why}")]
    Unreadable {
        /// As written.
        file: String,
        /// What the system said.
        why: String,
    },
    /// A file of a kind that has no place here.
    #[error("{file} is not one of {allowed}")]
    FileKind {
        /// As written.
        file: String,
        /// The kinds.
        allowed: &'static str,
    },
    /// A file outside the document's folder.
    #[error("{0} leads out of the folder of the brand document; put a copy beside the document")]
    Outside(String),
    /// A file that nobody should wait for.
    #[error("{file} has {kilobytes} KB; a page that opens at once has pictures below {limit} KB")]
    Heavy {
        /// As written.
        file: String,
        /// Its size.
        kilobytes: u64,
        /// What is good.
        limit: u64,
    },
    /// A language that there is not.
    #[error("there is no language `{0}`; there are {1}")]
    Locale(String, String),
    /// A key of no text.
    #[error("no page has a text `{key}`, so it is ignored{}", did_you_mean(.suggestion.as_deref()))]
    UnknownText {
        /// As written.
        key: String,
        /// A key like it.
        suggestion: Option<String>,
    },
    /// A place for a name in a text that has none.
    #[error("this text has no place for {0}; leave it out, or write {{{{ and }}}} as words")]
    Variable(String),
    /// A text with a number that can't be read.
    #[error(
        "write words with {{ $count }}, or a line for each plural form: {{ $count ->, then [one] … and \
         *[other] …, then }}"
    )]
    NotCounted,
    /// Passwords in an address.
    #[error("a new password would become part of an address, which is kept and logged; use post")]
    SecretInAddress,
    /// An empty value where something must stand.
    #[error("leave it out, or write something")]
    Empty,
    /// A value that is too long to be shown.
    #[error("has {length} characters; no more than {limit} fit")]
    TooLong {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// Letters that no font list has.
    #[error("a list of font families has letters, digits, spaces, hyphens, commas and quotes only")]
    FontFamily,
    /// A font file for no name.
    #[error("name the family of this file first in type.family")]
    FontWithoutFamily,
    /// Two keys that exclude each other.
    #[error("choose one of {0} and {1}")]
    Exclusive(&'static str, &'static str),
    /// Text on a picture.
    #[error(
        "without a card the form stands on the picture, where nothing can be read for sure; set \
         layout.card to true, or layout.align to \"split\""
    )]
    TextOnImage,
    /// A name that is there twice.
    #[error("`{0}` is there twice")]
    Twice(String),
    /// A name of an unusable form.
    #[error("write small letters, digits and hyphens only")]
    Id,
    /// A value that is not among the options.
    #[error("`{0}` is not one of the options")]
    NotAnOption(String),
    /// Markup that was left out.
    #[error("<{0}> is left out: a slot takes paragraphs, lists, emphasis and links only")]
    LeftOut(String),
    /// A client in a client.
    #[error("a client's part of the document can't have `{0}`, so it is ignored")]
    NotForClients(&'static str),
}

impl Problem {
    /// Whether a document with it can be used.
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnknownKey(_)
            | Self::UnknownText { .. }
            | Self::FaintButton { .. }
            | Self::Heavy { .. }
            | Self::LeftOut(_)
            | Self::NotForClients(_) => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        if self.path.is_empty() {
            write!(f, "{severity}: {}", self.problem)
        } else {
            write!(f, "{severity}: {}: {}", self.path, self.problem)
        }
    }
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |it| format!("; did you mean `{it}`?"))
}

fn nearest_passing(colour: Option<&Rgb>) -> String {
    match colour {
        Some(colour) => format!("the nearest colour that passes is {colour}"),
        None => "no colour of this hue passes on all its grounds; change the ground".to_owned(),
    }
}
