//! How long trying again is of no use, counted down; and the word when it is over, which is spoken,
//! unlike the seconds before it.

use web_sys::HtmlElement;

use super::dom;

pub(super) fn wait(host: &HtmlElement) -> Option<()> {
    let seconds: f64 = dom::text_of(host, "data-seconds").parse().ok()?;
    let host = host.clone();
    let left = host.query_selector("[data-left]").ok()??;
    dom::every_second(move || {
        let remaining = (seconds - dom::age()).ceil();
        if remaining > 0.0 {
            dom::write(&left, &clock(remaining));
            return true;
        }
        dom::set(&host, "aria-live", "polite");
        dom::write(&host, &dom::text_of(&host, "data-over"));
        false
    });
    Some(())
}

/// `0:07`, `12:30`, `1:00:00`, as the page showed it at first.
fn clock(seconds: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast of a float saturates, and no wait is that long"
    )]
    let seconds = seconds as u32;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}
