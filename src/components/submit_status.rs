//! The place of the island that lets a form go out once only, and says so meanwhile.

use leptos::prelude::*;

/// The place, in the form it is for.
#[component]
pub fn SubmitStatus(
    /// The form's id.
    form: &'static str,
    /// What is said while the answer is awaited.
    text: &'static str,
    /// What leads back to the form from the error page. Nothing secret: it goes into a URL.
    carried: Option<String>,
) -> impl IntoView {
    view! {
        <div
            class="v-status"
            data-island="submit"
            data-form=form
            data-text=text
            data-carried=carried
            role="status"
        ></div>
    }
}
