//! Slows down whoever guesses: so many wrong attempts at once, then one in a while. Right ones are
//! given back, so nobody waits who knows the password.
//!
//! It knows names, addresses and time; not what is guessed. The counts are in memory: a restart
//! forgives, and costs an attacker more than it gives.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_lc_rs::digest::{SHA256, digest};
use governor::clock::Clock as GovernorClock;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};

use crate::clock::Clock;

/// Wrong attempts, before each further one has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// So many at once.
    pub burst: NonZeroU32,
    /// Then one in so long a time.
    pub every: Duration,
}

/// All limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wrong passwords for one user name, from everywhere but where its owner has signed in lately; and
    /// from each address where they have.
    pub user: Limit,
    /// Wrong passwords from one address, whatever the name.
    pub address: Limit,
    /// Wrong device codes from one address.
    pub user_code: Limit,
    /// Wrong secrets for one client from one address.
    pub client: Limit,
    /// Wrong secrets from one address, whatever the client.
    pub clients_from: Limit,
    /// Device codes asked for from one address.
    pub device_codes_from: Limit,
    /// Letters wished for from one address.
    pub letters_from: Limit,
    /// Letters to one address.
    pub letters_to: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        let limit = |burst, seconds| Limit {
            burst: NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN),
            every: Duration::from_secs(seconds),
        };
        Self {
            user: limit(10, 30),
            address: limit(50, 5),
            user_code: limit(10, 10),
            client: limit(10, 30),
            clients_from: limit(50, 5),
            device_codes_from: limit(30, 10),
            letters_from: limit(5, 60),
            letters_to: limit(3, 600),
        }
    }
}

/// Who tries: the address that a request comes from, where it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Peer(pub Option<IpAddr>);

/// How long to wait before the next attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait(Duration);

impl Wait {
    /// Exactly.
    pub fn duration(self) -> Duration {
        self.0
    }

    /// In whole seconds, as `Retry-After` has it; at least one.
    pub fn seconds(self) -> u64 {
        (self.0.as_secs() + u64::from(self.0.subsec_nanos() > 0)).max(1)
    }
}

/// An attempt under way. It counts, unless it is given back.
#[derive(Debug)]
#[must_use = "an attempt that turns out right must be given back"]
pub struct Attempt {
    counted: Vec<(Arc<Counts>, Key, Duration)>,
    /// Where the name's owner is from now on, if it was right.
    home: Option<(Arc<Homes>, Key)>,
}

impl Attempt {
    fn of(counted: Vec<(Arc<Counts>, Key, Duration)>) -> Self {
        Self {
            counted,
            home: None,
        }
    }

    /// It was right.
    pub fn was_right(mut self) {
        if let Some((homes, home)) = self.home.take() {
            homes.add(home);
        }
        self.was_not_judged();
    }

    /// Nobody could tell.
    pub fn was_not_judged(self) {
        for (counts, key, every) in self.counted {
            counts.give_back(&key, every);
        }
    }
}

/// From which addresses the owners of which names have signed in. Who guesses elsewhere does not make
/// them wait.
#[derive(Debug, Default)]
struct Homes(Mutex<HashSet<Key>>);

/// So many are known before all are forgotten, and their owners wait as anybody does until they have
/// signed in again.
const HOMES: usize = 65_536;

impl Homes {
    fn add(&self, home: Key) {
        let mut homes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if homes.len() >= HOMES {
            homes.clear();
        }
        homes.insert(home);
    }

    fn has(&self, home: &Key) -> bool {
        let homes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        homes.contains(home)
    }
}

/// The throttle.
pub struct Throttle {
    users: Limiter,
    users_at_home: Limiter,
    homes: Arc<Homes>,
    addresses: Limiter,
    user_codes: Limiter,
    clients: Limiter,
    clients_from: Limiter,
    device_codes_from: Limiter,
    letters_from: Limiter,
    letters_to: Limiter,
}

