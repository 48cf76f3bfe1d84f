//! The request that the form would send, as it is typed.

use std::cell::Cell;
use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};
use oauth_proto::secret::ClientSecret;
use web_sys::HtmlDetailsElement;

use super::document::{self, by_id};
use crate::client::{
    browser::Browser,
    preview::{self, Method, Value},
    settings::Settings,
    views::part::{Part, muted, part, sometimes},
};

/// The open or closed preview.
#[derive(Clone, Copy)]
pub(super) struct Preview {
    shown: RwSignal<Option<preview::Preview>>,
    /// Counts the updates, for only the last one counts.
    latest: StoredValue<Rc<Cell<u32>>, LocalStorage>,
}

impl Preview {
    /// Draws it into its place.
    pub(super) fn new() -> Self {
        let shown = RwSignal::new(None);
        if let Some(place) = by_id("preview-request") {
            mount_to(place, move || sometimes(move || Some(draw(shown.get())))).forget();
        }
        Self {
            shown,
            latest: StoredValue::new_local(Rc::default()),
        }
    }

    /// Draws it anew, where it can be seen.
    pub(super) fn update(self) {
        if !by_id::<HtmlDetailsElement>("preview").is_some_and(|it| it.open()) {
            return;
        }
        let latest = self.latest.get_value();
        let this = latest.get().wrapping_add(1);
        latest.set(this);
        let draft = document::read_form();
        let secret = document::secret().and_then(ClientSecret::parse);
        spawn_local(async move {
            let found = match Settings::parse(&draft, secret, &document::origin()) {
                Ok(settings) => preview::preview(&Browser::new(), &settings).await,
                Err(_) => None,
            };
            if latest.get() == this {
                self.shown.set(found);
            }
        });
    }
}

fn draw(preview: Option<preview::Preview>) -> Part {
    let Some(preview) = preview else {
        return muted(
            "Not yet: the server or the client is still missing, or a field is not right.",
        );
    };
    let (method, where_to) = match preview.method {
        Method::Navigate => ("GET", "The browser goes to the authorization endpoint."),
        Method::Push => (
            "POST",
            "Pushed to the server; the browser then goes there with what it gives in return.",
        ),
        Method::Post => ("POST", "Posted to the device authorization endpoint."),
    };
    let endpoint = preview.endpoint;
    let endpoint = endpoint
        .as_deref()
        .unwrap_or("(as the server’s metadata tells)");
    let line = part("code").text([method, " ", endpoint].concat());
    let parameters = preview.parameters.into_iter().flat_map(|(name, value)| {
        let value = match value {
            Value::Known(text) => part("span").text(text),
            Value::MadeAtStart => part("em").text("made at start"),
        };
        let meaning = part("span").class("v-muted").text(meaning(&name));
        [
            part("dt").child(part("code").text(name)),
            part("dd").attr("dir", "auto").child(value).child(meaning),
        ]
    });
    part("div")
        .child(muted(where_to))
        .child(part("p").class("v-line").child(line))
        .child(part("dl").class("v-facts").children(parameters))
}

fn meaning(name: &str) -> &'static str {
    match name {
        "response_type" => "asks for a code, never for tokens in the address",
        "client_id" => "which client asks",
        "redirect_uri" => "where the answer goes",
        "scope" => "what is asked for",
        "state" => "comes back unchanged: the answer belongs to this run",
        "nonce" => "comes back in the ID token: it was made for this run",
        "code_challenge" => "the hash of a secret that redeems the code",
        "code_challenge_method" => "how it was hashed",
        "response_mode" => "how the answer comes back",
        "audience" | "resource" => "for which API",
        "prompt" => "what must be asked, or must not",
        "max_age" => "how long ago a sign-in will do, in seconds",
        "acr_values" => "how strongly to sign in",
        "login_hint" => "who is expected",
        "ui_locales" => "in which languages",
        "dpop_jkt" => "the key that the tokens are bound to",
        _ => "sent as it is",
    }
}
