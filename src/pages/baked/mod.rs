//! Pages as files that no host draws. One small script picks the language and carries the query into the
//! form; what needs it waits in templates, so without script there is no form that leads nowhere, but a
//! word on what is missing. Everything else about a page is the page's own. A script is a chain of the
//! parts beside this file, as long as its page needs.

mod script;

use leptos::prelude::*;

use crate::forms::carried::Carried;
use crate::i18n::Text;

use super::document::{Document, Html, Styles, loader};
use super::frame::{Frame, Site};
use super::layout::layout;
use super::problem::{MISSING_STATE, Problem, alert, explain};
use super::{
    ErrorPage, ForgotPage, FormTarget, LoginPage, LoginStep, LogoutPage, ResetPage, Restart,
    SignedOutPage, error, forgot, login, logout, reset, signed_out,
};
use script::{FILLED, FORM, HAPPENED, IN_TURN, KINDS, REQUEST, TOLD, function};

/// A page among the files.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its folder below that of its language, with a slash at its end; empty for the login page.
    pub folder: &'a str,
    /// Whether it is where people arrive, and so leads to the language that they wish.
    pub is_entry: bool,
    /// The clients that have pages of their own, below `client/`.
    pub clients: &'a [&'a str],
    /// The cookie that holds a person's choice of language, if the site sets one.
    pub language_cookie: Option<&'a str>,
}

/// Stands for the parameters of the request, until the script puts them there.
const CARRIED: &str = "client_id=carried-by-script";

/// The codes that a query may tell and that have words of their own, together where these are the same.
const CODES: [&str; 10] = [
    "access_denied",
    "invalid_request invalid_scope unsupported_response_type",
    "expired expired_token invalid_grant",
    "invalid_credentials ERR12002 ERR12003 ERR12004 ERR12016",
    "login_required interaction_required",
    "sign_in_failed",
    "too_many_requests slow_down",
    "unauthorized_client invalid_client ERR12014",
    "server_error temporarily_unavailable ERR10010",
    "not_found",
];

/// The login page. `page` has no request; its form is for the one that the query will have.
pub fn login_file(frame: &Frame<'_>, place: &Place<'_>, page: &LoginPage) -> Html {
    let with_request = LoginPage {
        carried: to_be_carried(),
        ..page.clone()
    };
    let without_request = LoginPage {
        carried: Carried::default(),
        ..page.clone()
    };
    let content = waiting(
        frame,
        "client_id login_challenge",
        login::content(frame, &with_request),
        login::content(frame, &without_request),
    );
    let mut parts = vec![REQUEST, TOLD, FORM];
    if !frame.brand.features.user_type.options.is_empty() {
        parts.push(KINDS);
    }
    if page.step == LoginStep::InTurn {
        parts.push(IN_TURN);
    }
    parts.push(FILLED);
    let html = file(frame, place, ("login", Text::LoginTitle), &parts, content);
    Html {
        connect: page.submit.origins(page.action.as_deref()),
        ..html
    }
}

/// The page that sets a new password; the letter's token comes with the query.
pub fn reset_file(frame: &Frame<'_>, place: &Place<'_>, page: &ResetPage) -> Html {
    let with_token = ResetPage {
        form: FormTarget {
            carried: to_be_carried(),
            ..page.form.clone()
        },
        ..page.clone()
    };
    let without_token = ErrorPage {
        description: Some("the parameter token is missing".to_owned()),
        ..told(400, MISSING_STATE, None)
    };
    let content = waiting(
        frame,
        "token",
        reset::content(frame, &with_token),
        error::content(frame, &without_token),
    );
    file(
        frame,
        place,
        ("reset", Text::ResetTitle),
        &[REQUEST, TOLD, FORM, FILLED],
        content,
    )
}

/// The error page. It needs no parameters; what the query tells is shown.
pub fn error_file(frame: &Frame<'_>, place: &Place<'_>, application: Option<String>) -> Html {
    let content = view! {
        {error::content(frame, &told(200, "sign_in_failed", application))}
        {problems(frame)}
        <template id="v-more">{error::more(frame, None)}</template>
    };
    file(
        frame,
        place,
        ("error", Text::ErrorTitle),
        &[REQUEST, TOLD, HAPPENED],
        content,
    )
}

