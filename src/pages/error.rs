//! The error page: what happened in plain words, a reference for support, and the way back.

use leptos::prelude::*;

use crate::components::support_details::SupportDetails;
use crate::forms::carried::Carried;
use crate::forms::error_response::HttpsUrl;
use crate::i18n::Text;

use super::LOGIN_PATH;
#[cfg(feature = "ssr")]
use super::document::{Document, Html, Styles};
use super::frame::Frame;
use super::layout::layout;
use super::login::login_path;
use super::problem::{MISSING_STATE, explain};
use super::support_labels::support_labels;

/// What the error page shows. Also for unknown addresses, wrong methods and unusable requests.
#[derive(Clone, Debug)]
pub struct ErrorPage {
    /// The HTTP status.
    pub status: u16,
    /// The error code.
    pub code: String,
    /// What the server wrote about it.
    pub description: Option<String>,
    /// Where the server explains it.
    pub uri: Option<HttpsUrl>,
    /// What the host's log calls this request. Empty where no host answered.
    pub correlation_id: String,
    /// When, as RFC 3339. Empty where no host answered.
    pub time: String,
    /// The way back.
    pub restart: Restart,
}

/// The way back from an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Restart {
    /// To the form, with what it carried.
    Form(Carried),
    /// To the application's configured address, else to the login page. A script leads to the form
    /// instead, if what that carried was saved before the submit.
    Application(Option<String>),
}

/// The error page as a document.
#[cfg(feature = "ssr")]
pub fn error(frame: &Frame<'_>, page: &ErrorPage) -> Html {
    let frame = &match &page.restart {
        Restart::Form(carried) => frame.speaking_for(carried),
        Restart::Application(_) => frame.clone(),
    };
    let document = Document {
        page: "error",
        title: frame.text(title(page)),
        result: None,
        styles: Styles::Inline,
        body: error_body(frame, page),
    };
    document.render(frame)
}

/// The error page's body.
pub fn error_body(frame: &Frame<'_>, page: &ErrorPage) -> impl IntoView + use<> {
    layout(frame, content(frame, page))
}

/// What stands in the card.
pub(super) fn content(frame: &Frame<'_>, page: &ErrorPage) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    let more = page.uri.as_ref().map(|uri| more(frame, Some(uri)));
    // A parameter's name says something to whoever makes the requests, and to nobody else.
    let (said, details) = match page.code.as_str() {
        MISSING_STATE => (None, page.description.clone()),
        _ => (page.description.clone(), None),
    };
    view! {
        <div
            id="problem"
            class="v-happened"
            role="alert"
            tabindex="-1"
            autofocus
            data-code=page.code.clone()
        >
            <h1>{text(title(page))}</h1>
            <p class="v-lead">{text(explain(&page.code))}</p>
            {said.map(|said| view! { <p class="v-said" dir="auto">{said}</p> })}
        </div>
        {more}
        {restart(frame, &page.restart)}
        <SupportDetails
            labels=support_labels(frame)
            code=page.code.clone()
            said=details
            correlation_id=page.correlation_id.clone()
            time=page.time.clone()
        />
    }
}

fn title(page: &ErrorPage) -> Text {
    match (page.status, page.code.as_str()) {
        (_, MISSING_STATE) => Text::StartTitle,
        (404, _) => Text::ErrorTitleNotFound,
        (405 | 413..=415, _) => Text::ErrorTitleRequest,
        _ => Text::ErrorTitle,
    }
}

/// The link to where the server explains the error; without an address, for a script that knows one.
pub(super) fn more(frame: &Frame<'_>, uri: Option<&HttpsUrl>) -> impl IntoView + use<> {
    let text = frame.text(Text::ErrorMore);
    let href = uri.map(|uri| uri.as_str().to_owned());
    view! { <p><a href=href rel="noreferrer">{text}</a></p> }
}

/// The link back, and beside it the place of the island that knows better.
fn restart(frame: &Frame<'_>, restart: &Restart) -> impl IntoView + use<> {
    let to_form = frame.text(Text::ErrorRestart);
    let login = frame.path(LOGIN_PATH);
    let (href, label) = match restart {
        Restart::Form(carried) => (login_path(frame, carried), to_form),
        Restart::Application(Some(address)) => {
            (address.clone(), frame.text(Text::ErrorRestartApplication))
        }
        Restart::Application(None) => (login.clone(), to_form),
    };
    let island = matches!(restart, Restart::Application(_)).then(|| {
        view! { <span data-island="restart" data-text=to_form data-path=login></span> }
    });
    view! {
        <a id="restart" class="v-button" href=href>{label}</a>
        {island}
    }
}
