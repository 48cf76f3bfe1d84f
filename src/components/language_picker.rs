//! The same page in other languages, as plain links.

use leptos::either::Either;
use leptos::prelude::*;

/// A link to the page in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language tag.
    pub tag: &'static str,
    /// The language's own name.
    pub name: &'static str,
    /// Which way it is written, where that is not the page's way.
    pub dir: Option<&'static str>,
    /// Where the link leads.
    pub href: String,
    /// Whether the page is in this language now.
    pub current: bool,
}

/// More than this many are shown by choice, or they would be longer than the page.
const ALL_AT_ONCE: usize = 4;

/// The links, in order; many of them behind the name of the page's own language. A disclosure needs
/// no script.
#[component]
pub fn LanguagePicker(
    /// What the links are.
    label: &'static str,
    /// One for each language.
    links: Vec<LanguageLink>,
) -> impl IntoView {
    let many = links.len() > ALL_AT_ONCE;
    let current = links.iter().find(|link| link.current).map(|link| link.name);
    let item = |link: LanguageLink| {
        view! {
            <li>
                <a
                    href=link.href
                    lang=link.tag
                    dir=link.dir
                    aria-current=link.current.then_some("true")
                >
                    {link.name}
                </a>
            </li>
        }
    };
    let list = view! { <ul>{links.into_iter().map(item).collect_view()}</ul> };
    let list = if many {
        // One text, in the page's own language: it is centred, and would move when a second one came.
        Either::Left(view! {
            <details>
                <summary>{label} ": " {current}</summary>
                {list}
            </details>
        })
    } else {
        Either::Right(list)
    };
    view! {
        <nav class="v-languages" aria-label=label>
            {list}
        </nav>
    }
}
