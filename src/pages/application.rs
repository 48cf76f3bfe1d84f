//! The application that asks, as a page names it.

use leptos::prelude::*;

use crate::forms::error_response::HttpsUrl;
use crate::i18n::Text;

use super::Frame;

/// The application that asks.
#[derive(Clone, Debug, Default)]
pub struct Application {
    /// Its name, else its id.
    pub name: String,
    /// The host that the browser returns to.
    pub host: Option<String>,
    /// A picture of this origin: from the brand document, never from a server's metadata.
    pub logo: Option<String>,
    /// How it treats personal data.
    pub policy: Option<HttpsUrl>,
    /// Its terms of use.
    pub terms: Option<HttpsUrl>,
}

/// Who asks: a picture and a name, and the host that the answer goes to.
pub(super) fn who(frame: &Frame<'_>, application: &Application) -> impl IntoView + use<> {
    let logo = application.logo.clone();
    let host = application.host.clone();
    let returns = host.map(|host| {
        let (before, after) = frame.text_around(Text::ConsentReturns);
        view! {
            <span class="v-hint">{before} <bdi dir="ltr">{host}</bdi> {after}</span>
        }
    });
    view! {
        <div class="v-who">
            {logo.map(|src| view! { <img src=src alt="" width="48" height="48" /> })}
            <p>
                <b dir="auto">{application.name.clone()}</b>
                {returns}
            </p>
        </div>
    }
}

/// What it says about itself elsewhere.
pub(super) fn documents(frame: &Frame<'_>, application: &Application) -> impl IntoView + use<> {
    let link = |text: Text, url: &Option<HttpsUrl>| {
        let text = frame.text_naming(text, &application.name);
        let href = url.as_ref()?.as_str().to_owned();
        Some(view! { <li><a href=href rel="noreferrer" target="_blank">{text}</a></li> })
    };
    let links = [
        link(Text::ApplicationPrivacy, &application.policy),
        link(Text::ApplicationTerms, &application.terms),
    ];
    let any = links.iter().any(Option::is_some);
    any.then(|| view! { <ul class="v-documents">{links.into_iter().collect_view()}</ul> })
}
