//! The page that sets a new password, where the link in a letter leads.

use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

use crate::components::credential_fields::NewPasswordFields;
use crate::components::submit_status::SubmitStatus;
use crate::components::text_fields::EmailField;
use crate::forms::carried::Carried;
use crate::i18n::Text;

#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::form_target::FormTarget;
use super::frame::Frame;
use super::layout::layout;
use super::login::to_login;
use super::problem::{Problem, alert};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct ResetPage {
    /// Where the form posts to, with the letter's token.
    pub form: FormTarget,
    /// What is asked or said.
    pub step: ResetStep,
    /// How many characters a password has at least, if that is known.
    pub shortest: Option<u8>,
    /// Why the form is shown again.
    pub problem: Option<Problem>,
}

/// What is asked or said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResetStep {
    /// The new password.
    Ask {
        /// Whose, if the link says so, or what was typed when it was refused.
        email: Option<String>,
    },
    /// The new password of somebody who has just signed in with one that everybody knows.
    Choose,
    /// It is set. The way on is the login page, for the request of these parameters: never the form's own,
    /// which hold the letter's token.
    Done(Carried),
}

impl Default for ResetStep {
    fn default() -> Self {
        Self::Ask { email: None }
    }
}

/// The page as a document.
#[cfg(feature = "ssr")]
pub fn reset(frame: &Frame<'_>, page: &ResetPage) -> Html {
    let frame = &frame.speaking_for(&page.form.carried);
    let document = Document {
        page: "reset",
        title: frame.text(title(page)),
        result: None,
        styles: Styles::Inline,
        body: reset_body(frame, page),
    };
    document.render(frame)
}

/// The page's body.
pub fn reset_body(frame: &Frame<'_>, page: &ResetPage) -> impl IntoView + use<> {
    layout(frame, content(frame, page))
}

/// What stands in the card.
pub(super) fn content(frame: &Frame<'_>, page: &ResetPage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let title = text(title(page));
    let features = &frame.brand.features;
    let code = page.problem.as_ref().map(|it| it.code.as_str());
    let main = match &page.step {
        // No password that is typed here would be taken.
        ResetStep::Ask { .. } if code == Some("invalid_token") => {
            let link = features.forgot_password.clone().map(|href| {
                view! { <a class="v-button" href=href>{text(Text::ForgotTitle)}</a> }
            });
            EitherOf3::A(view! {
                <h1>{title}</h1>
                {link}
            })
        }
        ResetStep::Ask { .. } | ResetStep::Choose => {
            let (lead, email) = match &page.step {
                ResetStep::Ask { email } => (Text::ResetLead, Some(email.clone())),
                _ => (Text::ResetLeadKnown, None),
            };
            let email = email.map(Option::unwrap_or_default);
            let known = email.as_ref().is_none_or(|email| !email.is_empty());
            let email = match email {
                Some(value) => Either::Left(view! {
                    <EmailField
                        label=text(Text::Email)
                        value=value
                        invalid=code == Some("invalid_email")
                        focus=code.is_none() && !known
                        settled=known && page.problem.is_none()
                    />
                }),
                // It is known whose password it is.
                None => Either::Right(view! { <input type="hidden" name="email" value=""/> }),
            };
            EitherOf3::B(view! {
                <h1>{title}</h1>
                <p class="v-lead">{text(lead)}</p>
                <form id="reset" method="post" action=page.form.action.clone() accept-charset="utf-8">
                    {page.form.fields()}
                    {email}
                    <NewPasswordFields
                        label=text(Text::NewPassword)
                        confirm=text(Text::ConfirmPassword)
                        hint=page.shortest.map(|it| frame.text_counting(Text::NewPasswordHint, it.into()))
                        show=features.show_password.then(|| text(Text::ShowPassword))
                        caps_lock=features.caps_lock.then(|| text(Text::CapsLock))
                        invalid=code.is_some_and(|code| code.starts_with("password_"))
                        focus=code.is_none() && known
                    />
                    <button id="continue" class="v-button" type="submit">
                        {text(Text::ResetSave)}
                    </button>
                    <SubmitStatus form="reset" text=text(Text::Working) carried=None />
                </form>
            })
        }
        ResetStep::Done(request) => EitherOf3::C(view! {
            <div class="v-happened" role="status" tabindex="-1" autofocus>
                <h1>{title}</h1>
                <p class="v-lead">{text(Text::ResetDoneLead)}</p>
            </div>
            {to_login(frame, request)}
        }),
    };
    view! {
        {alert(frame, page.problem.as_ref())}
        {main}
    }
}

fn title(page: &ResetPage) -> Text {
    match page.step {
        ResetStep::Ask { .. } | ResetStep::Choose => Text::ResetTitle,
        ResetStep::Done(_) => Text::ResetDoneTitle,
    }
}
