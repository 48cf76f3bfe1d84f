//! Who may speak to the command: the browser that opened the address which the terminal shows. The
//! address holds a ticket that works once; for it the browser gets a key, which the page shows with
//! everything that it asks.
//!
//! The ticket may be seen in the list of processes and in the browser's history, where it is worth
//! nothing once it was used. The key is in neither: it goes to the page in the fragment of a redirect.

use std::sync::{Mutex, PoisonError};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::entropy::{Entropy, Unavailable};

/// The door of one run of the command.
#[derive(Debug)]
pub(crate) struct Door {
    key: Secret,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    ticket: Option<Secret>,
    is_open: bool,
}

struct Secret(String);

impl Door {
    /// A door with a new key and a new ticket.
    pub(crate) fn new(entropy: &dyn Entropy) -> Result<Self, Unavailable> {
        Ok(Self {
            key: Secret::draw(entropy)?,
            state: Mutex::new(State {
                ticket: Some(Secret::draw(entropy)?),
                is_open: true,
            }),
        })
    }

    /// The ticket for the address that the terminal shows; nothing once it was used.
    pub(crate) fn ticket(&self) -> Option<String> {
        self.with(|state| Some(state.ticket.as_ref()?.0.clone()))
    }

    /// A new ticket in place of the one that was used.
    pub(crate) fn renew_ticket(&self, entropy: &dyn Entropy) -> Result<(), Unavailable> {
        let ticket = Secret::draw(entropy)?;
        self.with(|state| state.ticket = Some(ticket));
        Ok(())
    }

    /// The key for the ticket, once.
    pub(crate) fn enter(&self, ticket: &str) -> Option<&str> {
        let entered = self.with(|state| {
            let fits = state.ticket.as_ref().is_some_and(|it| it.is(ticket));
            if fits {
                state.ticket = None;
            }
            fits && state.is_open
        });
        entered.then_some(self.key.0.as_str())
    }

    /// Whether this is the key, and the door still open.
    pub(crate) fn admits(&self, key: &str) -> bool {
        self.key.is(key) && self.with(|state| state.is_open)
    }

    /// From now on nobody is admitted.
    pub(crate) fn close(&self) {
        self.with(|state| state.is_open = false);
    }

    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Secret {
    fn draw(entropy: &dyn Entropy) -> Result<Self, Unavailable> {
        let mut bytes = [0; 32];
        entropy.fill(&mut bytes)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    fn is(&self, other: &str) -> bool {
        verify_slices_are_equal(self.0.as_bytes(), other.as_bytes()).is_ok()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use super::*;

    fn counting() -> impl Entropy {
        let next = AtomicU8::new(1);
        move |out: &mut [u8]| {
            out.fill(next.fetch_add(1, Ordering::Relaxed));
            Ok(())
        }
    }

    #[test]
    fn a_ticket_works_once_and_gives_the_key() {
        let entropy = counting();
        let door = Door::new(&entropy).unwrap();
        let ticket = door.ticket().unwrap();
        assert_eq!(ticket, URL_SAFE_NO_PAD.encode([2; 32]));
        assert_eq!(door.enter("another"), None);
        let key = door.enter(&ticket).unwrap();
        assert_eq!(key, URL_SAFE_NO_PAD.encode([1; 32]));
        assert_eq!(door.enter(&ticket), None);
        assert_eq!(door.ticket(), None);

        door.renew_ticket(&entropy).unwrap();
        assert_eq!(door.enter(&ticket), None);
        assert_eq!(door.enter(&door.ticket().unwrap()), Some(key));
    }

    #[test]
    fn only_the_key_is_admitted_and_nobody_after_the_end() {
        let door = Door::new(&counting()).unwrap();
        let ticket = door.ticket().unwrap();
        assert!(!door.admits(&ticket) && !door.admits(""));
        let key = door.enter(&ticket).unwrap().to_owned();
        assert!(door.admits(&key));
        door.close();
        assert!(!door.admits(&key));
        assert_eq!(format!("{:?}", door.key), "Secret(…)");
    }
}
