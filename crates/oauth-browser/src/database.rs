//! IndexedDB, as far as this crate needs it: two stores, one request at a time. Knows nothing of
//! what it keeps.

use std::time::Duration;

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::Function;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Event, IdbDatabase, IdbIndexParameters, IdbObjectStore, IdbObjectStoreParameters, IdbRequest,
    IdbTransactionMode,
};

use crate::browser::{BrowserError, Feature, window};
use crate::clock::sleep;

const NAME: &str = "oauth-browser";
const VERSION: u32 = 1;
/// Databases that never answer exist: a browser's fault, but not a reason to hang.
const PATIENCE: Duration = Duration::from_secs(10);

/// What has been used up: records `{id, name}` in the order made, no two with the same `id`.
pub(crate) const USED: &str = "used";
/// Keys that cannot be exported, by name.
pub(crate) const KEYS: &str = "keys";
/// The unique index of [`USED`].
pub(crate) const BY_ID: &str = "id";
/// The other index of [`USED`].
pub(crate) const BY_NAME: &str = "name";

/// An open connection; closed when dropped.
pub(crate) struct Database(IdbDatabase);

impl Database {
    pub(crate) async fn open() -> Result<Self, BrowserError> {
        let factory = window()?
            .indexed_db()
            .map_err(|e| refused(&e))?
            .ok_or(BrowserError::Missing(FEATURE))?;
        let request = factory
            .open_with_u32(NAME, VERSION)
            .map_err(|e| refused(&e))?;
        let upgrade = Closure::once({
            let request = request.clone();
            move |_event: Event| {
                // A store that could not be made shows itself in the first transaction that names
                // it.
                let _made = request
                    .result()
                    .and_then(|database| create_stores(&database.unchecked_into()));
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let database: IdbDatabase = settled(&request).await?.unchecked_into();
        Ok(Self(database))
    }

    /// One request in a transaction of its own.
    pub(crate) async fn read(
        &self,
        store: &str,
        ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<JsValue, BrowserError> {
        self.request(store, IdbTransactionMode::Readonly, ask).await
    }

    /// One request that changes something, in a transaction of its own.
    pub(crate) async fn write(
        &self,
        store: &str,
        ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<JsValue, BrowserError> {
        self.request(store, IdbTransactionMode::Readwrite, ask)
            .await
    }

    async fn request(
        &self,
        store: &str,
        mode: IdbTransactionMode,
        ask: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
    ) -> Result<JsValue, BrowserError> {
        let request = self
            .0
            .transaction_with_str_and_mode(store, mode)
            .and_then(|transaction| transaction.object_store(store))
            .and_then(|store| ask(&store))
            .map_err(|e| refused(&e))?;
        settled(&request).await
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

const FEATURE: Feature = Feature::IndexedDb;

fn create_stores(database: &IdbDatabase) -> Result<(), JsValue> {
    let numbered = IdbObjectStoreParameters::new();
    numbered.set_auto_increment(true);
    let used = database.create_object_store_with_optional_parameters(USED, &numbered)?;
    let unique = IdbIndexParameters::new();
    unique.set_unique(true);
    used.create_index_with_str_and_optional_parameters(BY_ID, BY_ID, &unique)?;
    used.create_index_with_str(BY_NAME, BY_NAME)?;
    database.create_object_store(KEYS)?;
    Ok(())
}

async fn settled(request: &IdbRequest) -> Result<JsValue, BrowserError> {
    let (sender, receiver) = oneshot::channel();
    let listener = Closure::once(move |event: Event| {
        // Handled here; otherwise some browsers report it to the window as well.
        event.prevent_default();
        // The receiver is gone only when nobody waits any more.
        let _unheard = sender.send(());
    });
    let callback: &Function = listener.as_ref().unchecked_ref();
    request.set_onsuccess(Some(callback));
    request.set_onerror(Some(callback));
    let heard = match select(receiver, Box::pin(sleep(PATIENCE))).await {
        Either::Left((heard, _)) => heard.is_ok(),
        Either::Right(_) => false,
    };
    request.set_onsuccess(None);
    request.set_onerror(None);
    if !heard {
        return Err(BrowserError::Refused(FEATURE, "TimeoutError".to_owned()));
    }
    match request.error() {
        Ok(None) => request.result().map_err(|e| refused(&e)),
        Ok(Some(error)) => Err(refused(&error)),
        Err(error) => Err(refused(&error)),
    }
}

fn refused(exception: &JsValue) -> BrowserError {
    BrowserError::refused(FEATURE, exception)
}
