//! The client page's form: every parameter of a run under its heading, with a word of explanation. It is
//! drawn here, so that it is on the screen before the bundle, which fills it, reads it and tells what is
//! wrong with it (`client::views::form`). Until then nothing can be sent.

use leptos::{either::EitherOf4, prelude::*};

use super::presets::PRESETS;
use crate::client::fields::{FIELDS, Field, Group, Kind};

const GROUPS: [Heading; 4] = [
    Heading {
        group: Group::Server,
        title: "Server",
        hint: "Often the issuer is enough.",
        more: "More about the server",
        has: "a base without discovery, single endpoints",
    },
    Heading {
        group: Group::Client,
        title: "Client",
        hint: "As registered at the server.",
        more: "More about the client",
        has: "redirect URI, authentication",
    },
    Heading {
        group: Group::Request,
        title: "Request",
        hint: "Empty fields are not sent.",
        more: "More to ask for",
        has: "audience, prompt, PKCE, PAR, DPoP, any other parameter",
    },
    Heading {
        group: Group::Options,
        title: "Options",
        hint: "How this page goes about it.",
        more: "More options",
        has: "an API to call, another round, the result’s format",
    },
];

struct Heading {
    group: Group,
    title: &'static str,
    hint: &'static str,
    more: &'static str,
    /// What is folded away there.
    has: &'static str,
}

/// The settings of a run; `folded` where a run is under way already.
pub(super) fn form(folded: bool) -> impl IntoView {
    view! {
        <details class="v-card v-settings" open=!folded>
            <summary>
                <h2>"Settings"</h2>
                <span id="summary" class="v-muted"></span>
            </summary>
            <form id="settings" novalidate autocomplete="off" aria-label="Settings">
                {presets()}
                <div class="v-groups">{GROUPS.each_ref().map(group)}</div>
                {GROUPS.each_ref().map(more)}
                {preview()}
                {foot()}
            </form>
        </details>
    }
}

