//! Where people have signed in before. It knows no name and no address, only their digests.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use super::key::Key;

/// From which addresses the owners of which names have signed in. Who guesses elsewhere does not make
/// them wait.
#[derive(Debug, Default)]
pub(super) struct Homes(Mutex<HashSet<Key>>);

/// So many are known before all are forgotten, and their owners wait as anybody does until they have
/// signed in again.
pub(super) const HOMES: usize = 65_536;

impl Homes {
    pub(super) fn add(&self, home: Key) {
        let mut homes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if homes.len() >= HOMES {
            homes.clear();
        }
        homes.insert(home);
    }

    pub(super) fn has(&self, home: &Key) -> bool {
        let homes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        homes.contains(home)
    }
}
