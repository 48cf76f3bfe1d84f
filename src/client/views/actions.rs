//! What can be done once a flow is done.

use leptos::{ev, html, prelude::*};

use crate::client::run::{Abilities, Action};

/// One button for each action; those that this run does not allow are not shown.
pub(super) fn actions(
    abilities: RwSignal<Abilities>,
    busy: Signal<bool>,
    act: impl Fn(Action) + Copy + 'static,
) -> impl IntoView {
    let buttons: Vec<_> = Action::ALL
        .into_iter()
        .map(|action| {
            html::button()
                .id(action.id())
                .r#type("button")
                .hidden(move || !abilities.with(|abilities| abilities.allow(action)))
                .disabled(busy)
                .on(ev::click, move |_| act(action))
                .child(action.label())
        })
        .collect();
    html::section()
        .class("v-card")
        .attr("aria-labelledby", "next")
        .hidden(move || abilities.with(Abilities::none))
        .child((
            html::h2().id("next").child("What next"),
            html::div().class("v-buttons").child(buttons),
        ))
}
