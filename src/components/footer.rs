//! What stands below the card: the operator's words, languages and the brand's links.

use leptos::prelude::*;

use super::language_picker::{LanguageLink, LanguagePicker};
use super::slot::OperatorSlot;
use crate::brand::SlotContent;

/// The footer; nothing at all if there is nothing to say.
#[component]
pub fn Footer(
    /// What the operator says there.
    words: Option<SlotContent>,
    /// What the language links are.
    language: &'static str,
    /// The language links.
    languages: Vec<LanguageLink>,
    /// The brand's links: text and address.
    links: Vec<(&'static str, String)>,
) -> impl IntoView {
    let link = |(text, href): (&'static str, String)| view! { <li><a href=href>{text}</a></li> };
    let picker = (!languages.is_empty())
        .then(|| view! { <LanguagePicker label=language links=languages /> });
    let list = (!links.is_empty()).then(|| {
        view! { <ul class="v-links">{links.into_iter().map(link).collect_view()}</ul> }
    });
    let row = (picker.is_some() || list.is_some())
        .then(|| view! { <div class="v-footer">{picker}{list}</div> });
    (words.is_some() || row.is_some()).then(|| {
        view! {
            <footer class="v-around">
                <OperatorSlot class="v-slot-footer" content=words />
                {row}
            </footer>
        }
    })
}
