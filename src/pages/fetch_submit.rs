//! How the login form is sent: by the browser itself, or by a script for a back end that answers
//! JSON (light-spa-4j's `redirectUri`, `denyUri` and `scopes`, or `redirect_to`). Without the script
//! the form posts all the same. This draws the places that the script fills; every text is there.

use leptos::either::Either;
use leptos::prelude::*;

use crate::brand::{Endpoint, Endpoints, SubmitMode};
use crate::i18n::Text;

use super::Frame;
use super::scopes::KNOWN;

/// How the login form is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Submit {
    /// By the browser, which follows the answer's redirect.
    #[default]
    Native,
    /// By a script, which reads the answer.
    Fetch(FetchSubmit),
}

/// What the script needs to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FetchSubmit {
    /// Origins that the answer may come from by redirect, beside this one.
    pub origins: Vec<String>,
    /// Schemes that an answer may lead to, beside `http` and `https`.
    pub schemes: Vec<String>,
    /// What ends the session before a person who denied is led away.
    pub logout: Option<Endpoint>,
}

impl From<&Endpoints> for Submit {
    fn from(endpoints: &Endpoints) -> Self {
        match endpoints.mode {
            SubmitMode::Native => Self::Native,
            SubmitMode::Fetch => Self::Fetch(FetchSubmit {
                origins: endpoints.origins.clone(),
                schemes: endpoints.schemes.clone(),
                logout: endpoints.logout.clone(),
            }),
        }
    }
}

impl Submit {
    /// Origins for `connect-src`: those that the form and the logout are sent to, and those that an
    /// answer may come from.
    #[cfg(feature = "ssr")]
    pub(super) fn origins(&self, action: Option<&str>) -> Vec<String> {
        let Self::Fetch(fetch) = self else {
            return Vec::new();
        };
        let logout = fetch.logout.as_ref().map(|logout| logout.url.as_str());
        let sent_to = [action, logout].into_iter().flatten().filter_map(origin);
        let mut all = fetch.origins.clone();
        for origin in sent_to {
            if !all.contains(&origin) {
                all.push(origin);
            }
        }
        all
    }
}

/// The origin of an address that has one; a path has this page's.
#[cfg(feature = "ssr")]
fn origin(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{host}"))
}

/// The problem, in a place where the script can put another.
pub(super) fn place<P: IntoView + 'static>(
    frame: &Frame<'_>,
    submit: &Submit,
    action: &str,
    problem: P,
) -> impl IntoView + use<P> {
    let Submit::Fetch(fetch) = submit else {
        return Either::Left(problem);
    };
    let text = |text| frame.text(text);
    let (wait, wait_after) = frame.text_around(Text::TryAgainIn);
    let logout = fetch.logout.as_ref().map(|it| it.url.clone());
    let logout_method = fetch.logout.as_ref().map(|it| it.method.as_str());
    Either::Right(view! {
        <div
            data-island="fetch"
            data-action=action.to_owned()
            data-schemes=fetch.schemes.join(" ")
            data-logout=logout
            data-logout-method=logout_method
            data-title=text(Text::ConsentTitle)
            data-credentials=text(Text::ProblemInvalidCredentials)
            data-denied=text(Text::ProblemAccessDenied)
            data-throttled=text(Text::ProblemThrottled)
            data-attempts=text(Text::ProblemAttempts)
            data-wait=wait
            data-wait-after=wait_after
            data-wait-over=text(Text::TryAgainNow)
            data-unavailable=text(Text::ProblemUnavailable)
            data-failed=text(Text::ProblemSignInFailed)
        >
            {problem}
        </div>
    })
}

/// The question that follows on the same page, not shown before. Each known scope has its line; the
/// script shows those that are asked for.
pub(super) fn grant(
    frame: &Frame<'_>,
    submit: &Submit,
    client: Option<&str>,
) -> impl IntoView + use<> {
    let text = |text| frame.text(text);
    matches!(submit, Submit::Fetch(_)).then(|| {
        let lead = client.map(|name| {
            let text = frame.text_naming(Text::ConsentLeadAll, name);
            view! { <p class="v-lead">{text}</p> }
        });
        let lines = KNOWN.map(|(scope, meaning)| {
            view! { <li data-scope=scope hidden>{text(meaning)}</li> }
        });
        view! {
            <form id="consent" class="v-later">
                {lead}
                <h2 class="v-scopes-title">{text(Text::ConsentAccess)}</h2>
                <ul class="v-scopes">{lines.into_iter().collect_view()}</ul>
                <div class="v-decision">
                    <button class="v-button" type="button" name="decision" value="accept">
                        {text(Text::Allow)}
                    </button>
                    <button class="v-button v-quiet" type="button" name="decision" value="deny">
                        {text(Text::Deny)}
                    </button>
                </div>
            </form>
        }
    })
}
