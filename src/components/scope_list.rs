//! What an application asks for, in groups: to choose from, or only to read.

use leptos::either::Either;
use leptos::prelude::*;

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeLine {
    /// As it is sent.
    pub scope: String,
    /// What it means; without that the scope is shown as it is.
    pub meaning: Option<String>,
    /// Whether it is ticked at first.
    pub ticked: bool,
}

/// A group with its heading. A group of nothing is not shown.
#[component]
pub fn ScopeGroup(
    /// Its heading.
    title: &'static str,
    /// What is in it.
    lines: Vec<ScopeLine>,
    /// Whether a person chooses.
    choice: bool,
) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter();
        if choice {
            Either::Left(view! {
                <fieldset class="v-scopes">
                    <legend>{title}</legend>
                    {lines.map(tickable).collect_view()}
                </fieldset>
            })
        } else {
            Either::Right(view! {
                <h2 class="v-scopes-title">{title}</h2>
                <ul class="v-scopes">{lines.map(readable).collect_view()}</ul>
            })
        }
    })
}

/// The label is around the box, since a scope makes no id.
fn tickable(line: ScopeLine) -> impl IntoView {
    let text = text(line.meaning, &line.scope);
    view! {
        <label class="v-check">
            <input type="checkbox" name="grant_scope" value=line.scope checked=line.ticked />
            {text}
        </label>
    }
}

fn readable(line: ScopeLine) -> impl IntoView {
    view! { <li>{text(line.meaning, &line.scope)}</li> }
}

fn text(meaning: Option<String>, scope: &str) -> impl IntoView + use<> {
    match meaning {
        Some(meaning) => Either::Left(view! { <span dir="auto">{meaning}</span> }),
        None => Either::Right(view! { <code dir="ltr">{scope.to_owned()}</code> }),
    }
}
