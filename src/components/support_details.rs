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
    /// The correlation id.
    correlation_id: String,
    /// When it happened.
    time: String,
) -> impl IntoView {
    let machine_time = time.clone();
    view! {
        <section class="v-details" aria-label=labels.title>
            <dl>
                <dt>{labels.reference}</dt>
                <dd>
                    <code id="correlation-id" dir="ltr">{correlation_id.clone()}</code>
                    <span
                        data-island="copy"
                        data-text=labels.copy
                        data-done=labels.copied
                        data-value=correlation_id
                    ></span>
                </dd>
                <dt>{labels.code}</dt>
                <dd><code dir="auto">{code}</code></dd>
                <dt>{labels.time}</dt>
                <dd><time dir="ltr" datetime=machine_time>{time}</time></dd>
            </dl>
            <p>{labels.hint}</p>
        </section>
    }
}
