//! The same page in other languages, as plain links.

use leptos::prelude::*;

/// A link to the page in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language tag.
    pub tag: &'static str,
    /// The language's own name.
    pub name: &'static str,
    /// Which way it is written.
    pub dir: &'static str,
    /// Where the link leads.
    pub href: String,
    /// Whether the page is in this language now.
    pub current: bool,
}

/// The links, in order.
#[component]
pub fn LanguagePicker(
    /// What the links are.
    label: &'static str,
    /// One for each language.
    links: Vec<LanguageLink>,
) -> impl IntoView {
    let item = |link: LanguageLink| {
        view! {
            <li>
                <a
                    href=link.href
                    lang=link.tag
                    hreflang=link.tag
                    dir=link.dir
                    aria-current=link.current.then_some("true")
                >
                    {link.name}
                </a>
            </li>
        }
    };
    view! {
        <nav class="v-languages" aria-label=label>
            <ul>{links.into_iter().map(item).collect_view()}</ul>
        </nav>
    }
}
