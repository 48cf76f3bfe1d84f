//! The login page: a plain form that posts credentials and everything that the authorization
//! request carried. Without a request that somebody answers there is no form, but a word on where to
//! start.

use leptos::either::Either;
use leptos::prelude::*;

use crate::brand::UserTypes;
use crate::components::carried_fields::CarriedFields;
use crate::components::credential_fields::{
    PasswordField, RememberField, UserNameField, UserTypeField,
};
use crate::components::problem_alert::ProblemAlert;
use crate::forms::carried::Carried;
use crate::i18n::Text;

#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::frame::Frame;
use super::layout::layout;
use super::problem::{Problem, explain};

/// What the login page shows.
#[derive(Clone, Debug, Default)]
pub struct LoginPage {
    /// Where the form posts to; without it there is no form.
    pub action: Option<String>,
    /// The authorization request.
    pub carried: Carried,
    /// What the application calls itself, if that is known.
    pub client: Option<String>,
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
        title: frame.text(title(page)),
        result: None,
        styles: Styles::Inline,
        body: login_body(frame, page),
    };
    document.render(frame)
}

/// The login page's body.
pub fn login_body(frame: &Frame<'_>, page: &LoginPage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let problem = page.problem.clone().map(|problem| {
        let words = text(explain(&problem.code));
        view! { <ProblemAlert code=problem.code text=words description=problem.description /> }
    });
    let title = text(title(page));
    let main = if let Some(action) = action(page) {
        Either::Left(view! {
            {problem}
            <h1>{title}</h1>
            <p class="v-lead">{lead(frame, page)}</p>
            {form(frame, page, action)}
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

/// Where the form posts to, if there is to be one.
fn action(page: &LoginPage) -> Option<String> {
    page.action
        .clone()
        .filter(|_| page.carried.names_a_request())
}

fn lead(frame: &Frame<'_>, page: &LoginPage) -> String {
    match &page.client {
        Some(name) => frame.text_naming(Text::LoginLeadClient, name),
        None => frame.text(Text::LoginLead).to_owned(),
    }
}

fn title(page: &LoginPage) -> Text {
    if action(page).is_some() {
        Text::LoginTitle
    } else {
        Text::StartTitle
    }
}

fn form(frame: &Frame<'_>, page: &LoginPage, action: String) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let features = &frame.brand.features;
    let invalid = page
        .problem
        .as_ref()
        .is_some_and(|p| p.code == "invalid_credentials");
    let has_name = page.user_name.as_ref().is_some_and(|name| !name.is_empty());
    // The problem takes the focus if there is one, or it would be skipped.
    let focus = page.problem.is_none();

    let types = &features.user_type;
    let (user_type, except) = if let Some(chosen) = choice(types, &page.carried) {
        let options = types.options.clone();
        let field =
            view! { <UserTypeField label=text(Text::UserType) options=options chosen=chosen /> };
        (Either::Right(field), Some("user_type"))
    } else {
        let absent = page.carried.get("user_type").is_none();
        let field = preset("user_type", absent.then(|| types.default.clone()));
        (Either::Left(field), None)
    };
    let carries_response_type = page.carried.get("response_type").is_some();
    let response_type = preset(
        "response_type",
        (!carries_response_type).then(|| "code".to_owned()),
    );

    view! {
        <form id="login" method="post" action=action accept-charset="utf-8">
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

/// The kind of user that is chosen at first, where the person has the choice: when kinds are
/// configured, and the request names one of them or none. Any other wish is carried as it came, for
/// the engine to judge.
fn choice(types: &UserTypes, carried: &Carried) -> Option<String> {
    let mut wishes = carried
        .pairs()
        .filter_map(|(name, value)| (name == "user_type").then_some(value));
    let chosen = match (wishes.next(), wishes.next()) {
        (None, _) => types.default.as_str(),
        (Some(wish), None) if types.options.iter().any(|kind| kind.value == wish) => wish,
        _ => return None,
    };
    (!types.options.is_empty()).then(|| chosen.to_owned())
}

/// A hidden field that the request left to the form.
fn preset(name: &'static str, value: Option<String>) -> impl IntoView {
    value.map(|value| view! { <input type="hidden" name=name value=value /> })
}
