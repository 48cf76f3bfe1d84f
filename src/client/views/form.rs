//! The form: groups of labelled fields, filled from the draft, read when it is sent.

use leptos::{ev, html, prelude::*};

use super::{
    document::{self, EXTRA},
    field,
};
use crate::client::{
    draft::Draft,
    fields::{FIELDS, Group},
};

/// The settings of a run and the button that starts it. It folds away once a run has begun.
pub(super) fn form(
    draft: RwSignal<Draft>,
    busy: Signal<bool>,
    begun: Signal<bool>,
    start: impl Fn() + 'static,
) -> impl IntoView {
    // The fields exist only after this view is mounted, so filling them is an effect.
    Effect::new(move |_| draft.with(document::write_form));
    html::details()
        .class("v-card v-settings")
        .open(move || !begun.get())
        .child((
            html::summary().child((
                html::h2().child("Settings"),
                html::span()
                    .class("v-muted")
                    .child(move || draft.with(summary)),
            )),
            html::form()
                .id("settings")
                .novalidate(true)
                .autocomplete("off")
                .on(ev::submit, move |event| {
                    event.prevent_default();
                    start();
                })
                .child((
                    html::div().class("v-groups").child(
                        Group::ALL
                            .into_iter()
                            .map(|it| group(it, draft))
                            .collect_view(),
                    ),
                    html::p().class("v-buttons").child(
                        html::button()
                            .id("start")
                            .class("v-primary")
                            .r#type("submit")
                            .disabled(busy)
                            .child("Start"),
                    ),
                )),
        ))
}

fn group(group: Group, draft: RwSignal<Draft>) -> impl IntoView {
    let fields = |basic| {
        FIELDS
            .iter()
            .filter(move |field| field.group == group && field.basic == basic)
            .map(field::field)
            .collect_view()
    };
    // Opened when it holds something already, so that no parameter works unseen.
    let open = draft.with_untracked(|draft| {
        let set = |field: &crate::client::fields::Field| {
            field.group == group && !field.basic && !draft.all(field.id).is_empty()
        };
        FIELDS.iter().any(set) || (group == Group::Request && !draft.extra().is_empty())
    });
    html::fieldset().child((
        html::legend().child(group.title()),
        html::p().class("v-muted").child(group.hint()),
        fields(true),
        html::details().class("v-more").open(open).child((
            html::summary().child(group.more()),
            fields(false),
            (group == Group::Request).then(extra),
        )),
    ))
}

fn extra() -> impl IntoView {
    html::div().class("v-field").child((
        html::label().r#for(EXTRA).child("Additional parameters"),
        html::textarea()
            .id(EXTRA)
            .rows(2)
            .spellcheck("false")
            .attr("aria-describedby", "extra-hint"),
        html::p()
            .id("extra-hint")
            .class("v-muted")
            .child("One name=value on each line."),
    ))
}

/// The closed form's one line: which server, which client.
fn summary(draft: &Draft) -> String {
    let server = ["issuer", "endpoint", "auth_url"].map(|id| draft.text(id));
    let server = server.into_iter().find(|text| !text.is_empty());
    let client = Some(draft.text("client_id")).filter(|text| !text.is_empty());
    [server, client]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}
