//! The time of day for the views, as an argument that moves on.

use std::time::Duration;

use leptos::prelude::*;
use oauth_browser::clock;
use oauth_proto::time::Timestamp;

/// Often enough for what is told in minutes, and seldom enough to cost nothing.
const EVERY: Duration = Duration::from_secs(10);

/// Now, over and over.
pub(super) fn now() -> Signal<Timestamp> {
    let now = RwSignal::new(clock::now());
    // Without an interval the time stands still, which is told by no one; the page has greater troubles then.
    let _ = set_interval_with_handle(move || now.set(clock::now()), EVERY);
    now.into()
}