/// What is shown for an address where nothing is.
pub fn not_found_file(frame: &Frame<'_>, place: &Place<'_>, application: Option<String>) -> Html {
    let content = error::content(frame, &told(404, "not_found", application));
    file(
        frame,
        place,
        ("error", Text::ErrorTitle),
        &[REQUEST],
        content,
    )
}

/// What follows a logout.
pub fn signed_out_file(frame: &Frame<'_>, place: &Place<'_>, page: &SignedOutPage) -> Html {
    let content = signed_out::content(frame, page);
    file(
        frame,
        place,
        ("signed-out", Text::SignedOutTitle),
        &[REQUEST],
        content,
    )
}

/// The page of somebody who forgot their password.
pub fn forgot_file(frame: &Frame<'_>, place: &Place<'_>, page: &ForgotPage) -> Html {
    let content = forgot::content(frame, page);
    file(
        frame,
        place,
        ("forgot", Text::ForgotTitle),
        &[REQUEST],
        content,
    )
}

/// The question whether to sign out.
pub fn logout_file(frame: &Frame<'_>, place: &Place<'_>, page: &LogoutPage) -> Html {
    let content = logout::content(frame, page);
    file(
        frame,
        place,
        ("logout", Text::LogoutTitle),
        &[REQUEST],
        content,
    )
}

/// The script stands right behind what it fills in, before the languages: so that can be painted.
fn file<C: IntoView + 'static>(
    frame: &Frame<'_>,
    place: &Place<'_>,
    (page, title): (&'static str, Text),
    parts: &[&str],
    content: C,
) -> Html {
    let text = function(parts, loader(frame));
    let content = view! {
        {content}
        {script(frame, place, text.clone())}
    };
    let document = Document {
        page,
        title: frame.text(title),
        result: None,
        styles: Styles::Inline,
        body: layout(frame, content),
    };
    document.render_with(frame, text)
}

/// A page whose content is one of two, which the script chooses by the parameters that came.
fn waiting<F: IntoView + 'static, S: IntoView + 'static>(
    frame: &Frame<'_>,
    needs: &'static str,
    form: F,
    start: S,
) -> impl IntoView + use<F, S> {
    let text = |text| frame.text(text);
    view! {
        <noscript>
            <h1>{text(Text::ScriptTitle)}</h1>
            <p class="v-lead">{text(Text::ScriptLead)}</p>
        </noscript>
        <div id="v-place" data-needs=needs hidden></div>
        <template id="v-form">{form}</template>
        <template id="v-start">{start}</template>
        {problems(frame)}
    }
}

/// The alert of a problem that has no words of its own, and the words of all others.
fn problems(frame: &Frame<'_>) -> impl IntoView + use<> {
    let generic = alert(frame, Some(&Problem::new("")));
    let words = CODES.map(|codes| {
        let code = codes.split(' ').next().unwrap_or_default();
        view! { <p data-codes=codes>{frame.text(explain(code))}</p> }
    });
    view! {
        <template id="v-problems">
            {generic}
            {words.into_iter().collect_view()}
        </template>
    }
}

fn script(frame: &Frame<'_>, place: &Place<'_>, text: String) -> impl IntoView + use<> {
    let base = match frame.site {
        Site::Host => "/",
        Site::Files { base } => base,
    };
    let offered = frame.brand.locales.enabled().iter();
    let locales: Vec<_> = offered.map(|locale| locale.tag()).collect();
    view! {
        <script
            data-base=base.to_owned()
            data-page=place.folder.to_owned()
            data-locales=locales.join(" ")
            data-clients=place.clients.join(" ")
            data-entry=place.is_entry.then_some("")
            data-cookie=place.language_cookie.map(str::to_owned)
        >
            {text}
        </script>
    }
}

fn to_be_carried() -> Carried {
    Carried::from_query(CARRIED).unwrap_or_default()
}

fn told(status: u16, code: &str, application: Option<String>) -> ErrorPage {
    ErrorPage {
        status,
        code: code.to_owned(),
        description: None,
        uri: None,
        correlation_id: String::new(),
        time: String::new(),
        restart: Restart::Application(application),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_stand_together_have_the_same_words() {
        for codes in CODES {
            let mut words = codes.split(' ').map(explain);
            let first = words.next();
            assert!(words.all(|other| Some(other) == first), "{codes}");
        }
    }
}
