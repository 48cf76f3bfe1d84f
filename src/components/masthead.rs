//! The brand above the card: a mark and a name.

use leptos::prelude::*;

/// The mark and the name.
#[component]
pub fn Masthead(
    /// The brand's name.
    name: String,
) -> impl IntoView {
    view! {
        <header class="v-masthead">
            <svg class="v-mark" viewBox="0 0 32 32" width="36" height="36" aria-hidden="true">
                <rect width="32" height="32" rx="9" />
                <path d="M10 24V14a6 6 0 0 1 12 0v10M16 24v-7" />
            </svg>
            <span class="v-name">{name}</span>
        </header>
    }
}