impl Throttle {
    /// Nobody has tried anything yet.
    pub fn new(limits: Limits, clock: &Arc<dyn Clock>) -> Self {
        let limiter = |limit| Limiter::new(limit, Steady::new(Arc::clone(clock)));
        Self {
            users: limiter(limits.user),
            users_at_home: limiter(limits.user),
            homes: Arc::default(),
            addresses: limiter(limits.address),
            user_codes: limiter(limits.user_code),
            clients: limiter(limits.client),
            clients_from: limiter(limits.clients_from),
            device_codes_from: limiter(limits.device_codes_from),
            letters_from: limiter(limits.letters_from),
            letters_to: limiter(limits.letters_to),
        }
    }

    /// Somebody tries a password.
    pub fn sign_in(&self, name: &str, peer: Peer) -> Result<Attempt, Wait> {
        let from = Key::of_peer(peer);
        let home = Key::of(&[&from.0, name.as_bytes()].concat());
        let from_address = self.addresses.attempt(from)?;
        let for_user = if self.homes.has(&home) {
            self.users_at_home.attempt(home)?
        } else {
            self.users.attempt(Key::of(name.as_bytes()))?
        };
        Ok(Attempt {
            counted: vec![from_address, for_user],
            home: peer.0.map(|_| (Arc::clone(&self.homes), home)),
        })
    }

    /// Whether a client's secret may be tried. It is counted once it turned out wrong: a client sends
    /// many right ones at the same time, all from one address. Nor does anybody who guesses elsewhere
    /// keep the client itself out.
    pub fn client_secret(&self, client_id: &str, peer: Peer) -> Result<(), Wait> {
        self.try_client_secret(client_id, peer)?.was_right();
        Ok(())
    }

    /// A client's secret was wrong.
    pub fn client_secret_was_wrong(&self, client_id: &str, peer: Peer) {
        // Where it has to wait by now, others have counted at the same time.
        drop(self.try_client_secret(client_id, peer));
    }

    fn try_client_secret(&self, client_id: &str, peer: Peer) -> Result<Attempt, Wait> {
        let from = Key::of_peer(peer);
        let of_client = Key::of(&[&from.0, client_id.as_bytes()].concat());
        let from_address = self.clients_from.attempt(from)?;
        match self.clients.attempt(of_client) {
            Ok(for_client) => Ok(Attempt::of(vec![from_address, for_client])),
            Err(wait) => {
                Attempt::of(vec![from_address]).was_not_judged();
                Err(wait)
            }
        }
    }

    /// A device asks for its codes; each counts.
    pub fn device_codes_from(&self, peer: Peer) -> Result<(), Wait> {
        self.device_codes_from
            .attempt(Key::of_peer(peer))
            .map(|_| ())
    }

    /// Somebody wishes for a letter; each counts, right or wrong.
    pub fn letter_from(&self, peer: Peer) -> Result<(), Wait> {
        self.letters_from.attempt(Key::of_peer(peer)).map(|_| ())
    }

    /// A letter is to go to this address.
    pub fn letter_to(&self, email: &str) -> Result<(), Wait> {
        let email = email.to_lowercase();
        self.letters_to
            .attempt(Key::of(email.as_bytes()))
            .map(|_| ())
    }

    /// Somebody tries a device's code.
    pub fn user_code(&self, peer: Peer) -> Result<Attempt, Wait> {
        Ok(Attempt::of(vec![
            self.user_codes.attempt(Key::of_peer(peer))?,
        ]))
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throttle").finish_non_exhaustive()
    }
}

/// A digest, so that names are neither kept nor of any length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key([u8; 32]);

impl Key {
    fn of(bytes: &[u8]) -> Self {
        let mut key = [0; 32];
        for (to, from) in key.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
            *to = *from;
        }
        Self(key)
    }

    /// The address; of IPv6 the network, since whoever has one address there has all of it.
    fn of_peer(Peer(address): Peer) -> Self {
        match address.map(|address| address.to_canonical()) {
            None => Self::of(&[]),
            Some(IpAddr::V4(address)) => Self::of(&address.octets()),
            Some(IpAddr::V6(address)) => Self::of(&(address.to_bits() >> 64).to_be_bytes()),
        }
    }
}

