//! How a device's request ended.

use leptos::prelude::*;

use crate::i18n::Text;

use super::DEVICE_PATH;
#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::frame::Frame;
use super::layout::layout;

/// What the page shows.
#[derive(Clone, Debug)]
pub struct DeviceDonePage {
    /// How it ended.
    pub outcome: DeviceOutcome,
    /// What the application calls itself, if that is known.
    pub application: Option<String>,
}

/// How a device's request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceOutcome {
    /// The device is signed in.
    Done,
    /// The person did not want it.
    Denied,
    /// Too late, or used before.
    Expired,
}

/// The page as a document.
#[cfg(feature = "ssr")]
pub fn device_done(frame: &Frame<'_>, page: &DeviceDonePage) -> Html {
    let document = Document {
        page: "device-done",
        title: frame.text(words(page.outcome).0),
        result: None,
        styles: Styles::Inline,
        body: device_done_body(frame, page),
    };
    document.render(frame)
}

/// The page's body. What did not go well is a problem, and has its hooks.
pub fn device_done_body(frame: &Frame<'_>, page: &DeviceDonePage) -> impl IntoView + use<> {
    let (title, lead) = words(page.outcome);
    let lead = match (&page.application, page.outcome) {
        (Some(name), DeviceOutcome::Done) => frame.text_naming(Text::DeviceDoneClient, name),
        _ => frame.text(lead).to_owned(),
    };
    let code = match page.outcome {
        DeviceOutcome::Done => None,
        DeviceOutcome::Denied => Some("access_denied"),
        DeviceOutcome::Expired => Some("expired_token"),
    };
    let again = (page.outcome == DeviceOutcome::Expired).then(|| {
        let text = frame.text(Text::DeviceAgain);
        let href = frame.path(DEVICE_PATH);
        view! { <a class="v-button" href=href>{text}</a> }
    });
    let content = view! {
        <div
            id=code.map(|_| "problem")
            class="v-happened"
            role=if code.is_some() { "alert" } else { "status" }
            tabindex="-1"
            autofocus
            data-code=code
        >
            <h1>{frame.text(title)}</h1>
            <p class="v-lead">{lead}</p>
        </div>
        {again}
    };
    layout(frame, content)
}

fn words(outcome: DeviceOutcome) -> (Text, Text) {
    match outcome {
        DeviceOutcome::Done => (Text::DeviceDoneTitle, Text::DeviceDoneLead),
        DeviceOutcome::Denied => (Text::DeviceDeniedTitle, Text::DeviceDeniedLead),
        DeviceOutcome::Expired => (Text::DeviceExpiredTitle, Text::DeviceExpiredLead),
    }
}
