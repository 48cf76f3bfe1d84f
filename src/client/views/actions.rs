//! What can be done once a flow is done, and what each of it does.

use leptos::prelude::*;

use super::part::{Part, button, card, muted, part};
use crate::client::run::{Abilities, Action};

/// One button for each action; those that this run does not allow are not shown. A run that was refused begins
/// again at its form.
pub(super) fn actions(
    abilities: RwSignal<Abilities>,
    busy: Signal<bool>,
    refused: Signal<bool>,
    act: impl Fn(Action) + Copy + 'static,
) -> Part {
    let buttons = Action::ALL.into_iter().map(|action| {
        let hint = [action.id(), "-hint"].concat();
        let hidden = move || !abilities.with(|abilities| abilities.allow(action));
        // Not `disabled`, which would take the focus away from the button that was just pressed.
        let waits = move || if busy.get() { "true" } else { "false" }.to_owned();
        let press = move || {
            if !busy.get_untracked() {
                act(action);
            }
        };
        part("li")
            .when("hidden", Signal::derive(hidden))
            .child(
                button(action.label(), press)
                    .attr("id", action.id())
                    .attr("aria-describedby", hint.clone())
                    .live_attr("aria-disabled", Signal::derive(waits)),
            )
            .child(muted(hint_of(action)).attr("id", hint))
    });
    card("next", "What next")
        .when(
            "hidden",
            Signal::derive(move || refused.get() || abilities.with(Abilities::none)),
        )
        .child(part("ul").class("v-actions").children(buttons))
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
