//! `vestibule rotate-key`: makes a new signing key for the embedded engine, in time or after a leak.
//! A host that runs takes it over within a minute.

use std::io::Write;

use crate::{
    cli,
    clock::Clock,
    config::{Config, ConfigError},
    engines::embedded::{self, OpenError, Others},
};

/// Why there is no new key.
#[derive(Debug, thiserror::Error)]
pub enum RotateKeyError {
    /// The configuration file.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The engine's state.
    #[error(transparent)]
    State(#[from] OpenError),
}

/// Makes the key and says what follows from it.
pub async fn rotate_key(
    options: cli::RotateKey,
    clock: &dyn Clock,
    out: &mut dyn Write,
) -> Result<(), RotateKeyError> {
    let config = match &options.config {
        Some(path) => Config::load(path)?,
        None => Config::demo(),
    };
    let folder = options.data.unwrap_or(config.data.dir);
    let (others, told) = if options.compromised {
        (
            Others::Forgotten,
            "A new key signs from now on. Tokens that the former keys signed are good no more.",
        )
    } else {
        (
            Others::Kept,
            "A new key is published, and signs in an hour. The former ones stay until their last token has expired.",
        )
    };
    embedded::rotate_key(&folder, others, clock).await?;
    // Nobody has to read this for the key to be there.
    let _ = writeln!(out, "{told}");
    Ok(())
}
