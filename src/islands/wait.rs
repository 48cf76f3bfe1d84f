//! How long trying again is of no use, counted down; and the word when it is over, which is spoken,
//! unlike the seconds before it.

use web_sys::HtmlElement;

use super::dom;

pub(super) fn wait(host: &HtmlElement) -> Option<()> {
    let seconds = dom::seconds_of(host, "data-seconds")?;
    let host = host.clone();
    let left = host.query_selector("[data-left]").ok()??;
    dom::every_second(move || {
        let remaining = seconds.saturating_sub(dom::age());
        if remaining > 0 {
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
fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let padded = if seconds < 10 { "0" } else { "" };
    if hours == 0 {
        return format!("{minutes}:{padded}{seconds}");
    }
    let filled = if minutes < 10 { "0" } else { "" };
    format!("{hours}:{filled}{minutes}:{padded}{seconds}")
}
