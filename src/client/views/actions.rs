//! What can be done once a flow is done, and what each of it does.

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
            let hint = [action.id(), "-hint"].concat();
            html::li()
                .hidden(move || !abilities.with(|abilities| abilities.allow(action)))
                .child((
                    html::button()
                        .id(action.id())
                        .r#type("button")
                        .disabled(busy)
                        .attr("aria-describedby", hint.clone())
                        .on(ev::click, move |_| act(action))
                        .child(action.label()),
                    html::p().id(hint).class("v-muted").child(hint_of(action)),
                ))
        })
        .collect();
    html::section()
        .class("v-card")
        .attr("aria-labelledby", "next")
        .hidden(move || abilities.with(Abilities::none))
        .child((
            html::h2().id("next").child("What next"),
            html::ul().class("v-actions").child(buttons),
        ))
}

fn hint_of(action: Action) -> &'static str {
    match action {
        Action::Refresh => "Trades the refresh token for new tokens, and checks them.",
        Action::Userinfo => "Asks who signed in, with the access token.",
        Action::CallApi => "Sends the access token to the API of the settings.",
        Action::Revoke => {
            "Withdraws the tokens at the server. They stay here, to try that they are void."
        }
        Action::Logout => "Goes to the server to end its session too, and comes back.",
        Action::Again => "Forgets this run. The settings stay.",
    }
}
