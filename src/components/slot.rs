//! The operator's own words in one place of a page.

use leptos::either::Either;
use leptos::prelude::*;

use crate::brand::SlotContent;

/// A place; nothing at all if nothing is said there.
#[component]
pub fn OperatorSlot(
    /// Its class.
    class: &'static str,
    /// What it says.
    content: Option<SlotContent>,
) -> impl IntoView {
    content.map(|content| match content {
        SlotContent::Text(text) => Either::Left(view! { <p class=class>{text}</p> }),
        SlotContent::SanitisedHtml(html) => {
            Either::Right(view! { <div class=class inner_html=html></div> })
        }
    })
}
