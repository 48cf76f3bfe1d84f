//! What the tabs that share a session tell each other.

use serde::{Deserialize, Serialize};

use crate::token_store::TokenStore;
use crate::tokens::Generation;

/// One thing told to every other tab.
#[derive(Serialize, Deserialize)]
pub(super) enum Message {
    /// Who has something later than this?
    Asked { session: String, number: u32 },
    /// The session has ended.
    Ended { session: String },
    /// The session's tokens are these now.
    Refreshed { generation: String },
}

/// Takes a message in; what it gives back is the answer to it.
pub(super) fn heard(store: &TokenStore, message: Message) -> Option<Message> {
    let held = store.load()?;
    match message {
        Message::Asked { session, number } => (held.session == session && held.number > number)
            .then(|| Message::Refreshed {
                generation: held.to_json_with_secrets(),
            }),
        Message::Ended { session } => {
            if held.session == session {
                // The next use finds the session ended at the server too.
                let _cleared = store.clear();
            }
            None
        }
        Message::Refreshed { generation } => {
            let told = Generation::from_stored_json(&generation).ok()?;
            if told.session == held.session && told.number > held.number {
                // A tab that cannot store it asks for it again.
                let _stored = store.store(&told);
            }
            None
        }
    }
}
