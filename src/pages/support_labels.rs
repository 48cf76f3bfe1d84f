//! The words beside what a person can tell support, on any page that something went wrong on.

use crate::components::support_details::SupportLabels;
use crate::i18n::Text;

use super::frame::Frame;

/// The labels of what a person can tell support.
pub(super) fn support_labels(frame: &Frame<'_>) -> SupportLabels {
    let text = |text| frame.text(text);
    SupportLabels {
        title: text(Text::ErrorDetails),
        code: text(Text::ErrorCode),
        reference: text(Text::ErrorReference),
        hint: text(Text::ErrorReferenceHint),
        time: text(Text::ErrorTime),
        copy: text(Text::Copy),
        copied: text(Text::Copied),
    }
}
