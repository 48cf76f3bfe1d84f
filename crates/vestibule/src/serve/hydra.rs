//! From the table `[hydra]` to an engine. Nothing is asked of Hydra yet: it may start later than this.

use std::{fs, num::NonZero, path::PathBuf, sync::Arc, thread};

use http::HeaderMap;

use super::{Edge, ServeError};
use crate::{
    config::Config,
    engines::hydra::{Admin, AdminSettings, Guard, GuardKeys, Hydra},
    events::Events,
    origin::Origin,
    users::{Users, database::UserDatabase, verifier::Verifier},
};

/// Opens the engine; `base` is where browsers reach the host.
pub(super) async fn open(
    config: Config,
    base: &Origin,
    edge: &Edge,
    events: Events,
) -> Result<Hydra, ServeError> {
    let table = config
        .hydra
        .ok_or(ServeError::EngineNotConfigured("hydra"))?;
    if differ_in_name_alone(base, &table.public_url) {
        tracing::warn!(
            "browsers reach this host at {base} and Hydra at {}: localhost and 127.0.0.1 are two hosts to a browser, and a cookie of one is not sent to the other; write one of them everywhere",
            table.public_url
        );
    }
    let admin = Admin::new(AdminSettings {
        url: table.admin_url,
        key: table.admin_key,
        headers: HeaderMap::new(),
        ca_pem: table.admin_ca_file.map(ca).transpose()?,
        danger_skip_tls_verify: false,
        public: table.public_url,
    })?;
    let keys = if let Some(keys) = GuardKeys::shared(&table.cookie_keys) {
        keys
    } else {
        tracing::warn!(
            "no cookie_keys in [hydra]: forms are signed with a key of this process, so a second replica, or this one after a restart, does not take them"
        );
        GuardKeys::of_this_process(&*edge.entropy)?
    };
    // Each password check keeps a core busy.
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let verifier = Arc::new(Verifier::new(cores));
    let users = match &config.user_database {
        None => Users::new(config.users, verifier),
        Some(url) => {
            let database = UserDatabase::open(url).await?;
            Users::stored(database, Arc::clone(&edge.entropy), verifier)
        }
    };
    Ok(Hydra::new(
        admin,
        Guard::new(keys, base.is_https()),
        users,
        table.policy,
        events,
        Arc::clone(&edge.clock),
        Arc::clone(&edge.entropy),
    ))
}

/// Whether both are this machine, each by another name.
fn differ_in_name_alone(base: &Origin, public: &Origin) -> bool {
    base.is_loopback() && public.is_loopback() && base.host() != public.host()
}

fn ca(path: PathBuf) -> Result<Vec<u8>, ServeError> {
    fs::read(&path).map_err(|source| ServeError::CaFile { path, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_machine_by_two_names_is_noticed() {
        for (base, public, noticed) in [
            ("http://localhost:3000", "http://127.0.0.1:4444", true),
            ("http://127.0.0.1:3000", "http://[::1]:4444", true),
            ("http://127.0.0.1:3000", "http://127.0.0.1:4444", false),
            ("http://localhost:3000", "http://localhost", false),
            ("https://login.example", "https://hydra.example", false),
            ("http://127.0.0.1:3000", "https://hydra.example", false),
        ] {
            let origin = |text: &str| text.parse::<Origin>().unwrap();
            assert_eq!(
                differ_in_name_alone(&origin(base), &origin(public)),
                noticed,
                "{base} {public}"
            );
        }
    }
}
