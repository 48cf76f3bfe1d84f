//! A form that is under way, whoever sends it: a word about it, no second time, and possible again when
//! nothing came of it.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::HtmlElement;

use super::dom;

/// Nothing tells a page that its navigation came to nothing (an answer without content, a network
/// failure), so after this many milliseconds the person may try again.
const GIVE_UP: i32 = 8000;

/// A form that waits for its answer, or does not.
#[derive(Clone)]
pub(super) struct Pending {
    pub(super) host: HtmlElement,
    pub(super) form: Rc<str>,
    pub(super) is: Rc<Cell<bool>>,
    /// Runs while the browser is about to leave the page.
    timer: Rc<Cell<Option<i32>>>,
}

impl Pending {
    /// The form that `host` is for, not sent yet.
    pub(super) fn of(host: &HtmlElement) -> Self {
        Self {
            host: host.clone(),
            form: dom::text_of(host, "data-form").into(),
            is: Rc::default(),
            timer: Rc::default(),
        }
    }

    /// Says that it is under way, and lets it go out no second time.
    pub(super) fn begin(&self) {
        self.is.set(true);
        dom::write(&self.host, "");
        if let Some(said) = dom::put(&self.host, "p", &[]) {
            dom::write(&said, &dom::text_of(&self.host, "data-text"));
        }
        // Not now: a button that is disabled would not send its own name and value.
        let soon = self.clone();
        dom::after(0, move || soon.show());
    }

    /// The browser leaves the page, as far as a page can know.
    pub(super) fn leave(&self) {
        let late = self.clone();
        self.timer.set(dom::after(GIVE_UP, move || late.end()));
    }

    /// The page appears, new or again. A script that awaits the answer goes on doing so.
    pub(super) fn appear(&self) {
        let is_awaited = self.is.get() && self.timer.get().is_none();
        if !is_awaited {
            self.end();
        }
    }

    /// Lets the form go out again.
    pub(super) fn end(&self) {
        self.is.set(false);
        if let (Some(timer), Some(window)) = (self.timer.take(), dom::window()) {
            window.clear_timeout_with_handle(timer);
        }
        dom::write(&self.host, "");
        self.show();
    }

    fn show(&self) {
        for button in dom::all(&format!("#{} button[type=submit]", self.form)) {
            dom::toggle(&button, "disabled", self.is.get());
        }
    }
}
