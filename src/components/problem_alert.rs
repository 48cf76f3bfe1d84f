//! A problem, announced and focused, in plain words above whatever the server wrote about it.

use leptos::prelude::*;

use super::clock::clock;

/// How long to wait, in the page's language.
#[derive(Clone, Debug)]
pub struct Wait {
    /// How long.
    pub seconds: u64,
    /// What stands before and after the time.
    pub around: (String, String),
    /// What stands there when it is over.
    pub over: &'static str,
}

/// The alert above a form.
#[component]
pub fn ProblemAlert(
    /// The error code.
    code: String,
    /// In plain words.
    text: &'static str,
    /// What the server wrote: shown as text, whatever it contains.
    description: Option<String>,
    /// How long trying again is of no use.
    wait: Option<Wait>,
) -> impl IntoView {
    view! {
        <div id="problem" class="v-problem" role="alert" tabindex="-1" autofocus data-code=code>
            <p>{text}</p>
            {description.map(|said| view! { <p class="v-said" dir="auto">{said}</p> })}
            {wait.map(|wait| view! { <WaitLine wait=wait /> })}
        </div>
    }
}

/// The time counts down where there is script. A screen reader reads it with the alert, and is not
/// told of each second: it hears when it is over.
#[component]
fn WaitLine(wait: Wait) -> impl IntoView {
    let (before, after) = wait.around;
    view! {
        <p data-island="wait" data-seconds=wait.seconds.to_string() data-over=wait.over aria-live="off">
            {before}
            <span data-left role="timer">{clock(wait.seconds)}</span>
            {after}
        </p>
    }
}