fn presets() -> impl IntoView {
    let buttons = PRESETS
        .iter()
        .map(|preset| {
            view! {
                <button type="button" data-preset=preset.to_query() data-note=preset.note>
                    {preset.name}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="v-presets" role="group" aria-labelledby="presets">
            <p id="presets">"Start from"</p>
            {buttons}
            <button id="undo" type="button" class="v-link" hidden>
                "Undo"
            </button>
            <p id="preset-note" class="v-muted" role="status">
                "Fills in what is known of a kind of server, and says what is left to fill."
            </p>
        </div>
    }
}

/// What most runs need of a group.
fn group(heading: &Heading) -> impl IntoView + use<> {
    view! {
        <fieldset>
            <legend>{heading.title}</legend>
            <p class="v-muted">{heading.hint}</p>
            {rows(heading.group, true)}
        </fieldset>
    }
}

/// The rest of it, folded away below all groups: many fields in a column of their own would leave the others empty.
fn more(heading: &Heading) -> impl IntoView + use<> {
    let extra = (heading.group == Group::Request).then(extra);
    view! {
        <details class="v-more">
            <summary>
                {heading.more} <span class="v-muted">{heading.has}</span>
            </summary>
            <fieldset class="v-groups" aria-label=heading.more>
                {rows(heading.group, false)} {extra}
            </fieldset>
        </details>
    }
}

fn rows(group: Group, basic: bool) -> impl IntoView {
    FIELDS
        .iter()
        .filter(|field| field.words.group == group && field.words.basic == basic)
        .map(row)
        .collect_view()
}

/// A label, its control, what it is for, and the place for what is wrong with it.
fn row(field: &'static Field) -> impl IntoView {
    let (hint, error) = (format!("{}-hint", field.id), format!("{}-error", field.id));
    let described_by = format!("{hint} {error}");
    let control = match field.kind {
        Kind::Flag => EitherOf4::A(view! {
            <input id=field.id type="checkbox" value="1" aria-describedby=described_by />
        }),
        Kind::Choice(values) => {
            let options = values
                .iter()
                .zip(field.words.choices)
                .map(|(value, label)| {
                    view! { <option value=*value>{*label}</option> }
                });
            EitherOf4::B(view! {
                <select id=field.id aria-describedby=described_by>
                    {options.collect_view()}
                </select>
            })
        }
        Kind::Secret => EitherOf4::C(view! {
            <input
                id=field.id
                type="password"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=described_by
            />
        }),
        Kind::Text | Kind::List | Kind::Url | Kind::Number => EitherOf4::D(view! {
            <input
                id=field.id
                type="text"
                inputmode=keyboard(field.kind)
                autocapitalize="none"
                autocomplete="off"
                spellcheck="false"
                list=(field.id == "format").then_some("formats")
                aria-describedby=described_by
            />
        }),
    };
    let formats = (field.id == "format").then(formats);
    let class = match field.kind {
        Kind::Flag => "v-field v-flag",
        _ => "v-field",
    };
    view! {
        <div class=class>
            <label for=field.id>{field.words.label}</label>
            {control}
            {formats}
            <p id=hint class="v-muted">
                {field.words.hint}
            </p>
            <p id=error class="v-error" hidden></p>
        </div>
    }
}

/// Not `type=url` and the like: a browser would refuse what the run explains better.
fn keyboard(kind: Kind) -> &'static str {
    match kind {
        Kind::Url => "url",
        Kind::Number => "numeric",
        _ => "text",
    }
}

fn formats() -> impl IntoView {
    let names = [
        "json-pretty",
        "json",
        "yaml",
        "table",
        "jsonpath=tokens.scope",
        "jsonpointer=/tokens/scope",
    ];
    let options = names.map(|name| view! { <option value=name></option> });
    view! { <datalist id="formats">{options}</datalist> }
}

/// Any other parameter of the authorization request, as rows that the bundle adds.
fn extra() -> impl IntoView {
    view! {
        <div class="v-field" role="group" aria-labelledby="extra-label" aria-describedby="extra-hint">
            <p id="extra-label" class="v-label">
                "Other parameters"
            </p>
            <p id="extra-hint" class="v-muted">
                "Sent on the first request as they are."
            </p>
            <div id="extra"></div>
            <p id="extra-error" class="v-error" hidden></p>
            <template id="extra-row">
                <div class="v-extra">
                    <input
                        type="text"
                        aria-label="Name"
                        aria-describedby="extra-error"
                        placeholder="name"
                        autocapitalize="none"
                        autocomplete="off"
                        spellcheck="false"
                    />
                    <input
                        type="text"
                        aria-label="Value"
                        placeholder="value"
                        autocapitalize="none"
                        autocomplete="off"
                        spellcheck="false"
                    />
                    <button type="button" data-remove aria-label="Remove this parameter">
                        "×"
                    </button>
                </div>
            </template>
            <button id="add-extra" type="button" class="v-link">
                "Add a parameter"
            </button>
        </div>
    }
}

fn preview() -> impl IntoView {
    view! {
        <details id="preview" class="v-more v-preview">
            <summary>
                "The request that will be sent "
                <span class="v-muted">"as the fields are now"</span>
            </summary>
            <div id="preview-request" aria-live="off"></div>
        </details>
    }
}

fn foot() -> impl IntoView {
    view! {
        <div class="v-foot">
            <button id="start" type="submit" class="v-primary" disabled>
                "Start"
            </button>
            <button id="link" type="button" disabled>
                "Copy link to these settings"
            </button>
            <div class="v-flag">
                <label for="remember">"Remember in this browser"</label>
                <input id="remember" type="checkbox" aria-describedby="remember-hint" />
                <p id="remember-hint" class="v-muted">
                    "Neither the client secret nor any token. "
                    <button id="forget" type="button" class="v-link" hidden>
                        "Forget them now"
                    </button>
                </p>
            </div>
            <p id="said" class="v-muted" role="status"></p>
        </div>
    }
}
