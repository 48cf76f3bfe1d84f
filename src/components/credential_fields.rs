//! The fields that a person fills in: user name, password, kind of user, "stay signed in".

use leptos::prelude::*;

use crate::brand::UserType;

/// The user name, with the hooks that password managers look for.
#[component]
pub fn UserNameField(
    /// Its label.
    label: &'static str,
    /// What stands in it at first.
    value: Option<String>,
    /// Whether what stands in it may be wrong.
    invalid: bool,
    /// Whether it has the focus at first.
    focus: bool,
) -> impl IntoView {
    view! {
        <div class="v-field">
            <label for="j_username">{label}</label>
            <input
                id="j_username"
                name="j_username"
                type="text"
                autocomplete="username"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="next"
                dir="auto"
                required
                autofocus=focus
                value=value
                aria-invalid=invalid.then_some("true")
                aria-describedby=invalid.then_some("problem")
            />
        </div>
    }
}

/// The password, always empty at first, with the places for its islands.
#[component]
pub fn PasswordField(
    /// Its label.
    label: &'static str,
    /// The name of the button that shows it, if there is to be one.
    show: Option<&'static str>,
    /// The Caps Lock hint, if there is to be one.
    caps_lock: Option<&'static str>,
    /// Whether the last one may have been wrong.
    invalid: bool,
    /// Whether it has the focus at first.
    focus: bool,
) -> impl IntoView {
    view! {
        <div class="v-field">
            <label for="j_password">{label}</label>
            <div class="v-password">
                <input
                    id="j_password"
                    name="j_password"
                    type="password"
                    autocomplete="current-password"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="go"
                    required
                    autofocus=focus
                    aria-invalid=invalid.then_some("true")
                    aria-describedby=invalid.then_some("problem")
                />
                {show
                    .map(|text| view! { <span data-island="show-password" data-text=text></span> })}
            </div>
            {caps_lock
                .map(|text| {
                    view! { <div data-island="caps-lock" data-text=text role="status"></div> }
                })}
        </div>
    }
}

/// The kind of user, one of several.
#[component]
pub fn UserTypeField(
    /// Its label.
    label: &'static str,
    /// What there is to choose from.
    options: Vec<UserType>,
    /// The value that is chosen at first.
    chosen: String,
) -> impl IntoView {
    let option = move |option: UserType| {
        let selected = option.value == chosen;
        view! { <option value=option.value selected=selected>{option.label}</option> }
    };
    view! {
        <div class="v-field">
            <label for="user_type">{label}</label>
            <select id="user_type" name="user_type">
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// "Stay signed in". The hidden `N` after the box is what an empty box sends; servers that read the
/// first of two values see the `Y` of a ticked one, and the submit island then leaves the `N` out.
#[component]
pub fn RememberField(
    /// Its label; without one there is no box, only the `N`.
    label: Option<&'static str>,
    /// Whether it is ticked at first.
    ticked: bool,
) -> impl IntoView {
    let box_and_label = label.map(|label| {
        view! {
            <div class="v-check">
                <input id="remember" name="remember" type="checkbox" value="Y" checked=ticked />
                <label for="remember">{label}</label>
            </div>
        }
    });
    view! {
        {box_and_label}
        <input type="hidden" name="remember" value="N" data-unticked />
    }
}
