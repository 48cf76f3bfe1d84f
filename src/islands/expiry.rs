//! Tells when a minute is left to decide, and when none is. The element is a live region, so both are
//! spoken.

use web_sys::HtmlElement;

use super::dom;

pub(super) fn expiry(host: &HtmlElement) -> Option<()> {
    let seconds = dom::seconds_of(host, "data-seconds")?;
    let host = host.clone();
    let mut told = "";
    dom::every_second(move || {
        let left = seconds.saturating_sub(dom::age());
        let tell = match left {
            0 => "data-over",
            1..60 => "data-soon",
            _ => return true,
        };
        if told != tell {
            told = tell;
            dom::set(&host, "data-urgent", "");
            dom::write(&host, &dom::text_of(&host, tell));
        }
        left > 0
    });
    Some(())
}
