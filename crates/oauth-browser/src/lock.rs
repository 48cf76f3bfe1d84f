//! Web Locks: one holder at a time among all tabs of the origin. Knows nothing of what is guarded.

use std::fmt;
use std::time::Duration;

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::browser::{BrowserError, Feature, window};
use crate::clock::sleep;

/// A lock held; dropping it lets the next one in. The browser frees it when the tab ends.
#[derive(Debug)]
pub struct Lock {
    _release: oneshot::Sender<()>,
}

/// Why a lock was not got.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LockError {
    /// The browser has no locks, or refuses them here.
    Browser(BrowserError),
    /// Another tab did not let go in time.
    Busy,
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Browser(error) => error.fmt(f),
            Self::Busy => {
                f.write_str("another tab is busy with the same and did not finish in time")
            }
        }
    }
}

impl std::error::Error for LockError {}

/// Waits, for `patience` at most, until no other holder of `name` is left in this origin.
pub async fn acquire(name: &str, patience: Duration) -> Result<Lock, LockError> {
    let locks = manager().map_err(LockError::Browser)?;
    let (granted, grant) = oneshot::channel();
    let (release, released) = oneshot::channel::<()>();
    // Called when the lock is ours; it stays ours until the promise given back settles, which it
    // does when `release` is dropped: at once, when nobody waits for the grant any more.
    let callback = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        let _nobody_waits = granted.send(());
        future_to_promise(async move {
            let _dropped = released.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let ended = JsFuture::from(locks.request(name, callback.unchecked_ref()));
    let granted_or_ended = select(grant, ended);
    match select(granted_or_ended, Box::pin(sleep(patience))).await {
        Either::Left((Either::Left((Ok(()), ended)), _)) => {
            // Someone must look at the promise, or a stolen lock is reported as an unhandled
            // rejection.
            wasm_bindgen_futures::spawn_local(async move {
                let _result = ended.await;
            });
            Ok(Lock { _release: release })
        }
        Either::Left((Either::Right((Err(exception), _)), _)) => Err(LockError::Browser(
            BrowserError::refused(Feature::WebLocks, &exception),
        )),
        Either::Left(_) => Err(LockError::Browser(BrowserError::Missing(Feature::WebLocks))),
        Either::Right(_) => Err(LockError::Busy),
    }
}

// web-sys has Web Locks only among its unstable parts, which would bind every build of the
// workspace to a flag.
#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, callback: &Function) -> Promise;
}

fn manager() -> Result<LockManager, BrowserError> {
    let missing = BrowserError::Missing(Feature::WebLocks);
    let locks =
        Reflect::get(&window()?.navigator(), &"locks".into()).map_err(|_| missing.clone())?;
    if locks.is_object() {
        Ok(locks.unchecked_into())
    } else {
        Err(missing)
    }
}
