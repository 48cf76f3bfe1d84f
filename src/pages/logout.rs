//! The logout page: the question whether to sign out.

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
    let text = |text| frame.text(text);
    let lead = match &page.application {
        Some(application) => frame.text_naming(Text::LogoutLeadClient, &application.name),
        None => text(Text::LogoutLead).to_owned(),
    };
    let subject = page.subject.as_ref().map(|name| {
        let text = frame.text_naming(Text::SignedInAs, name);
        view! { <p class="v-next v-hint">{text}</p> }
    });
    let content = view! {
        <h1>{text(Text::LogoutTitle)}</h1>
        <p class="v-lead">{lead}</p>
        {subject}
        <form id="logout" method="post" action=page.form.action.clone() accept-charset="utf-8">
            {page.form.fields()}
            <Decision accept=text(Text::SignOut) deny=text(Text::Stay) />
            <SubmitStatus form="logout" text=text(Text::Working) carried=None />
        </form>
    };
    layout(frame, content)
}
