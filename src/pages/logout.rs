//! The logout page: the question whether to sign out.

use leptos::either::Either;
use leptos::prelude::*;

use crate::components::decision::Decision;
use crate::components::submit_status::SubmitStatus;
use crate::i18n::Text;

use super::application::Application;
#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::form_target::FormTarget;
use super::frame::Frame;
use super::layout::layout;

/// What the logout page shows.
#[derive(Clone, Debug, Default)]
pub struct LogoutPage {
    /// Where the form posts to, with the engine's challenge.
    pub form: FormTarget,
    /// Who is signed in, as a person knows it.
    pub subject: Option<String>,
    /// Who asks for it.
    pub application: Option<Application>,
    /// What somebody does who wants to stay.
    pub stay: Stay,
}

/// What somebody does who wants to stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stay {
    /// Says so, to an engine that asked.
    #[default]
    Decide,
    /// Goes back to the application, if its address is known: what the form posts to only signs out.
    Leave(Option<String>),
}

/// The logout page as a document.
#[cfg(feature = "ssr")]
pub fn logout(frame: &Frame<'_>, page: &LogoutPage) -> Html {
    let frame = &frame.speaking_for(&page.form.carried);
    let document = Document {
        page: "logout",
        title: frame.text(Text::LogoutTitle),
        result: None,
        styles: Styles::Inline,
        body: logout_body(frame, page),
    };
    document.render(frame)
}

/// The logout page's body.
pub fn logout_body(frame: &Frame<'_>, page: &LogoutPage) -> impl IntoView + use<> {
    layout(frame, content(frame, page))
}

/// What stands in the card.
pub(super) fn content(frame: &Frame<'_>, page: &LogoutPage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let lead = match &page.application {
        Some(application) => frame.text_naming(Text::LogoutLeadClient, &application.name),
        None => text(Text::LogoutLead).to_owned(),
    };
    let subject = page.subject.as_ref().map(|name| {
        let text = frame.text_naming(Text::SignedInAs, name);
        view! { <p class="v-next v-hint">{text}</p> }
    });
    view! {
        <h1>{text(Text::LogoutTitle)}</h1>
        <p class="v-lead">{lead}</p>
        {subject}
        <form
                id="logout"
                method=page.form.method.as_str()
                action=page.form.action.clone()
                accept-charset="utf-8"
            >
            {page.form.fields()}
            {buttons(frame, &page.stay)}
            <SubmitStatus form="logout" text=text(Text::Working) carried=None />
        </form>
    }
}

fn buttons(frame: &Frame<'_>, stay: &Stay) -> impl IntoView + use<> {
    let (sign_out, stay_text) = (frame.text(Text::SignOut), frame.text(Text::Stay));
    match stay {
        Stay::Decide => Either::Left(view! { <Decision accept=sign_out deny=stay_text /> }),
        Stay::Leave(application) => {
            let link = application.clone().map(|href| {
                view! { <a class="v-button v-quiet" href=href>{stay_text}</a> }
            });
            Either::Right(view! {
                <div class="v-decision">
                    <button class="v-button" type="submit" name="decision" value="accept">
                        {sign_out}
                    </button>
                    {link}
                </div>
            })
        }
    }
}