struct Limiter {
    counts: Arc<Counts>,
    every: Duration,
    gcra: RateLimiter<Key, Shared, Steady, NoOpMiddleware<Duration>>,
    clock: Steady,
}

impl Limiter {
    fn new(limit: Limit, clock: Steady) -> Self {
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

    fn attempt(&self, key: Key) -> Result<(Arc<Counts>, Key, Duration), Wait> {
        self.counts.sweep(self.clock.now());
        match self.gcra.check_key(&key) {
            Ok(()) => Ok((Arc::clone(&self.counts), key, self.every)),
            Err(not_until) => Err(Wait(not_until.wait_time_from(self.clock.now()))),
        }
    }
}

/// When each key's attempts are all made good again, in nanoseconds of the clock.
#[derive(Debug, Default)]
struct Counts(Mutex<HashMap<Key, u64>>);

/// So many keys are kept before those that are made good are looked for.
const SWEPT_FROM: usize = 4096;

impl Counts {
    fn give_back(&self, key: &Key, every: Duration) {
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
struct Steady {
    clock: Arc<dyn Clock>,
    seen: Arc<Mutex<(SystemTime, Duration)>>,
}

impl Steady {
    fn new(clock: Arc<dyn Clock>) -> Self {
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::UNIX_EPOCH;

    use super::*;

    fn throttle() -> (Throttle, Arc<AtomicU64>) {
        let time = Arc::new(AtomicU64::new(1_000_000));
        let told = Arc::clone(&time);
        let clock: Arc<dyn Clock> =
            Arc::new(move || UNIX_EPOCH + Duration::from_secs(told.load(Ordering::Relaxed)));
        let limit = |burst, seconds| Limit {
            burst: NonZeroU32::new(burst).unwrap(),
            every: Duration::from_secs(seconds),
        };
        let limits = Limits {
            user: limit(3, 30),
            address: limit(5, 10),
            user_code: limit(2, 10),
            client: limit(2, 30),
            clients_from: limit(3, 10),
            ..Limits::default()
        };
        (Throttle::new(limits, &clock), time)
    }

    fn peer(address: &str) -> Peer {
        Peer(Some(address.parse().unwrap()))
    }

    /// Seconds to wait; 0 for an attempt that may be made, and is wrong.
    fn wrong(throttle: &Throttle, name: &str, address: &str) -> u64 {
        match throttle.sign_in(name, peer(address)) {
            Ok(_) => 0,
            Err(wait) => wait.seconds(),
        }
    }

    #[test]
    fn wrong_attempts_for_one_name_have_to_wait() {
        let (throttle, time) = throttle();
        for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3"] {
            assert_eq!(wrong(&throttle, "zoe", address), 0);
        }
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.4"), 30);
        assert_eq!(wrong(&throttle, "yan", "192.0.2.4"), 0);
        time.fetch_add(29, Ordering::Relaxed);
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.5"), 1);
        time.fetch_add(1, Ordering::Relaxed);
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.6"), 0);
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.7"), 30);
    }

    #[test]
    fn wrong_attempts_from_one_address_have_to_wait_whatever_the_name() {
        let (throttle, _) = throttle();
        for name in ["a", "b", "c", "d", "e"] {
            assert_eq!(wrong(&throttle, name, "2001:db8::1"), 0);
        }
        // The same network, and the same address written as IPv6.
        assert_eq!(wrong(&throttle, "f", "2001:db8::ffff:1"), 10);
        assert_eq!(wrong(&throttle, "f", "2001:db8:0:1::1"), 0);
        for name in ["a", "b", "c", "d", "e"] {
            assert_eq!(wrong(&throttle, name, "::ffff:192.0.2.9"), 0);
        }
        assert_eq!(wrong(&throttle, "g", "192.0.2.9"), 10);
    }

    #[test]
    fn who_is_right_never_waits() {
        let (throttle, _) = throttle();
        for _ in 0..100 {
            throttle
                .sign_in("zoe", peer("192.0.2.1"))
                .unwrap()
                .was_right();
            throttle.user_code(peer("192.0.2.1")).unwrap().was_right();
        }
        for expected in [0, 0, 0, 30] {
            assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), expected);
        }
    }

