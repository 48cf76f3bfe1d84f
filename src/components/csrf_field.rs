//! The token that binds a form to the browser it was drawn for.

use leptos::prelude::*;

use crate::forms::csrf::{CSRF_FIELD, CsrfToken};

/// Its hidden field; nothing where the host needs none.
#[component]
pub fn CsrfField(
    /// The token.
    token: Option<CsrfToken>,
) -> impl IntoView {
    token.map(|token| {
        let value = token.expose().to_owned();
        view! { <input type="hidden" name=CSRF_FIELD value=value /> }
    })
}
