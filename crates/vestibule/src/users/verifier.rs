//! Runs password checks on a bounded number of threads, with a bounded queue before them.
//!
//! Each check takes memory and processor time by design, so without bounds a burst of sign-ins
//! would take the machine down with it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use super::checks::{Check, Checks};
use super::password::{Memory, Password, StoredPassword};

/// How many checks may wait for each one that runs.
const QUEUE_PER_WORKER: usize = 32;

/// The bounded pool.
#[derive(Debug)]
pub struct Verifier {
    workers: Arc<Semaphore>,
    places: Arc<Semaphore>,
    memories: Arc<Memories>,
}

/// What checks work in, one for each that runs.
#[derive(Default)]
struct Memories(Mutex<Vec<Memory>>);

impl Memories {
    fn take(&self) -> Memory {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.pop().unwrap_or_default()
    }

    fn give_back(&self, memory: Memory) {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(memory);
    }
}

impl fmt::Debug for Memories {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memories")
    }
}

/// Too many checks are waiting already; asking again shortly can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many password checks are waiting")]
pub struct Busy;

impl Verifier {
    /// A pool that runs at most `workers` checks at a time (at least one).
    pub fn new(workers: usize) -> Self {
        let workers = workers.max(1);
        Self {
            workers: Arc::new(Semaphore::new(workers)),
            places: Arc::new(Semaphore::new(workers.saturating_mul(1 + QUEUE_PER_WORKER))),
            memories: Arc::default(),
        }
    }

    /// Whether `typed` is the stored password.
    pub async fn verify(&self, typed: Password, stored: StoredPassword) -> Result<bool, Busy> {
        let alone = Check {
            hash: stored,
            own: true,
        };
        self.verify_all(typed, Checks(vec![alone])).await
    }

    /// Whether `typed` is the one password among these that counts. All of them are computed.
    pub(super) async fn verify_all(
        &self,
        typed: Password,
        Checks(checks): Checks,
    ) -> Result<bool, Busy> {
        let memories = Arc::clone(&self.memories);
        self.run(move || {
            let mut memory = memories.take();
            let mut right = false;
            for Check { hash, own } in &checks {
                right |= hash.matches_in(&mut memory, &typed) && *own;
            }
            memories.give_back(memory);
            right
        })
        .await
    }

    /// Takes every place, so that whoever comes is told of it.
    #[cfg(test)]
    pub(super) async fn fill(&self) -> tokio::sync::OwnedSemaphorePermit {
        let places = self.places.available_permits().try_into().unwrap();
        let places = Arc::clone(&self.places).acquire_many_owned(places);
        places.await.unwrap()
    }

    /// Does any work of that kind in its turn.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| Busy)?;
        let worker = Arc::clone(&self.workers)
            .acquire_owned()
            .await
            .map_err(|_| Busy)?;
        // The permits go along: a caller that hangs up does not free them before the work is done.
        tokio::task::spawn_blocking(move || {
            let _permits = (place, worker);
            work()
        })
        .await
        .map_err(|_| Busy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_full_queue_is_told() {
        let verifier = Verifier::new(1);
        let stored = Password::new("right").hash(&[3; 16]).unwrap();
        assert_eq!(
            verifier
                .verify(Password::new("right"), stored.clone())
                .await,
            Ok(true)
        );
        assert_eq!(
            verifier
                .verify(Password::new("wrong"), stored.clone())
                .await,
            Ok(false)
        );
        let _all = verifier.fill().await;
        assert_eq!(
            verifier.verify(Password::new("right"), stored).await,
            Err(Busy)
        );
    }
}
