//! The device page (RFC 8628 §3.3): a code to enter, then the question whether it is one's own device.

use std::time::Duration;

use leptos::either::Either;
use leptos::prelude::*;

use crate::components::decision::Decision;
use crate::components::submit_status::SubmitStatus;
use crate::components::text_fields::UserCodeField;
use crate::forms::device::UserCode;
use crate::i18n::Text;

use super::application::{Application, documents, who};
use super::consent::expiry;
#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::form_target::FormTarget;
use super::frame::Frame;
use super::layout::layout;
use super::problem::{Problem, alert};
use super::scopes::{ScopeChoice, scopes};

/// What the device page shows.
#[derive(Clone, Debug, Default)]
pub struct DevicePage {
    /// Where the form posts to, with the engine's challenge.
    pub form: FormTarget,
    /// What is asked.
    pub step: DeviceStep,
    /// Why the form is shown again.
    pub problem: Option<Problem>,
}

/// What is asked.
#[derive(Clone, Debug)]
pub enum DeviceStep {
    /// Which device.
    Enter {
        /// What stands in the field at first, as it came.
        user_code: String,
    },
    /// Whether it is the person's own. A code that came by a link was perhaps sent by somebody else
    /// (RFC 8628 §5.4), so it is shown to compare.
    Confirm {
        /// The code.
        user_code: UserCode,
        /// What runs on the device, if that is known by now.
        application: Option<Application>,
        /// What it asks for.
        scopes: Vec<ScopeChoice>,
        /// When the code is void.
        expires_in: Option<Duration>,
    },
}

impl Default for DeviceStep {
    fn default() -> Self {
        Self::Enter {
            user_code: String::new(),
        }
    }
}

/// The device page as a document.
#[cfg(feature = "ssr")]
pub fn device(frame: &Frame<'_>, page: &DevicePage) -> Html {
    let frame = &frame.speaking_for(&page.form.carried);
    let document = Document {
        page: "device",
        title: frame.text(title(page)),
        result: None,
        styles: Styles::Inline,
        body: device_body(frame, page),
    };
    document.render(frame)
}

/// The device page's body.
pub fn device_body(frame: &Frame<'_>, page: &DevicePage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let main = match &page.step {
        DeviceStep::Enter { user_code } => Either::Left(enter(frame, page, user_code)),
        DeviceStep::Confirm {
            user_code,
            application,
            scopes: asked,
            expires_in,
        } => {
            let lead = application.as_ref().map(|application| {
                let name = &application.name;
                // The browser goes nowhere from here.
                let application = &Application {
                    host: None,
                    ..application.clone()
                };
                let text = frame.text_naming(Text::DeviceConfirmClient, name);
                view! {
                    <p class="v-next">{text}</p>
                    {who(frame, application)}
                }
            });
            let documents = application.as_ref().map(|it| documents(frame, it));
            Either::Right(view! {
                <p class="v-lead">{text(Text::DeviceConfirmLead)}</p>
                <p class="v-shown-code">
                    <code dir="ltr">{user_code.grouped()}</code>
                </p>
                {lead}
                {form(
                    page,
                    view! {
                        <input type="hidden" name="user_code" value=user_code.as_str().to_owned() />
                        {scopes(frame, asked, false)}
                        <p class="v-hint">{text(Text::DeviceConfirmWarning)}</p>
                        {expiry(frame, *expires_in)}
                        <Decision accept=text(Text::Connect) deny=text(Text::Deny) />
                        <SubmitStatus form="device" text=text(Text::Working) carried=None />
                    },
                )}
                {documents}
            })
        }
    };
    let content = view! {
        {alert(frame, page.problem.as_ref())}
        <h1>{text(title(page))}</h1>
        {main}
    };
    layout(frame, content)
}

fn enter(frame: &Frame<'_>, page: &DevicePage, user_code: &str) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let fields = view! {
        <UserCodeField
            label=text(Text::UserCode)
            hint=text(Text::UserCodeHint)
            value=user_code.to_owned()
            invalid=page.problem.as_ref().is_some_and(|it| it.code == "invalid_user_code")
            focus=page.problem.is_none()
        />
        <button id="continue" class="v-button" type="submit">
            {text(Text::Continue)}
        </button>
        <SubmitStatus form="device" text=text(Text::Working) carried=None />
    };
    view! {
        <p class="v-lead">{text(Text::DeviceLead)}</p>
        {form(page, fields)}
    }
}

fn form<C: IntoView + 'static>(page: &DevicePage, fields: C) -> impl IntoView + use<C> {
    view! {
        <form id="device" method="post" action=page.form.action.clone() accept-charset="utf-8">
            {page.form.fields()}
            {fields}
        </form>
    }
}

fn title(page: &DevicePage) -> Text {
    match page.step {
        DeviceStep::Enter { .. } => Text::DeviceTitle,
        DeviceStep::Confirm { .. } => Text::DeviceConfirmTitle,
    }
}
