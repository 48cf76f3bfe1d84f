//! Slows down whoever guesses: so many wrong attempts at once, then one in a while. Right ones are
//! given back, so nobody waits who knows the password.
//!
//! It knows names, addresses and time; not what is guessed. The counts are in memory: a restart
//! forgives, and costs an attacker more than it gives.

mod homes;
mod key;
mod limiter;

use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use self::homes::Homes;
use self::key::Key;
use self::limiter::{Counts, Limiter, Steady};
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

/// The throttle.
pub struct Throttle {
    users: Limiter,
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
        let home = from.and(name);
        let from_address = self.addresses.attempt(from)?;
        // Guesses from elsewhere and guesses at home are counted apart, by the same limit.
        let whose = if self.homes.has(&home) {
            home
        } else {
            Key::of(name.as_bytes())
        };
        let for_user = self.users.attempt(whose)?;
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
        let of_client = from.and(client_id);
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

#[cfg(test)]
mod tests;
