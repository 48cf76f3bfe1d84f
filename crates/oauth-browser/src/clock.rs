//! The clock: the one place in the browser that reads it, and how far it is off by a server's
//! `Date`.

use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use oauth_proto::time::Timestamp;

use crate::browser::window;

/// Now, in whole seconds since 1970, as this computer believes.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge that reads the clock for everything above it"
)]
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float cast saturates, and whole seconds are what is wanted"
)]
pub fn now() -> Timestamp {
    Timestamp::from_unix((js_sys::Date::now() / 1000.0) as i64)
}

/// Now, in milliseconds since 1970: for showing when things happened, not for judging them.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge that reads the clock for everything above it"
)]
pub fn milliseconds_since_1970() -> f64 {
    js_sys::Date::now()
}

/// How many seconds the server's clock is ahead of `now` (negative: behind), where its `Date`
/// header can be read. Across origins a browser shows that header only when the server exposes it.
pub fn skew<T>(response: &http::Response<T>, now: Timestamp) -> Option<i64> {
    Some(server_date(response)?.since(now))
}

/// The server's `Date` header, where it can be read.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float cast saturates; dates have whole seconds"
)]
pub fn server_date<T>(response: &http::Response<T>) -> Option<Timestamp> {
    let text = response.headers().get(http::header::DATE)?.to_str().ok()?;
    let milliseconds = js_sys::Date::parse(text);
    milliseconds
        .is_finite()
        .then(|| Timestamp::from_unix((milliseconds / 1000.0) as i64))
}

/// Measures how long something takes, on a clock that never jumps.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    started: f64,
}

impl Stopwatch {
    /// Starts.
    pub fn start() -> Self {
        Self {
            started: monotonic_milliseconds(),
        }
    }

    /// Milliseconds since the start; 0 where the browser measures nothing.
    pub fn milliseconds(self) -> f64 {
        (monotonic_milliseconds() - self.started).max(0.0)
    }
}

/// Waits, for 24 days at most. A sleeping tab wakes late, never in a burst.
pub async fn sleep(duration: Duration) {
    // Browsers read a longer delay as a negative one, which has passed already.
    const LONGEST: u32 = i32::MAX.unsigned_abs();
    let milliseconds = u32::try_from(duration.as_millis()).unwrap_or(LONGEST);
    TimeoutFuture::new(milliseconds.min(LONGEST)).await;
}

fn monotonic_milliseconds() -> f64 {
    window()
        .ok()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}
