//! How long a person has to decide. Where there is script, the last minute and the end are told.

use leptos::prelude::*;

/// The line, with the place of its island.
#[component]
pub fn Expiry(
    /// How long.
    seconds: u64,
    /// The same in words.
    text: String,
    /// What is said when a minute is left.
    soon: &'static str,
    /// What is said when it is over.
    over: &'static str,
) -> impl IntoView {
    view! {
        <p
            class="v-hint"
            data-island="expiry"
            data-seconds=seconds.to_string()
            data-soon=soon
            data-over=over
            role="status"
        >
            {text}
        </p>
    }
}
