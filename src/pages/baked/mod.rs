//! Pages as files that no host draws. One small script picks the language and carries the query into the
//! form; what needs it waits in templates, so without script there is no form that leads nowhere, but a
//! word on what is missing. Everything else about a page is the page's own. A script is a chain of the
//! parts beside this file, as long as its page needs.

use std::sync::LazyLock;

use leptos::prelude::*;

use crate::forms::carried::Carried;
use crate::i18n::Text;

use super::document::{Document, Html, Styles};
use super::frame::{Frame, Site};
use super::layout::layout;
use super::problem::{MISSING_STATE, Problem, alert, explain};
use super::{
    ErrorPage, ForgotPage, FormTarget, LoginPage, LogoutPage, ResetPage, Restart, SignedOutPage,
    error, forgot, login, logout, reset, signed_out,
};

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

/// What the script of a page does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    /// Language, client and links, which is all that most pages need of the query.
    Request,
    /// Fills in the form as well.
    Form,
    /// Tells what happened as well.
    Happened,
}

impl Script {
    /// Its text, without comments.
    fn text(self) -> &'static str {
        static REQUEST: LazyLock<String> = LazyLock::new(|| function(&[]));
        static FORM: LazyLock<String> =
            LazyLock::new(|| function(&[include_str!("told.js"), include_str!("form.js")]));
        static HAPPENED: LazyLock<String> =
            LazyLock::new(|| function(&[include_str!("told.js"), include_str!("happened.js")]));
        match self {
            Self::Request => &REQUEST,
            Self::Form => &FORM,
            Self::Happened => &HAPPENED,
        }
    }
}

/// One function: its beginning, and what goes on from there.
fn function(rest: &[&str]) -> String {
    let mut text = "(() => {".to_owned();
    for part in [&[include_str!("request.js")], rest].concat() {
        let lines = part.lines().map(str::trim_start);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
            text.push('\n');
            text.push_str(line);
        }
    }
    text + "\n})();"
}

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
    let html = file(
        frame,
        place,
        ("login", Text::LoginTitle),
        Script::Form,
        content,
    );
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
        Script::Form,
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
        Script::Happened,
        content,
    )
}

/// What is shown for an address where nothing is.
pub fn not_found_file(frame: &Frame<'_>, application: Option<String>) -> Html {
    error(frame, &told(404, "not_found", application))
}

/// What follows a logout.
pub fn signed_out_file(frame: &Frame<'_>, place: &Place<'_>, page: &SignedOutPage) -> Html {
    let content = signed_out::content(frame, page);
    file(
        frame,
        place,
        ("signed-out", Text::SignedOutTitle),
        Script::Request,
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
        Script::Request,
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
        Script::Request,
        content,
    )
}

/// The script stands right behind what it fills in, before the languages: so that can be painted.
fn file<C: IntoView + 'static>(
    frame: &Frame<'_>,
    place: &Place<'_>,
    (page, title): (&'static str, Text),
    script: Script,
    content: C,
) -> Html {
    let content = view! {
        {content}
        {drawn(frame, place, script)}
    };
    let document = Document {
        page,
        title: frame.text(title),
        result: None,
        styles: Styles::Inline,
        body: layout(frame, content),
    };
    let mut html = document.render(frame);
    html.inline_scripts.push(script.text().to_owned());
    html
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

fn drawn(frame: &Frame<'_>, place: &Place<'_>, script: Script) -> impl IntoView + use<> {
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
            {script.text()}
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

    #[test]
    fn the_scripts_are_such_as_html_can_hold() {
        for script in [Script::Request, Script::Form, Script::Happened] {
            assert!(!script.text().contains("</"), "{script:?}");
            assert!(!script.text().contains("<!--"), "{script:?}");
            assert!(!script.text().contains("//"), "{script:?}");
        }
    }
}
