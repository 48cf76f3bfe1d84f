//! The consent page: who asks, for what, and the person's choice.

use std::time::Duration;

use leptos::prelude::*;

use crate::components::decision::Decision;
use crate::components::expiry::Expiry;
use crate::components::submit_status::SubmitStatus;
use crate::i18n::Text;

use super::application::{Application, documents, who};
#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::form_target::FormTarget;
use super::frame::Frame;
use super::inspection::Inspection;
use super::layout::layout;
use super::problem::{Problem, alert};
use super::scopes::{ScopeChoice, scopes};

/// What the consent page shows.
#[derive(Clone, Debug, Default)]
pub struct ConsentPage {
    /// Where the form posts to, with the engine's challenge.
    pub form: FormTarget,
    /// Who asks.
    pub application: Application,
    /// Who is signed in, as a person knows it.
    pub subject: Option<String>,
    /// What is asked for, to choose from.
    pub scopes: Vec<ScopeChoice>,
    /// The services that it is for.
    pub audience: Vec<String>,
    /// Whether "don't ask me again" is ticked; without it the box is not there.
    pub remember: Option<bool>,
    /// When the engine's challenge is void.
    pub expires_in: Option<Duration>,
    /// Why the form is shown again.
    pub problem: Option<Problem>,
    /// For whoever tries the engine out.
    pub inspection: Option<Inspection>,
}

/// The consent page as a document.
#[cfg(feature = "ssr")]
pub fn consent(frame: &Frame<'_>, page: &ConsentPage) -> Html {
    let frame = &frame.speaking_for(&page.form.carried);
    let document = Document {
        page: "consent",
        title: frame.text(Text::ConsentTitle),
        result: None,
        styles: Styles::Inline,
        body: consent_body(frame, page),
    };
    document.render(frame)
}

/// The consent page's body.
pub fn consent_body(frame: &Frame<'_>, page: &ConsentPage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let lead = frame.text_naming(Text::ConsentLead, &page.application.name);
    let subject = page.subject.as_ref().map(|name| {
        let text = frame.text_naming(Text::SignedInAs, name);
        view! { <p class="v-hint">{text}</p> }
    });
    let remember = page.remember.map(|ticked| {
        view! {
            <div class="v-check v-apart">
                <input id="remember" name="remember" type="checkbox" value="Y" checked=ticked />
                <label for="remember">{text(Text::ConsentRemember)}</label>
            </div>
        }
    });
    let content = view! {
        {alert(frame, page.problem.as_ref())}
        <h1>{text(Text::ConsentTitle)}</h1>
        <p class="v-lead">{lead}</p>
        {who(frame, &page.application)}
        {subject}
        <form id="consent" method="post" action=page.form.action.clone() accept-charset="utf-8">
            {page.form.fields()}
            {scopes(frame, &page.scopes, true)}
            {audience(frame, &page.audience)}
            {remember}
            {expiry(frame, page.expires_in)}
            <Decision accept=text(Text::Allow) deny=text(Text::Deny) />
            <SubmitStatus form="consent" text=text(Text::Working) carried=None />
        </form>
        {documents(frame, &page.application)}
        {page.inspection.as_ref().map(Inspection::view)}
    };
    layout(frame, content)
}

fn audience(frame: &Frame<'_>, audience: &[String]) -> impl IntoView + use<> {
    let item = |name: &String| view! { <li><code dir="ltr">{name.clone()}</code></li> };
    let items: Vec<_> = audience.iter().map(item).collect();
    (!items.is_empty()).then(|| {
        view! {
            <h2 class="v-scopes-title">{frame.text(Text::ConsentAudience)}</h2>
            <ul class="v-scopes">{items}</ul>
        }
    })
}

/// How long there is to decide, in whole minutes.
pub(super) fn expiry(frame: &Frame<'_>, expires_in: Option<Duration>) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    expires_in.map(|left| {
        let seconds = left.as_secs();
        let words = match seconds / 60 {
            0 => text(Text::ExpiresSoon).to_owned(),
            minutes => frame.text_counting(Text::ExpiresIn, minutes),
        };
        view! {
            <Expiry
                seconds=seconds
                text=words
                soon=text(Text::ExpiresSoon)
                over=text(Text::Expired)
            />
        }
    })
}
