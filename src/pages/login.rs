//! The login page: a plain form that posts credentials and everything that the authorization
//! request carried. Without a request there is no form, but a word on where to start.

use leptos::either::Either;
use leptos::prelude::*;

use crate::components::carried_fields::CarriedFields;
use crate::components::credential_fields::{
    PasswordField, RememberField, UserNameField, UserTypeField,
};
use crate::components::problem_alert::ProblemAlert;
use crate::forms::carried::Carried;
use crate::i18n::Text;

#[cfg(feature = "ssr")]
use super::document::{CRITICAL, Document, Html};
use super::frame::Frame;
use super::layout::layout;
use super::problem::{Problem, explain};

/// What the login page shows.
#[derive(Clone, Debug, Default)]
pub struct LoginPage {
    /// Where the form posts to.
    pub action: String,
    /// The authorization request.
    pub carried: Carried,
    /// What stands in the user name field: typed before, or `login_hint`.
    pub user_name: Option<String>,
    /// Whether "stay signed in" is ticked.
    pub remember: bool,
    /// Why the form is shown again.
    pub problem: Option<Problem>,
    /// Where a person who came here without a request finds the application.
    pub application: Option<String>,
}

/// The login page as a document.
#[cfg(feature = "ssr")]
pub fn login(frame: &Frame<'_>, page: &LoginPage) -> Html {
    let frame = &frame.speaking_for(&page.carried);
    let document = Document {
        page: "login",
        title: frame.locale.text(title(page)),
        result: None,
        styles: CRITICAL,
        body: login_body(frame, page),
    };
    document.render(frame)
}

/// The login page's body.
pub fn login_body(frame: &Frame<'_>, page: &LoginPage) -> impl IntoView + use<> {
    let text = |text| frame.locale.text(text);
    let problem = page.problem.clone().map(|problem| {
        let words = text(explain(&problem.code));
        view! { <ProblemAlert code=problem.code text=words description=problem.description /> }
    });
    let title = text(title(page));
    let main = if page.carried.names_a_request() {
        Either::Left(view! {
            {problem}
            <h1>{title}</h1>
            <p class="v-lead">{text(Text::LoginLead)}</p>
            {form(frame, page)}
        })
    } else {
        let link = page.application.clone().map(|href| {
            view! { <a class="v-button" href=href>{text(Text::StartLink)}</a> }
        });
        Either::Right(view! {
            {problem}
            <h1>{title}</h1>
            <p class="v-lead">{text(Text::StartLead)}</p>
            {link}
        })
    };
    layout(frame, main)
}

fn title(page: &LoginPage) -> Text {
    if page.carried.names_a_request() {
        Text::LoginTitle
    } else {
        Text::StartTitle
    }
}

fn form(frame: &Frame<'_>, page: &LoginPage) -> impl IntoView + use<> {
    let text = |text| frame.locale.text(text);
    let features = &frame.brand.features;
    let invalid = page
        .problem
        .as_ref()
        .is_some_and(|p| p.code == "invalid_credentials");
    let has_name = page.user_name.as_ref().is_some_and(|name| !name.is_empty());
    // The problem takes the focus if there is one, or it would be skipped.
    let focus = page.problem.is_none();

    let types = &features.user_type;
    let carried_type = page.carried.get("user_type");
    let user_type = if types.options.is_empty() {
        Either::Left(preset(
            "user_type",
            carried_type.is_none().then(|| types.default.clone()),
        ))
    } else {
        let chosen = carried_type.unwrap_or(&types.default).to_owned();
        let options = types.options.clone();
        Either::Right(
            view! { <UserTypeField label=text(Text::UserType) options=options chosen=chosen /> },
        )
    };
    let except = (!types.options.is_empty()).then_some("user_type");
    let carries_response_type = page.carried.get("response_type").is_some();
    let response_type = preset(
        "response_type",
        (!carries_response_type).then(|| "code".to_owned()),
    );

    view! {
        <form id="login" method="post" action=page.action.clone() accept-charset="utf-8">
            <CarriedFields carried=page.carried.clone() except=except />
            {response_type}
            {user_type}
            <UserNameField
                label=text(Text::UserName)
                value=page.user_name.clone()
                invalid=invalid
                focus=focus && !has_name
            />
            <PasswordField
                label=text(Text::Password)
                show=features.show_password.then(|| text(Text::ShowPassword))
                caps_lock=features.caps_lock.then(|| text(Text::CapsLock))
                invalid=invalid
                focus=focus && has_name
            />
            <RememberField
                label=features.remember_me.then(|| text(Text::Remember))
                ticked=page.remember
            />
            <button id="sign-in" class="v-button" type="submit">
                {text(Text::SignIn)}
            </button>
            <div
                class="v-status"
                data-island="submit"
                data-text=text(Text::SigningIn)
                data-carried=page.carried.to_query()
                role="status"
            ></div>
        </form>
    }
}

/// A hidden field that the request left to the form.
fn preset(name: &'static str, value: Option<String>) -> impl IntoView {
    value.map(|value| view! { <input type="hidden" name=name value=value /> })
}
