//! Messages between the tabs of this origin, as JSON. Knows nothing of what they say.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::browser::{BrowserError, Feature};
use crate::json;

/// Hears and says messages of one name until it is dropped. It does not hear itself.
pub(crate) struct Channel {
    inner: BroadcastChannel,
    _listener: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Begins to listen. What is not a `T` comes from another version of this page and is let pass.
    pub(crate) fn open<T: DeserializeOwned>(
        name: &str,
        mut on_message: impl FnMut(T) + 'static,
    ) -> Result<Self, BrowserError> {
        let inner = BroadcastChannel::new(name)
            .map_err(|e| BrowserError::refused(Feature::BroadcastChannel, &e))?;
        let listener = Closure::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Some(message) = json::read(&text) {
                on_message(message);
            }
        });
        inner.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        Ok(Self {
            inner,
            _listener: listener,
        })
    }

    /// Says `message` to every other tab that listens.
    pub(crate) fn post<T: Serialize>(&self, message: &T) -> Result<(), BrowserError> {
        let text = json::write(message).unwrap_or_default();
        self.inner
            .post_message(&text.into())
            .map_err(|e| BrowserError::refused(Feature::BroadcastChannel, &e))
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.close();
    }
}
