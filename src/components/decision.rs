//! The two answers to a question. The one that goes on comes first: it is what Enter presses.

use leptos::prelude::*;

/// The two buttons.
#[component]
pub fn Decision(
    /// What goes on.
    accept: &'static str,
    /// What does not.
    deny: &'static str,
) -> impl IntoView {
    view! {
        <div class="v-decision">
            <button class="v-button" type="submit" name="decision" value="accept">
                {accept}
            </button>
            <button class="v-button v-quiet" type="submit" name="decision" value="deny">
                {deny}
            </button>
        </div>
    }
}
