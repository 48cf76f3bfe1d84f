//! A new signing key before its time, made in the database beside a host that may be running.

use std::path::Path;

use crate::clock::{self, Clock};

use super::key_set;
use super::store::{OpenError, Opener, Store};

/// What becomes of the keys that were there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// They sign until the new one was announced, and verify until their last token has expired.
    Kept,
    /// They are gone, and what they signed with them: somebody else may have them.
    Forgotten,
}

/// Makes the key in the database of this folder.
pub async fn rotate_key(
    data_dir: &Path,
    others: Others,
    clock: &dyn Clock,
) -> Result<(), OpenError> {
    let store = Store::open(data_dir, Opener::Command).await?;
    let key = key_set::generate().map_err(|_| OpenError::KeyUnusable)?;
    let over: Vec<i64> = match others {
        Others::Kept => Vec::new(),
        Others::Forgotten => {
            let stored = store.signing_keys().await?;
            stored.iter().map(|key| key.id).collect()
        }
    };
    let now = clock::unix_seconds(clock);
    let replaced = store.replace_signing_keys(Some(&key), &over, now).await;
    store.close().await;
    Ok(replaced?)
}
