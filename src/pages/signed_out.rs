//! What follows the logout page.

use leptos::prelude::*;

use crate::i18n::Text;

#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::frame::Frame;
use super::layout::layout;

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct SignedOutPage {
    /// A configured address to go to from here.
    pub application: Option<String>,
    /// Whether the person chose to stay signed in.
    pub stayed: bool,
}

/// The page as a document.
#[cfg(feature = "ssr")]
pub fn signed_out(frame: &Frame<'_>, page: &SignedOutPage) -> Html {
    let document = Document {
        page: "signed-out",
        title: frame.text(words(page).0),
        result: None,
        styles: Styles::Inline,
        body: signed_out_body(frame, page),
    };
    document.render(frame)
}

/// The page's body.
pub fn signed_out_body(frame: &Frame<'_>, page: &SignedOutPage) -> impl IntoView + use<> {
    layout(frame, content(frame, page))
}

/// What stands in the card.
pub(super) fn content(frame: &Frame<'_>, page: &SignedOutPage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let (title, lead) = words(page);
    let link = page.application.clone().map(|href| {
        let text = text(Text::ErrorRestartApplication);
        view! { <a class="v-button" href=href>{text}</a> }
    });
    view! {
        <div class="v-happened" role="status" tabindex="-1" autofocus>
            <h1>{text(title)}</h1>
            <p class="v-lead">{text(lead)}</p>
        </div>
        {link}
    }
}

fn words(page: &SignedOutPage) -> (Text, Text) {
    if page.stayed {
        (Text::StayedTitle, Text::StayedLead)
    } else {
        (Text::SignedOutTitle, Text::SignedOutLead)
    }
}
