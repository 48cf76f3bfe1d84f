//! One labelled field of the form, drawn after its row in the table.

use leptos::{html, prelude::*};

use crate::client::fields::{Field, Kind};

/// A label, its control and its hint.
pub(super) fn field(field: &'static Field) -> impl IntoView {
    let label = || html::label().r#for(field.id).child(field.label);
    let control = match field.kind {
        Kind::Flag => {
            return html::div()
                .class("v-field v-flag")
                .child((
                    html::input().id(field.id).r#type("checkbox").value("1"),
                    label(),
                    hint(field),
                ))
                .into_any();
        }
        Kind::Choice(options) => choice(field, options).into_any(),
        Kind::Text | Kind::List => input(field, "text", "text").into_any(),
        // Not type=url: a person may be half-way through, and the run says what is wrong better.
        Kind::Url => input(field, "text", "url").into_any(),
        Kind::Number => input(field, "text", "numeric").into_any(),
        Kind::Secret => input(field, "password", "text").into_any(),
    };
    html::div()
        .class("v-field")
        .child((label(), control, hint(field)))
        .into_any()
}

fn input(field: &'static Field, kind: &'static str, mode: &'static str) -> impl IntoView {
    html::input()
        .id(field.id)
        .r#type(kind)
        .inputmode(mode)
        .autocapitalize("none")
        .autocomplete("off")
        .spellcheck("false")
        .attr("aria-describedby", described_by(field))
}

fn choice(
    field: &'static Field,
    options: &'static [(&'static str, &'static str)],
) -> impl IntoView {
    let options: Vec<_> = options
        .iter()
        .map(|(value, label)| html::option().value(*value).child(*label))
        .collect();
    html::select()
        .id(field.id)
        .attr("aria-describedby", described_by(field))
        .child(options)
}

fn hint(field: &'static Field) -> Option<impl IntoView> {
    let id = described_by(field)?;
    Some(html::p().id(id).class("v-muted").child(field.hint))
}

fn described_by(field: &Field) -> Option<String> {
    (!field.hint.is_empty()).then(|| format!("{}-hint", field.id))
}
