//! The signing keys: kept in the database, published, replaced in time. What a key does is for `key_set`.
//!
//! A key's whole life follows from when it was made. It is published at once, signs an hour later, so
//! that who keeps the set for a while has it by then, and stays published until the last token that
//! it signed has expired.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use super::failure::Failure;
use super::key_set::{self, KeySet, KeyUnusable};
use super::store::{KeyRow, OpenError, Store};

/// How long a key is published before it signs, in seconds.
const ANNOUNCED: i64 = 3600;
/// The longest that any token may be good for, whatever the configuration said when it was signed.
const LONGEST_TOKEN: i64 = 86_400;

/// The keys as they are at the moment.
pub(super) struct Keys(RwLock<Arc<KeySet>>);

impl Keys {
    /// The stored keys; a new one when there is none.
    pub(super) async fn load_or_create(store: &Store, now: i64) -> Result<Self, OpenError> {
        let mut stored = store.signing_keys().await?;
        if stored.is_empty() {
            // Another process may have been first: what the database has then is what counts.
            let document = key_set::generate().map_err(|_| OpenError::KeyUnusable)?;
            store.add_first_signing_key(&document, now).await?;
            stored = store.signing_keys().await?;
        }
        let set = set(&stored, now).map_err(|_| OpenError::KeyUnusable)?;
        Ok(Self(RwLock::new(Arc::new(set))))
    }

    /// Brings the keys up to date: makes one where the newest is older than `period`, forgets those
    /// that nothing needs any more, and takes over what others did to the database.
    pub(super) async fn renew(
        &self,
        store: &Store,
        period: Option<Duration>,
        now: i64,
    ) -> Result<(), Failure> {
        let mut stored = store.signing_keys().await?;
        let period = period.and_then(|period| i64::try_from(period.as_secs()).ok());
        let due = stored.first().is_none_or(|newest| {
            period.is_some_and(|period| newest.created_at.saturating_add(period) <= now)
        });
        let over = over(&stored, now);
        if due || !over.is_empty() {
            let document = if due {
                Some(key_set::generate()?)
            } else {
                None
            };
            store
                .replace_signing_keys(document.as_deref(), &over, now)
                .await?;
            stored = store.signing_keys().await?;
            tracing::info!(made = due, forgotten = over.len(), "signing keys renewed");
        }
        let set = Arc::new(set(&stored, now)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = set;
        Ok(())
    }

    /// The keys at this moment.
    pub(super) fn now(&self) -> Arc<KeySet> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The stored keys (newest first) with the one that signs now.
fn set(stored: &[KeyRow], now: i64) -> Result<KeySet, KeyUnusable> {
    KeySet::of(stored, signing(stored, now).ok_or(KeyUnusable)?)
}

/// Which of the keys (newest first) signs: the newest that was announced for long enough. Where none
/// was, the oldest: the first key has nobody to wait for.
fn signing(stored: &[KeyRow], now: i64) -> Option<usize> {
    stored
        .iter()
        .position(|key| key.created_at.saturating_add(ANNOUNCED) <= now)
        .or(stored.len().checked_sub(1))
}

/// The keys whose successors have signed for longer than any token of theirs is good for.
fn over(stored: &[KeyRow], now: i64) -> Vec<i64> {
    stored
        .windows(2)
        .filter_map(|pair| match pair {
            [successor, key] => {
                let last_signed = successor.created_at.saturating_add(ANNOUNCED);
                (last_signed.saturating_add(LONGEST_TOKEN) <= now).then_some(key.id)
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys made at these times, newest first, with the times as ids.
    fn made(times: &[i64]) -> Vec<KeyRow> {
        let key = |&created_at: &i64| KeyRow {
            id: created_at,
            pkcs8: Vec::new(),
            created_at,
        };
        times.iter().map(key).collect()
    }

    #[test]
    fn a_key_signs_once_it_was_announced() {
        let keys = made(&[10_000, 0]);
        assert_eq!(signing(&keys, 10_000 + ANNOUNCED - 1), Some(1));
        assert_eq!(signing(&keys, 10_000 + ANNOUNCED), Some(0));
        assert_eq!(signing(&made(&[10_000]), 10_000), Some(0));
        // A clock that was set back.
        assert_eq!(signing(&keys, -5), Some(1));
        assert_eq!(signing(&[], 0), None);
    }

    #[test]
    fn a_key_is_kept_until_its_last_token_expired() {
        let keys = made(&[1_000_000, 10_000, 0]);
        let last = 1_000_000 + ANNOUNCED + LONGEST_TOKEN;
        assert_eq!(over(&keys, last - 1), [0]);
        assert_eq!(over(&keys, last), [10_000, 0]);
        assert_eq!(over(&made(&[0]), i64::MAX), [0_i64; 0]);
    }
}
