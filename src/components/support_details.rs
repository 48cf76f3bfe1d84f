//! What a person can tell support: error code, reference, time.

use leptos::prelude::*;

/// Its labels, in the page's language.
#[derive(Clone, Copy, Debug)]
pub struct SupportLabels {
    /// Above all of it.
    pub title: &'static str,
    /// The error code.
    pub code: &'static str,
    /// The correlation id.
    pub reference: &'static str,
    /// What the correlation id is for.
    pub hint: &'static str,
    /// The time.
    pub time: &'static str,
    /// The button that copies the correlation id.
    pub copy: &'static str,
    /// The same, once it has.
    pub copied: &'static str,
}

/// The details.
#[component]
pub fn SupportDetails(
    /// Labels.
    labels: SupportLabels,
    /// The error code.
    code: String,
    /// What it means to whoever makes the requests.
    said: Option<String>,
    /// The correlation id.
    correlation_id: String,
    /// When it happened.
    time: String,
) -> impl IntoView {
    let reference = (!correlation_id.is_empty()).then(|| {
        let shown = correlation_id.clone();
        view! {
            <dt>{labels.reference}</dt>
            <dd>
                <code id="correlation-id" dir="ltr">{shown}</code>
                <span
                    data-island="copy"
                    data-text=labels.copy
                    data-done=labels.copied
                    data-value=correlation_id
                ></span>
            </dd>
        }
    });
    let hint = reference.is_some().then(|| view! { <p>{labels.hint}</p> });
    let when = (!time.is_empty()).then(|| {
        // Whoever looks for it in a log finds it by the same figures.
        let read = time.replace('T', " ").replace('Z', " UTC");
        view! {
            <dt>{labels.time}</dt>
            <dd><time dir="ltr" datetime=time>{read}</time></dd>
        }
    });
    view! {
        <section class="v-details" aria-label=labels.title>
            <dl>
                {reference}
                <dt>{labels.code}</dt>
                <dd>
                    <code id="error-code" dir="auto">{code}</code>
                    {said.map(|said| view! { <p lang="en" dir="auto">{said}</p> })}
                </dd>
                {when}
            </dl>
            {hint}
        </section>
    }
}

/// What a request lacks, for whoever makes it, out of everybody else's way.
#[component]
pub fn MissingDetails(
    /// Labels.
    labels: SupportLabels,
    /// The parameter.
    parameter: &'static str,
) -> impl IntoView {
    view! {
        <details class="v-details">
            <summary>{labels.title}</summary>
            <dl>
                <dt>{labels.code}</dt>
                <dd><code id="error-code" dir="ltr">{format!("missing: {parameter}")}</code></dd>
            </dl>
        </details>
    }
}
