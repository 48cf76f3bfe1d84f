//! A problem, announced and focused, in plain words above whatever the server wrote about it.

use leptos::prelude::*;

/// The alert above a form.
#[component]
pub fn ProblemAlert(
    /// The error code.
    code: String,
    /// In plain words.
    text: &'static str,
    /// What the server wrote: shown as text, whatever it contains.
    description: Option<String>,
) -> impl IntoView {
    view! {
        <div id="problem" class="v-problem" role="alert" tabindex="-1" autofocus data-code=code>
            <p>{text}</p>
            {description.map(|said| view! { <p class="v-said" dir="auto">{said}</p> })}
        </div>
    }
}