    #[test]
    fn who_guesses_elsewhere_keeps_nobody_out_where_they_have_signed_in() {
        let (throttle, time) = throttle();
        let right = |address| throttle.sign_in("zoe", peer(address)).unwrap().was_right();
        right("192.0.2.1");
        for address in ["198.51.100.1", "198.51.100.2", "198.51.100.3"] {
            assert_eq!(wrong(&throttle, "zoe", address), 0);
        }
        assert_eq!(wrong(&throttle, "zoe", "198.51.100.4"), 30);
        right("192.0.2.1");
        // There, wrong ones are counted as anywhere else.
        for expected in [0, 0, 0, 30] {
            assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), expected);
        }
        // An attempt that nobody could judge makes no place a home; nor does one from nowhere.
        time.fetch_add(90, Ordering::Relaxed);
        throttle
            .sign_in("zoe", peer("198.51.100.9"))
            .unwrap()
            .was_not_judged();
        throttle.sign_in("zoe", Peer(None)).unwrap().was_right();
        for expected in [0, 0, 0, 30] {
            assert_eq!(wrong(&throttle, "zoe", "198.51.100.9"), expected);
        }
        assert!(throttle.sign_in("zoe", Peer(None)).is_err());
    }

    #[test]
    fn homes_are_bounded() {
        let homes = Homes::default();
        for number in 0..HOMES {
            homes.add(Key::of(&number.to_be_bytes()));
        }
        assert!(homes.has(&Key::of(&0_usize.to_be_bytes())));
        homes.add(Key::of(b"one more"));
        assert!(!homes.has(&Key::of(&0_usize.to_be_bytes())));
        assert!(homes.has(&Key::of(b"one more")));
    }

    #[test]
    fn wrong_secrets_of_a_client_have_to_wait_where_they_come_from() {
        let (throttle, time) = throttle();
        let may = |id: &str, address: &str| match throttle.client_secret(id, peer(address)) {
            Ok(()) => 0,
            Err(wait) => wait.seconds(),
        };
        for _ in 0..100 {
            assert_eq!(may("app", "192.0.2.1"), 0);
        }
        for _ in 0..2 {
            throttle.client_secret_was_wrong("app", peer("192.0.2.1"));
        }
        assert_eq!(may("app", "192.0.2.1"), 30);
        // The client itself is elsewhere, and another one has done nothing.
        assert_eq!(may("app", "192.0.2.2"), 0);
        assert_eq!(may("other", "192.0.2.1"), 0);
        throttle.client_secret_was_wrong("other", peer("192.0.2.1"));
        assert_eq!(may("third", "192.0.2.1"), 10);
        time.fetch_add(30, Ordering::Relaxed);
        assert_eq!(may("app", "192.0.2.1"), 0);
    }

    #[test]
    fn attempts_under_way_count() {
        let (throttle, _) = throttle();
        let under_way: Vec<_> = (0..2)
            .map(|_| throttle.user_code(Peer(None)).unwrap())
            .collect();
        assert_eq!(throttle.user_code(Peer(None)).unwrap_err().seconds(), 10);
        under_way.into_iter().for_each(Attempt::was_right);
        throttle.user_code(Peer(None)).unwrap().was_right();
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_waiting_longer() {
        let (throttle, time) = throttle();
        for _ in 0..3 {
            assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), 0);
        }
        time.fetch_sub(900_000, Ordering::Relaxed);
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), 30);
        time.fetch_add(30, Ordering::Relaxed);
        assert_eq!(wrong(&throttle, "zoe", "192.0.2.1"), 0);
    }
}
