//! The submit of a form: once only, with a word that it is under way, and possible again when the
//! browser did not leave the page after all. Before the login form goes, what it carries is kept for
//! the error page's way back; credentials are not.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::HtmlElement;

use super::restart::save;
use super::{dom, fetch};

/// Nothing tells a page that its navigation came to nothing (an answer without content, a network
/// failure), so after this many milliseconds the person may try again.
const GIVE_UP: i32 = 8000;

/// A form that waits for its answer, or does not.
#[derive(Clone)]
pub(super) struct Pending {
    host: HtmlElement,
    form: Rc<str>,
    is: Rc<Cell<bool>>,
    timer: Rc<Cell<Option<i32>>>,
}

pub(super) fn submit(host: &HtmlElement) -> Option<()> {
    let window = dom::window()?;
    let pending = Pending {
        host: host.clone(),
        form: dom::text_of(host, "data-form").into(),
        is: Rc::default(),
        timer: Rc::default(),
    };
    let back = pending.clone();
    dom::listen(&window, "pageshow", move |_| back.end());
    dom::listen(&window, "submit", move |event| {
        if !dom::is_submit_of(&event, &pending.form) || event.default_prevented() {
            return;
        }
        if pending.is.get() {
            event.prevent_default();
            return;
        }
        pending.begin();
        if let Some(carried) = pending.host.get_attribute("data-carried") {
            save(&carried);
        }
        leave_out_the_unticked();
        if let Some(place) = fetch::place(&pending.form) {
            event.prevent_default();
            fetch::send(place, pending.clone());
        }
    });
    Some(())
}

impl Pending {
    fn begin(&self) {
        self.is.set(true);
        dom::write(&self.host, "");
        if let Some(said) = dom::put(&self.host, "p", &[]) {
            dom::write(&said, &dom::text_of(&self.host, "data-text"));
        }
        // Not now: a button that is disabled would not send its own name and value.
        let soon = self.clone();
        dom::after(0, move || soon.show());
        let late = self.clone();
        self.timer.set(dom::after(GIVE_UP, move || late.end()));
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

/// A ticked box sends `Y`; then the `N` that stands for an empty one has no place beside it.
fn leave_out_the_unticked() {
    let ticked = !dom::all("#remember:checked").is_empty();
    for unticked in dom::all("[data-unticked]") {
        dom::toggle(&unticked, "disabled", ticked);
    }
}
