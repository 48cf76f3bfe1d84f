//! Authorization in a popup: the window that asks, and the landing page that hands the answer back.
//!
//! The answer travels by BroadcastChannel, which a server's Cross-Origin-Opener-Policy cannot cut,
//! unlike `window.opener`. Knows nothing of what the answer means.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use web_sys::{Storage, UrlSearchParams, Window};

use crate::browser::{BrowserError, Feature, window};
use crate::cancel::Cancel;
use crate::channel::Channel;
use crate::clock::sleep;
use crate::navigation::{CallbackParts, NavigationError, checked};

const CHANNEL: &str = "oauth-browser.popup";
const KEY: &str = "oauth-browser.popups";
/// Popups that can wait for an answer at once; those abandoned longest ago are forgotten.
const CAPACITY: usize = 8;
const FEATURES: &str = "popup,width=480,height=720";
const TICK: Duration = Duration::from_millis(100);
/// How long a landing page waits for someone to take its answer.
const HANDOVER_TICKS: u32 = 20;
/// How long the popup must have looked closed, while its user looks at this page, to count as
/// closed. A page with a Cross-Origin-Opener-Policy looks closed too, but its user looks at it and
/// not at this page.
const CLOSED_TICKS: u32 = 20;

/// A popup window that was opened and waits to be sent somewhere. It closes when this is dropped:
/// no failure leaves an empty window behind.
#[derive(Debug)]
pub struct Popup {
    inner: Window,
}

impl Popup {
    /// Opens an empty popup. Call it in the click itself: browsers block what opens later.
    pub fn open() -> Result<Self, PopupError> {
        match window()?.open_with_url_and_target_and_features("about:blank", "_blank", FEATURES) {
            Ok(Some(inner)) => {
                // No page that the popup visits can send this one elsewhere.
                let _kept = inner.set_opener(&JsValue::NULL);
                Ok(Self { inner })
            }
            Ok(None) | Err(_) => Err(PopupError::Blocked),
        }
    }

    /// Sends the popup to the authorization request `url`, and waits until its landing page hands
    /// over the answer with this `state`, its user closes it, or `cancel` is pulled. The popup is
    /// closed in any case, also when this future is dropped.
    pub async fn authorize(
        self,
        url: &str,
        state: &str,
        cancel: &Cancel,
    ) -> Result<CallbackParts, PopupError> {
        self.exchange(url, state, cancel).await
    }

    /// Closes it, when it is not needed after all.
    pub fn close(self) {
        drop(self);
    }

    async fn exchange(
        &self,
        url: &str,
        state: &str,
        cancel: &Cancel,
    ) -> Result<CallbackParts, PopupError> {
        let url = checked(url)?;
        let _waiting = Waiting::begin(state)?;
        let answer = Rc::new(RefCell::new(None));
        let channel = Channel::open(CHANNEL, {
            let (answer, state) = (Rc::clone(&answer), state.to_owned());
            move |message: Value| {
                if let Some(parts) = answer_to(&state, &message) {
                    *answer.borrow_mut() = Some(parts);
                }
            }
        })?;
        let refused = |e| BrowserError::refused(Feature::Navigation, &e);
        self.inner.location().set_href(&url).map_err(refused)?;
        let mut closed_ticks = 0;
        loop {
            if let Some(parts) = answer.borrow_mut().take() {
                channel.post(&json!({"state": state, "taken": true}))?;
                return Ok(parts);
            }
            if cancel.is_cancelled() {
                return Err(PopupError::Cancelled);
            }
            closed_ticks = if self.looks_closed() {
                closed_ticks + 1
            } else {
                0
            };
            if closed_ticks > CLOSED_TICKS {
                return Err(PopupError::Closed);
            }
            sleep(TICK).await;
        }
    }

    fn looks_closed(&self) -> bool {
        let here = window().ok().and_then(|window| window.document());
        self.inner.closed().unwrap_or(true)
            && here.and_then(|page| page.has_focus().ok()).unwrap_or(true)
    }
}

impl Drop for Popup {
    fn drop(&mut self) {
        // An unanswered close leaves a window that its user can close.
        let _closed = self.inner.close();
    }
}

/// What became of an answer on a landing page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Delivery {
    /// A page waited for it and has taken it; this window can be closed.
    Delivered,
    /// No popup waits for this state: the answer is for this page itself.
    NotForAPopup,
    /// A popup was opened for it, but the page that opened it is gone.
    Orphaned,
}

