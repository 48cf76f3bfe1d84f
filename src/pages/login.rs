//! The login page: a plain form that posts credentials and everything that the authorization
//! request carried, whole or first the user name and then the password. Without a request that
//! somebody answers there is no form, but a word on where to start.

use leptos::either::{Either, EitherOf5};
use leptos::prelude::*;

use crate::brand::{SocialPosition, UserTypes};
use crate::components::carried_fields::CarriedFields;
use crate::components::credential_fields::{
    PasswordAhead, PasswordField, RememberField, UserNameField, UserTypeField,
};
use crate::components::csrf_field::CsrfField;
use crate::components::provider_list::{ProviderLink, ProviderList};
use crate::components::submit_status::SubmitStatus;
use crate::components::support_details::MissingDetails;
use crate::forms::carried::Carried;
use crate::forms::csrf::CsrfToken;
use crate::i18n::Text;

use super::LOGIN_PATH;
#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::fetch_submit::{Submit, grant, place};
use super::frame::Frame;
use super::inspection::Inspection;
use super::layout::layout;
use super::problem::{Problem, alert};
use super::support_labels::support_labels;

/// What the login page shows.
#[derive(Clone, Debug)]
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
    /// What binds the form to the browser it was drawn for.
    pub csrf: Option<CsrfToken>,
    /// What is asked for on this page.
    pub step: LoginStep,
    /// How the form is sent.
    pub submit: Submit,
    /// For whoever tries the engine out.
    pub inspection: Option<Inspection>,
    /// The parameter that a request has; told where none came.
    pub needs: &'static str,
}

impl Default for LoginPage {
    fn default() -> Self {
        Self {
            action: None,
            carried: Carried::default(),
            client: None,
            user_name: None,
            remember: false,
            problem: None,
            application: None,
            csrf: None,
            step: LoginStep::default(),
            submit: Submit::default(),
            inspection: None,
            needs: "client_id",
        }
    }
}

/// What is asked for on one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LoginStep {
    /// User name and password.
    #[default]
    Whole,
    /// The user name. The password field is there for password managers; what they fill in is sent.
    UserName,
    /// The password, for a user name that is known by now.
    Password,
    /// The user name and nothing else: there are no passwords.
    NameAlone,
    /// The user name and then the password, both on this page: the script of baked pages changes from one
    /// to the other.
    InTurn,
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
    let html = document.render(frame);
    Html {
        connect: page.submit.origins(page.action.as_deref()),
        ..html
    }
}

/// The login page's body.
pub fn login_body(frame: &Frame<'_>, page: &LoginPage) -> impl IntoView + use<> {
    layout(frame, content(frame, page))
}

/// What stands in the card.
pub(super) fn content(frame: &Frame<'_>, page: &LoginPage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let problem = alert(frame, page.problem.as_ref());
    let title = text(title(page));
    if let Some(action) = action(page) {
        Either::Left(view! {
            {place(frame, &page.submit, &action, problem)}
            <h1>{title}</h1>
            <p class="v-lead" data-then=then(frame, page, Text::LoginLeadPassword)>
                {lead(frame, page)}
            </p>
            {providers(frame, page, SocialPosition::Above)}
            {form(frame, page, action)}
            {grant(frame, &page.submit, page.client.as_deref())}
            {forgot(frame, page)}
            {providers(frame, page, SocialPosition::Below)}
            {page.inspection.as_ref().map(Inspection::view)}
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
            <MissingDetails labels=support_labels(frame) parameter=page.needs />
        })
    }
}

/// A link to the login page for the request that `carried` is.
pub(super) fn to_login(frame: &Frame<'_>, carried: &Carried) -> impl IntoView + use<> {
    let text = frame.text(Text::ErrorRestart);
    let href = login_path(frame, carried);
    view! { <p class="v-beside"><a href=href>{text}</a></p> }
}

/// The login page's address for the request that `carried` is.
pub(super) fn login_path(frame: &Frame<'_>, carried: &Carried) -> String {
    with_request(&frame.path(LOGIN_PATH), carried)
}

