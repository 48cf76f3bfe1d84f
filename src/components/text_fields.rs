//! Fields that hold no credentials: an email address, a device's code.

use leptos::prelude::*;

/// An email address that names an account.
#[component]
pub fn EmailField(
    /// Its label.
    label: &'static str,
    /// What stands in it at first.
    value: String,
    /// Whether what stands in it was refused.
    invalid: bool,
    /// Whether it has the focus at first.
    focus: bool,
    /// Whether it is known, and only named.
    settled: bool,
) -> impl IntoView {
    view! {
        <div class="v-field">
            <label for="email">{label}</label>
            <input
                id="email"
                name="email"
                type="email"
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
                dir="auto"
                required
                readonly=settled
                autofocus=focus
                value=value
                aria-invalid=invalid.then_some("true")
                aria-describedby=invalid.then_some("problem")
            />
        </div>
    }
}

/// The code that a device shows. No pattern: any spacing and case will do.
#[component]
pub fn UserCodeField(
    /// Its label.
    label: &'static str,
    /// What need not be minded.
    hint: &'static str,
    /// What stands in it at first.
    value: String,
    /// Whether what stands in it was refused.
    invalid: bool,
    /// Whether it has the focus at first.
    focus: bool,
) -> impl IntoView {
    view! {
        <div class="v-field">
            <label for="user_code">{label}</label>
            <input
                id="user_code"
                class="v-code"
                name="user_code"
                type="text"
                autocomplete="one-time-code"
                autocapitalize="characters"
                spellcheck="false"
                enterkeyhint="go"
                maxlength="100"
                dir="ltr"
                required
                autofocus=focus
                value=value
                aria-invalid=invalid.then_some("true")
                aria-describedby=if invalid { "problem user_code-hint" } else { "user_code-hint" }
            />
            <p id="user_code-hint" class="v-hint">
                {hint}
            </p>
        </div>
    }
}