/// On the landing page: hands the answer to the page that opened this popup, if it came from one.
pub async fn deliver(parts: &CallbackParts) -> Result<Delivery, BrowserError> {
    let Some(state) = Waiting::find(parts)? else {
        return Ok(Delivery::NotForAPopup);
    };
    let taken = Rc::new(Cell::new(false));
    let channel = Channel::open(CHANNEL, {
        let (taken, state) = (Rc::clone(&taken), state.clone());
        move |message: Value| {
            if is_about(&state, &message) && message.get("taken").is_some() {
                taken.set(true);
            }
        }
    })?;
    channel.post(&json!({
        "state": state.as_str(),
        "query": parts.query.as_str(),
        "fragment": parts.fragment.as_str(),
    }))?;
    for _ in 0..HANDOVER_TICKS {
        if taken.get() {
            return Ok(Delivery::Delivered);
        }
        sleep(TICK).await;
    }
    Waiting::end(&state)?;
    Ok(Delivery::Orphaned)
}

/// Why a popup brought no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PopupError {
    /// The browser opened none.
    Blocked,
    /// The browser lacks something, or refuses it.
    Browser(BrowserError),
    /// The one who called cancelled.
    Cancelled,
    /// Its user closed it.
    Closed,
    /// The address is not one to send a user to.
    UncheckedAddress,
}

impl PopupError {
    /// What its reader can do, in plain text.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Blocked => "Allow popups for this site, or sign in without a popup.",
            Self::Browser(error) => error.help(),
            Self::Cancelled | Self::Closed => "Start again and finish in the window that opens.",
            Self::UncheckedAddress => "Use an https address, or http on this computer.",
        }
    }
}

impl From<BrowserError> for PopupError {
    fn from(error: BrowserError) -> Self {
        Self::Browser(error)
    }
}

impl From<NavigationError> for PopupError {
    fn from(error: NavigationError) -> Self {
        match error {
            NavigationError::Browser(error) => Self::Browser(error),
            NavigationError::UncheckedAddress => Self::UncheckedAddress,
        }
    }
}

impl fmt::Display for PopupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blocked => f.write_str("the browser blocked the popup"),
            Self::Browser(error) => error.fmt(f),
            Self::Cancelled => f.write_str("signing in was cancelled"),
            Self::Closed => f.write_str("the popup was closed before it was finished"),
            Self::UncheckedAddress => NavigationError::UncheckedAddress.fmt(f),
        }
    }
}

impl std::error::Error for PopupError {}

fn is_about(state: &str, message: &Value) -> bool {
    message.get("state").and_then(Value::as_str) == Some(state)
}

/// The answer in a message, if it is the one with this state.
fn answer_to(state: &str, message: &Value) -> Option<CallbackParts> {
    let text = |name: &str| Some(message.get(name)?.as_str()?.to_owned());
    Some(CallbackParts {
        query: text("query").filter(|_| is_about(state, message))?,
        fragment: text("fragment")?,
    })
}

/// The states that popups wait for, where a landing page of this origin can see them whatever
/// became of its opener.
struct Waiting {
    state: String,
}

impl Waiting {
    fn begin(state: &str) -> Result<Self, BrowserError> {
        let storage = Self::storage()?;
        let mut states = Self::states(&storage);
        states.retain(|waiting| waiting != state);
        states.push(state.to_owned());
        let surplus = states.len().saturating_sub(CAPACITY);
        states.drain(..surplus);
        Self::write(&storage, &states)?;
        Ok(Self {
            state: state.to_owned(),
        })
    }

    fn find(parts: &CallbackParts) -> Result<Option<String>, BrowserError> {
        let states = Self::states(&Self::storage()?);
        let answered = |text: &str| UrlSearchParams::new_with_str(text).ok()?.get("state");
        let state = answered(&parts.query).or_else(|| answered(&parts.fragment));
        Ok(state.filter(|state| states.contains(state)))
    }

    fn end(state: &str) -> Result<(), BrowserError> {
        let storage = Self::storage()?;
        let mut states = Self::states(&storage);
        states.retain(|waiting| waiting != state);
        Self::write(&storage, &states)
    }

    fn storage() -> Result<Storage, BrowserError> {
        let storage = window()?
            .local_storage()
            .map_err(|e| BrowserError::refused(Feature::LocalStorage, &e))?;
        storage.ok_or(BrowserError::Missing(Feature::LocalStorage))
    }

    fn states(storage: &Storage) -> Vec<String> {
        let text = storage.get_item(KEY).ok().flatten().unwrap_or_default();
        crate::json::read(&text).unwrap_or_default()
    }

    fn write(storage: &Storage, states: &[String]) -> Result<(), BrowserError> {
        let text = crate::json::write(states).unwrap_or_default();
        storage
            .set_item(KEY, &text)
            .map_err(|e| BrowserError::refused(Feature::LocalStorage, &e))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // A state left behind is harmless: it was used, and only its own landing page looks for it.
        let _removed = Self::end(&self.state);
    }
}
