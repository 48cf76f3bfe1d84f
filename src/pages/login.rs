//! The login page: a plain form that posts credentials and everything that the authorization
//! request carried. Without a request there is no form, but a word on where to start.

use leptos::prelude::*;

use crate::forms::carried::Carried;

use crate::i18n::Text;

use super::document::{CRITICAL, Document};
use super::{Frame, Problem};

/// What the login page shows.
#[derive(Clone, Debug, Default)]
pub struct LoginPage {
    /// Where the form posts to.
    pub action: String,
    /// The authorization request.
    pub carried: Carried,
    /// What stands in the user name field: typed before, or `login_hint`.
    pub user_name: Option<String>,
    /// Whether "stay signed in" is ticked.
    pub remember: bool,
    /// Why the form is shown again.
    pub problem: Option<Problem>,
    /// Where a person who came here without a request finds the application.
    pub application: Option<String>,
}

/// The login page as a document.
#[cfg(feature = "ssr")]
pub fn login(frame: &Frame<'_>, page: &LoginPage) -> super::Html {
    let title = frame.locale.text(Text::LoginTitle);
    let body = view! { <main data-problem=page.action.clone()></main> };
    Document {
        page: "login",
        title,
        result: None,
        styles: CRITICAL,
        body,
    }
    .render(frame)
}
