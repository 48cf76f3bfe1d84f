//! Other ways to sign in, as plain links.

use leptos::prelude::*;

/// One way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderLink {
    /// A short name, for style sheets and scripts.
    pub id: String,
    /// What is said on it.
    pub text: String,
    /// A picture of this origin.
    pub icon: Option<String>,
    /// Where it leads.
    pub href: String,
}

/// All of them, with a line between them and the form; nothing at all if there are none.
#[component]
pub fn ProviderList(
    /// The word on the line.
    or: &'static str,
    /// In order.
    links: Vec<ProviderLink>,
    /// Whether they stand before the form.
    first: bool,
) -> impl IntoView {
    let item = |link: ProviderLink| {
        let icon = link
            .icon
            .map(|src| view! { <img src=src alt="" width="20" height="20" /> });
        view! {
            <li>
                <a class="v-button v-quiet v-provider" href=link.href data-provider=link.id>
                    {icon}
                    <span>{link.text}</span>
                </a>
            </li>
        }
    };
    let line = |here: bool| here.then(|| view! { <p class="v-or">{or}</p> });
    (!links.is_empty()).then(|| {
        view! {
            {line(!first)}
            <ul class="v-providers">{links.into_iter().map(item).collect_view()}</ul>
            {line(first)}
        }
    })
}
