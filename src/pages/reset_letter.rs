//! The letter that the link to a new password comes in, in the language of the page that it was asked on.

use super::frame::Frame;
use crate::i18n::Text;

/// Its words. The link is made later, so it has its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetLetter {
    /// Its subject.
    pub subject: String,
    /// What stands before the link.
    pub before_link: String,
    /// What stands after it.
    pub after_link: String,
}

/// The letter of the site at this address.
pub fn reset_letter(frame: &Frame<'_>, site: &str) -> ResetLetter {
    // Without the marks that keep a name's writing direction: a mail program may take them for a part
    // of the address.
    let asked = frame
        .text_naming(Text::LetterAsked, site)
        .replace(['\u{2068}', '\u{2069}'], "");
    ResetLetter {
        subject: frame.text(Text::LetterSubject).to_owned(),
        before_link: format!("{asked}\n{}\n\n", frame.text(Text::LetterLink)),
        after_link: format!("\n\n{}\n", frame.text(Text::LetterIgnore)),
    }
}
