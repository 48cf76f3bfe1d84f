//! What stands around the content of every page of the login view: brand, card, footer.

use leptos::prelude::*;

use crate::components::footer::Footer;
use crate::components::language_picker::LanguageLink;
use crate::components::masthead::Masthead;
use crate::forms::carried::with_parameter;
use crate::i18n::{Locale, Text};

use super::frame::Frame;

/// The body of a page: one card in the middle.
pub(super) fn layout<C: IntoView + 'static>(
    frame: &Frame<'_>,
    content: C,
) -> impl IntoView + use<C> {
    let text = |text| frame.locale.text(text);
    let links = &frame.brand.links;
    let links: Vec<_> = [
        (Text::Help, &links.help),
        (Text::Privacy, &links.privacy),
        (Text::Terms, &links.terms),
    ]
    .into_iter()
    .filter_map(|(label, href)| Some((text(label), href.clone()?)))
    .collect();
    view! {
        <Masthead name=frame.brand.name.clone() />
        <main class="v-card">{content}</main>
        <Footer language=text(Text::Language) languages=languages(frame) links=links />
    }
}

fn languages(frame: &Frame<'_>) -> Vec<LanguageLink> {
    let here = frame
        .languages
        .filter(|_| frame.brand.features.language_picker);
    let link = |locale: Locale| {
        let here = here?;
        let query = with_parameter(here.query, "ui_locales", locale.tag());
        Some(LanguageLink {
            tag: locale.tag(),
            name: locale.name(),
            dir: locale.direction().as_str(),
            href: format!("{}?{query}", here.path),
            current: locale == frame.locale,
        })
    };
    Locale::ALL.into_iter().filter_map(link).collect()
}
