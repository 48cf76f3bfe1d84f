//! Where a session's tokens are kept: in memory, or in the tab. Never in `localStorage`, which
//! outlives the session. Knows nothing of the protocol.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Storage;

use crate::browser::{BrowserError, Feature, window};
use crate::tokens::Generation;

/// Where to keep tokens. Whatever the choice, script that runs in this origin can use the session
/// while it runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenStorage {
    /// In memory: nothing to find later, on disk or by other scripts' reading of storage; a reload
    /// signs in anew.
    #[default]
    Memory,
    /// In `sessionStorage`: a reload keeps the session, and so does a duplicated tab; any script of
    /// this origin can read it, and a browser may write it to disk to restore tabs.
    Session,
}

/// The place where one app keeps the tokens of its session.
#[derive(Clone, Debug)]
pub(crate) enum TokenStore {
    Memory(Rc<RefCell<Option<Generation>>>),
    Session { storage: Storage, key: String },
}

impl TokenStore {
    /// `app` tells this app's session from those of other apps of this origin.
    pub(crate) fn open(choice: TokenStorage, app: &str) -> Result<Self, BrowserError> {
        Ok(match choice {
            TokenStorage::Memory => Self::Memory(Rc::default()),
            TokenStorage::Session => {
                let storage = window()?.session_storage().map_err(|e| refused(&e))?;
                let storage = storage.ok_or(BrowserError::Missing(FEATURE))?;
                Self::Session {
                    storage,
                    key: ["oauth-browser.session.", app].concat(),
                }
            }
        })
    }

    /// What is kept. What cannot be read counts as nothing: it is not worth more than a sign-in
    /// begun again.
    pub(crate) fn load(&self) -> Option<Generation> {
        match self {
            Self::Memory(kept) => kept.borrow().clone(),
            Self::Session { storage, key } => {
                let text = storage.get_item(key).ok().flatten()?;
                Generation::from_json(&text).ok()
            }
        }
    }

    pub(crate) fn store(&self, generation: &Generation) -> Result<(), BrowserError> {
        match self {
            Self::Memory(kept) => {
                *kept.borrow_mut() = Some(generation.clone());
                Ok(())
            }
            Self::Session { storage, key } => {
                let text = generation.to_json_with_secrets();
                storage.set_item(key, &text).map_err(|e| refused(&e))
            }
        }
    }

    pub(crate) fn clear(&self) -> Result<(), BrowserError> {
        match self {
            Self::Memory(kept) => {
                *kept.borrow_mut() = None;
                Ok(())
            }
            Self::Session { storage, key } => storage.remove_item(key).map_err(|e| refused(&e)),
        }
    }
}

const FEATURE: Feature = Feature::SessionStorage;

fn refused(exception: &wasm_bindgen::JsValue) -> BrowserError {
    BrowserError::refused(FEATURE, exception)
}
