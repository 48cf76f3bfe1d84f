//! The place where a session's tokens are kept: in memory, in the tab, or the one that refreshes in a worker, as
//! the app has chosen. Knows nothing of the protocol.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Storage;

use crate::app::App;
use crate::browser::{BrowserError, Feature, window};
use crate::token_storage::TokenStorage;
use crate::token_worker::{Handover, TokenWorker};
use crate::tokens::Generation;

/// The place where one app keeps the tokens of its session.
#[derive(Clone, Debug)]
pub(crate) enum TokenStore {
    Memory(Rc<RefCell<Option<Generation>>>),
    Session { storage: Storage, key: String },
    Worker(Rc<Shared>),
}

/// What is left in the page of a session whose refresh token a worker has.
#[derive(Debug)]
pub(crate) struct Shared {
    worker: TokenWorker,
    app: App,
    kept: RefCell<Option<Generation>>,
}

impl TokenStore {
    pub(crate) fn open(app: &App) -> Result<Self, BrowserError> {
        Ok(match &app.storage {
            TokenStorage::Memory => Self::Memory(Rc::default()),
            TokenStorage::Session => {
                let storage = window()?.session_storage().map_err(|e| refused(&e))?;
                let storage = storage.ok_or(BrowserError::Missing(FEATURE))?;
                Self::Session {
                    storage,
                    key: ["oauth-browser.session.", &app.name()].concat(),
                }
            }
            TokenStorage::Worker(script) => Self::Worker(Rc::new(Shared {
                worker: TokenWorker::start(script)?,
                app: app.clone(),
                kept: RefCell::default(),
            })),
        })
    }

    /// What is kept. What cannot be read counts as nothing: it is not worth more than a sign-in
    /// begun again.
    pub(crate) fn load(&self) -> Option<Generation> {
        match self {
            Self::Memory(kept) => kept.borrow().clone(),
            Self::Session { storage, key } => {
                let text = storage.get_item(key).ok().flatten()?;
                Generation::from_stored_json(&text).ok()
            }
            Self::Worker(shared) => shared.kept.borrow().clone(),
        }
    }

    /// Keeps `generation`. A refresh token in it goes to the worker, where that is the choice.
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
            Self::Worker(shared) => shared.store(generation),
        }
    }

    /// Keeps nothing any more. What a worker has is for [`TokenStore::worker`].
    pub(crate) fn clear(&self) -> Result<(), BrowserError> {
        match self {
            Self::Memory(kept) => {
                *kept.borrow_mut() = None;
                Ok(())
            }
            Self::Session { storage, key } => storage.remove_item(key).map_err(|e| refused(&e)),
            Self::Worker(shared) => {
                *shared.kept.borrow_mut() = None;
                Ok(())
            }
        }
    }

    /// The worker that has the refresh token, where that is the choice.
    pub(crate) fn worker(&self) -> Option<&TokenWorker> {
        match self {
            Self::Worker(shared) => Some(&shared.worker),
            _ => None,
        }
    }
}

impl Shared {
    fn store(&self, generation: &Generation) -> Result<(), BrowserError> {
        let kept = Generation {
            tokens: generation.tokens.clone().without_refresh_token(),
            ..generation.clone()
        };
        if let Some(refresh_token) = generation.tokens.refresh_token() {
            self.worker.hold(&Handover {
                app: &self.app.name(),
                number: generation.number,
                shared: &kept.to_json_with_secrets(),
                ..Handover::new(&generation.session, refresh_token, &self.app.server)
            })?;
        }
        *self.kept.borrow_mut() = Some(kept);
        Ok(())
    }
}

const FEATURE: Feature = Feature::SessionStorage;

fn refused(exception: &wasm_bindgen::JsValue) -> BrowserError {
    BrowserError::refused(FEATURE, exception)
}