/// An address with the authorization request appended to its query.
fn with_request(href: &str, carried: &Carried) -> String {
    let request = carried.to_query();
    let (address, fragment) = match href.split_once('#') {
        Some((address, fragment)) => (address, format!("#{fragment}")),
        None => (href, String::new()),
    };
    let separator = match (request.is_empty(), address.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    format!("{address}{separator}{request}{fragment}")
}

/// Where the form posts to, if there is to be one.
fn action(page: &LoginPage) -> Option<String> {
    page.action
        .clone()
        .filter(|_| page.carried.names_a_request())
}

fn lead(frame: &Frame<'_>, page: &LoginPage) -> String {
    match (page.step, &page.client) {
        (LoginStep::Password, _) => frame.text(Text::LoginLeadPassword).to_owned(),
        (LoginStep::Whole, Some(name)) => frame.text_naming(Text::LoginLeadClient, name),
        (LoginStep::Whole, None) => frame.text(Text::LoginLead).to_owned(),
        (LoginStep::UserName | LoginStep::NameAlone | LoginStep::InTurn, Some(name)) => {
            frame.text_naming(Text::LoginLeadNameClient, name)
        }
        (LoginStep::UserName | LoginStep::NameAlone | LoginStep::InTurn, None) => {
            frame.text(Text::LoginLeadName).to_owned()
        }
    }
}

/// What a text becomes once the name is known, where a script changes it.
fn then(frame: &Frame<'_>, page: &LoginPage, text: Text) -> Option<&'static str> {
    (page.step == LoginStep::InTurn).then(|| frame.text(text))
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

    let user_name = view! {
        <UserNameField
            label=text(Text::UserName)
            value=page.user_name.clone()
            invalid=invalid
            focus=focus && !has_name
            settled=page.step == LoginStep::Password
        />
    };
    let password_field = |focus: bool| {
        view! {
            <PasswordField
                label=text(Text::Password)
                show=features.show_password.then(|| text(Text::ShowPassword))
                caps_lock=features.caps_lock.then(|| text(Text::CapsLock))
                invalid=invalid
                focus=focus
            />
        }
    };
    let remember = || {
        view! {
            <RememberField
                label=features.remember_me.then(|| text(Text::Remember))
                ticked=page.remember
            />
        }
    };
    let password = |focus: bool| {
        view! {
            {password_field(focus)}
            {remember()}
        }
    };
    let other_name = || {
        let href = login_path(frame, &page.carried);
        view! { <p class="v-under"><a href=href>{text(Text::OtherName)}</a></p> }
    };
    let (credentials, button) = match page.step {
        LoginStep::Whole => (
            EitherOf5::A(view! {
                {user_type}
                {user_name}
                {password(focus && has_name)}
            }),
            Text::SignIn,
        ),
        LoginStep::UserName => (
            EitherOf5::B(view! {
                {user_type}
                {user_name}
                <PasswordAhead label=text(Text::Password) />
            }),
            Text::Continue,
        ),
        LoginStep::Password => (
            EitherOf5::C(view! {
                {user_type}
                {user_name}
                {other_name()}
                {password(focus)}
            }),
            Text::SignIn,
        ),
        LoginStep::NameAlone => (
            EitherOf5::D(view! {
                {user_type}
                {user_name}
                {preset("j_password", Some(String::new()))}
                {remember()}
            }),
            Text::SignIn,
        ),
        LoginStep::InTurn => (
            EitherOf5::E(view! {
                {user_type}
                {user_name}
                <div data-later hidden>
                    {other_name()}
                </div>
                <div class="v-ahead" aria-hidden="true">
                    {password_field(false)}
                </div>
                <div data-later hidden>
                    {remember()}
                </div>
            }),
            Text::Continue,
        ),
    };
    view! {
        <form id="login" method="post" action=action accept-charset="utf-8">
            <CarriedFields carried=page.carried.clone() except=except />
            <CsrfField token=page.csrf.clone() />
            {response_type}
            {credentials}
            {captcha(frame)}
            <button
                id="sign-in"
                class="v-button"
                type="submit"
                data-then=then(frame, page, Text::SignIn)
            >
                {text(button)}
            </button>
            <SubmitStatus
                form="login"
                text=text(Text::SigningIn)
                carried=Some(page.carried.to_query())
            />
        </form>
    }
}

/// The place that the operator's own script fills with a proof that a person is there.
fn captcha(frame: &Frame<'_>) -> Option<impl IntoView + use<>> {
    let script = frame.brand.features.captcha.clone()?;
    Some(view! {
        <div id="captcha" class="v-captcha"></div>
        <script src=script defer></script>
    })
}

/// The way to a new password.
fn forgot(frame: &Frame<'_>, page: &LoginPage) -> Option<impl IntoView + use<>> {
    let href = frame.brand.features.forgot_password.as_ref()?;
    let href = with_request(href, &page.carried);
    let text = frame.text(Text::ForgotLink);
    Some(view! { <p class="v-beside"><a href=href>{text}</a></p> })
}

/// Other providers, where this is their place.
fn providers(
    frame: &Frame<'_>,
    page: &LoginPage,
    place: SocialPosition,
) -> Option<impl IntoView + use<>> {
    let social = &frame.brand.features.social;
    let links = social.iter().map(|provider| ProviderLink {
        id: provider.id.clone(),
        text: frame.text_naming(Text::ContinueWith, &provider.label),
        icon: provider.icon.clone(),
        href: with_request(&provider.href, &page.carried),
    });
    let (or, links) = (frame.text(Text::Alternative), links.collect());
    let first = place == SocialPosition::Above;
    (frame.brand.social_position == place)
        .then(|| view! { <ProviderList or=or links=links first=first /> })
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
