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
    /// Whether it was entered on an earlier page.
    #[prop(default = false)]
    settled: bool,
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
                readonly=settled
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
                <ShowPassword text=show fields="j_password" />
            </div>
            <CapsLock text=caps_lock fields="j_password" />
        </div>
    }
}

/// The password before it is asked for: in the document, so that a password manager fills it in
/// with the user name, but not in anybody's way.
#[component]
pub fn PasswordAhead(
    /// Its label.
    label: &'static str,
) -> impl IntoView {
    view! {
        <div class="v-ahead" aria-hidden="true">
            <input
                id="j_password"
                name="j_password"
                type="password"
                autocomplete="current-password"
                aria-label=label
                tabindex="-1"
            />
        </div>
    }
}

/// A new password and the same once more.
#[component]
pub fn NewPasswordFields(
    /// The label of the first.
    label: &'static str,
    /// The label of the second.
    confirm: &'static str,
    /// What is asked of it, if that is known.
    hint: Option<String>,
    /// The name of the button that shows both, if there is to be one.
    show: Option<&'static str>,
    /// The Caps Lock hint, if there is to be one.
    caps_lock: Option<&'static str>,
    /// Whether the last ones were refused.
    invalid: bool,
    /// Whether the first has the focus at first.
    focus: bool,
) -> impl IntoView {
    const BOTH: &str = "new_password confirm_password";
    let described = |hinted: bool| match (invalid, hinted) {
        (true, true) => Some("problem new_password-hint"),
        (true, false) => Some("problem"),
        (false, true) => Some("new_password-hint"),
        (false, false) => None,
    };
    let field = move |id: &'static str, enter: &'static str, focus: bool, hinted: bool| {
        view! {
            <input
                id=id
                name=id
                type="password"
                autocomplete="new-password"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint=enter
                required
                autofocus=focus
                aria-invalid=invalid.then_some("true")
                aria-describedby=described(hinted)
            />
        }
    };
    view! {
        <div class="v-field">
            <label for="new_password">{label}</label>
            <div class="v-password">
                {field("new_password", "next", focus, hint.is_some())}
                <ShowPassword text=show fields=BOTH />
            </div>
            {hint.map(|hint| view! { <p id="new_password-hint" class="v-hint">{hint}</p> })}
        </div>
        <div class="v-field">
            <label for="confirm_password">{confirm}</label>
            {field("confirm_password", "go", false, false)}
            <CapsLock text=caps_lock fields=BOTH />
        </div>
    }
}

/// The place of the button that shows passwords.
#[component]
fn ShowPassword(text: Option<&'static str>, fields: &'static str) -> impl IntoView {
    text.map(|text| {
        view! { <span data-island="show-password" data-text=text data-for=fields></span> }
    })
}

/// The place of the Caps Lock hint.
#[component]
fn CapsLock(text: Option<&'static str>, fields: &'static str) -> impl IntoView {
    text.map(|text| {
        view! { <div data-island="caps-lock" data-text=text data-for=fields role="status"></div> }
    })
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
