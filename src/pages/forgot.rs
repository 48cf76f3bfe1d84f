//! The page of somebody who forgot their password. What it says at the end is the same whether there
//! is such an account or not.

use leptos::either::Either;
use leptos::prelude::*;

use crate::components::submit_status::SubmitStatus;
use crate::components::text_fields::EmailField;
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
pub struct ForgotPage {
    /// Where the form posts to, with the authorization request that the person came from.
    pub form: FormTarget,
    /// What is asked or said.
    pub step: ForgotStep,
    /// Why the form is shown again.
    pub problem: Option<Problem>,
}

/// What is asked or said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForgotStep {
    /// Which account.
    Ask {
        /// What stands in the field at first.
        email: String,
    },
    /// What happens now.
    Sent,
}

impl Default for ForgotStep {
    fn default() -> Self {
        Self::Ask {
            email: String::new(),
        }
    }
}

/// The page as a document.
#[cfg(feature = "ssr")]
pub fn forgot(frame: &Frame<'_>, page: &ForgotPage) -> Html {
    let frame = &frame.speaking_for(&page.form.carried);
    let document = Document {
        page: "forgot",
        title: frame.text(title(page)),
        result: None,
        styles: Styles::Inline,
        body: forgot_body(frame, page),
    };
    document.render(frame)
}

/// The page's body.
pub fn forgot_body(frame: &Frame<'_>, page: &ForgotPage) -> impl IntoView + use<> {
    layout(frame, content(frame, page))
}

/// What stands in the card.
pub(super) fn content(frame: &Frame<'_>, page: &ForgotPage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let title = text(title(page));
    let main = match &page.step {
        ForgotStep::Ask { email } => Either::Left(view! {
            <h1>{title}</h1>
            <p class="v-lead">{text(Text::ForgotLead)}</p>
            <form
                id="forgot"
                method=page.form.method.as_str()
                action=page.form.action.clone()
                accept-charset="utf-8"
            >
                {page.form.fields()}
                <EmailField
                    label=text(Text::Email)
                    value=email.clone()
                    invalid=page.problem.as_ref().is_some_and(|it| it.code == "invalid_email")
                    focus=page.problem.is_none()
                    settled=false
                />
                <button id="continue" class="v-button" type="submit">
                    {text(Text::ForgotSend)}
                </button>
                <SubmitStatus form="forgot" text=text(Text::Working) carried=None />
            </form>
        }),
        ForgotStep::Sent => Either::Right(view! {
            <div class="v-happened" role="status" tabindex="-1" autofocus>
                <h1>{title}</h1>
                <p class="v-lead">{text(Text::ForgotSentLead)}</p>
            </div>
        }),
    };
    view! {
        {alert(frame, page.problem.as_ref())}
        {main}
        {to_login(frame, &page.form.carried)}
    }
}

fn title(page: &ForgotPage) -> Text {
    match page.step {
        ForgotStep::Ask { .. } => Text::ForgotTitle,
        ForgotStep::Sent => Text::ForgotSentTitle,
    }
}
