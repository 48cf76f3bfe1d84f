//! Tells when a minute is left to decide, and when none is. The element is a live region, so both are
//! spoken.

use web_sys::HtmlElement;

use super::dom;

pub(super) fn expiry(host: &HtmlElement) -> Option<()> {
    let seconds: f64 = dom::text_of(host, "data-seconds").parse().ok()?;
    let host = host.clone();
    let mut told = "";
    dom::every_second(move || {
        let left = seconds - dom::age();
        let tell = match left {
            left if left <= 0.0 => "data-over",
            left if left < 60.0 => "data-soon",
            _ => return true,
        };
        if told != tell {
            told = tell;
            dom::set(&host, "data-urgent", "");
            dom::write(&host, &dom::text_of(&host, tell));
        }
        left > 0.0
    });
    Some(())
}
