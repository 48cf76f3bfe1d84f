//! What an app must remember while its user is at the authorization server: kept in the tab, taken
//! once, by `state`.
//!
//! Back, reload, a duplicated tab and a double callback all take the same entry; exactly one of
//! them gets it. Knows nothing of the entry's content.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use crate::browser::{BrowserError, Feature, window};
use crate::entropy::unique_name;
use crate::json;
use crate::used;

const KEY: &str = "oauth-browser.transactions";
/// Sign-ins that one tab can have under way; what was abandoned longest ago is forgotten.
const CAPACITY: usize = 8;

/// The one-shot store of this tab.
#[derive(Clone, Debug)]
pub struct TransactionStore {
    storage: Storage,
}

impl TransactionStore {
    /// Opens the store of this tab.
    pub fn open() -> Result<Self, BrowserError> {
        let storage = window()?.session_storage().map_err(|e| refused(&e))?;
        storage
            .map(|storage| Self { storage })
            .ok_or(BrowserError::Missing(FEATURE))
    }

    /// Remembers `value` until it is taken by `state`, in place of what was remembered by that
    /// state.
    pub fn put<T: Serialize>(&self, state: &str, value: &T) -> Result<(), TransactionError> {
        let mut entries = self.entries();
        entries.retain(|entry| entry.state != state);
        let id = unique_name().map_err(|_| BrowserError::Missing(Feature::WebCrypto))?;
        let value = json::write(value).ok_or(TransactionError::Damaged)?;
        entries.push(Entry {
            id,
            state: state.to_owned(),
            value,
        });
        let surplus = entries.len().saturating_sub(CAPACITY);
        entries.drain(..surplus);
        self.write(&entries)
    }

    /// Takes what was remembered by `state`. No second call gets it, in this tab or in a copy of
    /// it.
    pub async fn take<T: DeserializeOwned>(&self, state: &str) -> Result<T, TransactionError> {
        let mut entries = self.entries();
        let name = format!("transaction:{state}");
        let Some(position) = entries.iter().position(|entry| entry.state == state) else {
            let used = used::was_claimed(&name).await?;
            return Err(if used {
                TransactionError::AlreadyUsed
            } else {
                TransactionError::Unknown
            });
        };
        let entry = entries.remove(position);
        self.write(&entries)?;
        if !used::claim(&format!("transaction:{}", entry.id), &name).await? {
            return Err(TransactionError::AlreadyUsed);
        }
        json::read(&entry.value).ok_or(TransactionError::Damaged)
    }

    /// Whether a transaction waits for `state` in this tab; it stays there.
    pub fn contains(&self, state: &str) -> bool {
        self.entries().iter().any(|entry| entry.state == state)
    }

    /// Unreadable storage holds nothing: it is not worth more than a sign-in begun again.
    fn entries(&self) -> Vec<Entry> {
        let text = self
            .storage
            .get_item(KEY)
            .ok()
            .flatten()
            .unwrap_or_default();
        json::read(&text).unwrap_or_default()
    }

    fn write(&self, entries: &[Entry]) -> Result<(), TransactionError> {
        let text = json::write(entries).ok_or(TransactionError::Damaged)?;
        Ok(self.storage.set_item(KEY, &text).map_err(|e| refused(&e))?)
    }
}

/// Why there is no transaction for a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransactionError {
    /// It was taken before: by Back, a reload, a second tab or a callback that came twice.
    AlreadyUsed,
    /// The browser withholds its storage.
    Browser(BrowserError),
    /// It cannot be written or read as the type asked for.
    Damaged,
    /// Nothing in this tab waits for this state.
    Unknown,
}

impl TransactionError {
    /// What its reader can do, in plain text.
    pub fn help(&self) -> &'static str {
        match self {
            Self::AlreadyUsed => {
                "This answer of the server was used before, so it was not used again (Back, reload \
                 or a second tab). Nothing is lost; start again to sign in anew."
            }
            Self::Browser(error) => error.help(),
            Self::Damaged => {
                "Start again; another version of this page may have written what it remembers."
            }
            Self::Unknown => {
                "Start again, and finish in the tab where you began. If you did, the address you \
                 began at has another origin than the redirect URI (localhost and 127.0.0.1 \
                 differ)."
            }
        }
    }
}

impl From<BrowserError> for TransactionError {
    fn from(error: BrowserError) -> Self {
        Self::Browser(error)
    }
}

impl fmt::Display for TransactionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyUsed => f.write_str("this sign-in was finished before"),
            Self::Browser(error) => error.fmt(f),
            Self::Damaged => f.write_str("what was remembered of this sign-in cannot be read"),
            Self::Unknown => f.write_str("no sign-in in this tab waits for this answer"),
        }
    }
}

impl std::error::Error for TransactionError {}

const FEATURE: Feature = Feature::SessionStorage;

fn refused(exception: &wasm_bindgen::JsValue) -> BrowserError {
    BrowserError::refused(FEATURE, exception)
}

#[derive(Serialize, Deserialize)]
struct Entry {
    /// Tells this entry from every other, also from one with the same state.
    id: String,
    state: String,
    /// As JSON.
    value: String,
}
