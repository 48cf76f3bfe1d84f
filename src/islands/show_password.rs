//! The button that shows passwords. It keeps its name and says by `aria-pressed` whether it is on; the
//! fields turn back to passwords on submit and when the page is left or comes back.

use std::cell::Cell;
use std::rc::Rc;

use web_sys::HtmlElement;

use super::dom;

pub(super) fn show_password(host: &HtmlElement) -> Option<()> {
    dom::write(host, "");
    let button = dom::put(
        host,
        "button",
        &[
            ("id", "show-password"),
            ("type", "button"),
            ("aria-controls", &dom::text_of(host, "data-for")),
            ("aria-pressed", "false"),
        ],
    )?;
    let name = dom::put(&button, "span", &[("class", "v-unseen")])?;
    dom::write(&name, &dom::text_of(host, "data-text"));

    let shown = Rc::new(Cell::new(false));
    let show = {
        let (host, button, shown) = (host.clone(), button.clone(), Rc::clone(&shown));
        move |on: bool| {
            for field in dom::fields_of(&host) {
                dom::set(&field, "type", if on { "text" } else { "password" });
            }
            dom::set(&button, "aria-pressed", if on { "true" } else { "false" });
            shown.set(on);
        }
    };
    let window = dom::window()?;
    for event in ["submit", "pagehide"] {
        let (show, shown) = (show.clone(), Rc::clone(&shown));
        dom::listen(&window, event, move |_| {
            if shown.get() {
                show(false);
            }
        });
    }
    dom::listen(&button, "click", move |_| show(!shown.get()));
    Some(())
}
