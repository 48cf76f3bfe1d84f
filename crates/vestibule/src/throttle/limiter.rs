//! So many attempts at once, then one in a while (the generic cell rate algorithm), out of a clock that may
//! be set back. It knows keys and time, not what is tried.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};

use super::key::Key;
use super::{Limit, Wait};
use crate::clock::Clock;

/// One limit, for each key by itself.
pub(super) struct Limiter {
    counts: Arc<Counts>,
    every: Duration,
    gcra: RateLimiter<Key, Shared, Steady, NoOpMiddleware<Duration>>,
    clock: Steady,
}

impl Limiter {
    pub(super) fn new(limit: Limit, clock: Steady) -> Self {
        let every = limit.every.max(Duration::from_nanos(1));
        let quota = Quota::with_period(every)
            .unwrap_or(Quota::per_second(NonZeroU32::MIN))
            .allow_burst(limit.burst);
        let counts = Arc::new(Counts::default());
        Self {
            gcra: RateLimiter::new(quota, Shared(Arc::clone(&counts)), clock.clone()),
            counts,
            every,
            clock,
        }
    }

    pub(super) fn attempt(&self, key: Key) -> Result<(Arc<Counts>, Key, Duration), Wait> {
        self.counts.sweep(self.clock.now());
        match self.gcra.check_key(&key) {
            Ok(()) => Ok((Arc::clone(&self.counts), key, self.every)),
            Err(not_until) => Err(Wait(not_until.wait_time_from(self.clock.now()))),
        }
    }
}

/// When each key's attempts are all made good again, in nanoseconds of the clock.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<HashMap<Key, u64>>);

/// So many keys are kept before those that are made good are looked for.
const SWEPT_FROM: usize = 4096;

impl Counts {
    pub(super) fn give_back(&self, key: &Key, every: Duration) {
        let every = u64::try_from(every.as_nanos()).unwrap_or(u64::MAX);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(key) {
            *count = count.saturating_sub(every);
        }
    }

    /// Forgets who has nothing left to make good. With every doubling only, so that a flood of keys
    /// does not make each attempt look at all of them.
    fn sweep(&self, now: Duration) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= SWEPT_FROM && counts.len() == counts.capacity() {
            let now = u64::try_from(now.as_nanos()).unwrap_or(u64::MAX);
            counts.retain(|_, count| *count > now);
        }
    }
}

struct Shared(Arc<Counts>);

impl StateStore for Shared {
    type Key = Key;

    fn measure_and_replace<T, F, E>(&self, key: &Key, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut counts = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (outcome, count) = decide(counts.get(key).copied().map(Nanos::from))?;
        counts.insert(*key, count.as_u64());
        Ok(outcome)
    }
}

/// A clock that never goes back, out of one that may: steps back count as no time at all.
#[derive(Clone)]
pub(super) struct Steady {
    clock: Arc<dyn Clock>,
    seen: Arc<Mutex<(SystemTime, Duration)>>,
}

impl Steady {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        let seen = Arc::new(Mutex::new((clock.now(), Duration::ZERO)));
        Self { clock, seen }
    }
}

impl GovernorClock for Steady {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let now = self.clock.now();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, passed) = *seen;
        let passed = passed.saturating_add(now.duration_since(last).unwrap_or_default());
        *seen = (now, passed);
        passed
    }
}
