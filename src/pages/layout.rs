//! What stands around the content of every page of the login view: brand, card, footer.

use leptos::prelude::*;

use crate::brand::{LogoPlacement, Slot};
use crate::components::footer::Footer;
use crate::components::language_picker::LanguageLink;
use crate::components::masthead::Masthead;
use crate::components::slot::OperatorSlot;
use crate::forms::carried::with_parameter;
use crate::i18n::{Locale, Text};

use super::frame::{Frame, Site};

/// The id of the card.
pub(super) const MAIN: &str = "v-main";

/// The body of a page: one card in the middle.
pub(super) fn layout<C: IntoView + 'static>(
    frame: &Frame<'_>,
    content: C,
) -> impl IntoView + use<C> {
    let brand = frame.brand;
    let slot = |slot: &Slot| slot.content(frame.locale).cloned();
    let logo = brand.logo.clone();
    let masthead = |wanted: bool| {
        let name = brand.name.clone();
        let scheme = brand.style.scheme();
        wanted.then(|| view! { <Masthead logo=logo.clone() name=name scheme=scheme /> })
    };
    let placement = brand.logo.placement();
    let outside = masthead(matches!(
        placement,
        LogoPlacement::Above | LogoPlacement::Corner
    ));
    let inside = masthead(placement == LogoPlacement::Card);
    let words = slot(&brand.slots.header);
    let header = (words.is_some() || outside.is_some()).then(|| {
        view! {
            <header class="v-around">
                <OperatorSlot class="v-slot-header" content=words />
                {outside}
            </header>
        }
    });
    view! {
        {header}
        <main id=MAIN class="v-card">
            {inside}
            <OperatorSlot class="v-slot-before" content=slot(&brand.slots.before_form) />
            {content}
            <OperatorSlot class="v-slot-after" content=slot(&brand.slots.after_form) />
        </main>
        <Footer
            words=slot(&brand.slots.footer)
            language=frame.text(Text::Language)
            languages=languages(frame)
            links=links(frame)
        />
    }
}

fn links(frame: &Frame<'_>) -> Vec<(&'static str, String)> {
    let links = &frame.brand.links;
    let known = [
        (Text::Help, &links.help),
        (Text::Support, &links.support),
        (Text::Privacy, &links.privacy),
        (Text::Terms, &links.terms),
    ];
    let known = known
        .into_iter()
        .filter_map(|(label, href)| Some((frame.text(label), href.clone()?)));
    let custom = links
        .custom
        .iter()
        .map(|link| (link.label.text(frame.locale), link.href.clone()));
    known.chain(custom).collect()
}

fn languages(frame: &Frame<'_>) -> Vec<LanguageLink> {
    let offered = frame.brand.locales.enabled();
    let here = frame
        .languages
        .filter(|_| frame.brand.features.language_picker && offered.len() > 1);
    let link = |locale: Locale| {
        let here = here?;
        Some(LanguageLink {
            tag: locale.tag(),
            name: locale.name(),
            dir: (locale.direction() != frame.locale.direction())
                .then(|| locale.direction().as_str()),
            href: match frame.site {
                Site::Host => {
                    let query = with_parameter(here.query, "ui_locales", locale.tag());
                    format!("{}?{query}", here.path)
                }
                Site::Files { .. } => frame.path_in(locale, here.path),
            },
            current: locale == frame.locale,
        })
    };
    offered.iter().copied().filter_map(link).collect()
}
