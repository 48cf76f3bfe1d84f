//! The configuration: what `vestibule init` writes and `vestibule serve` reads.
//!
//! Reading ends in checked values only; nothing after this module looks at raw text again.
//! It knows the values that engines, users and letters are made from; none of them knows it. It knows no page, and
//! reads nothing but the file it is given.

mod concealed;
mod document;
mod embedded;
mod error;
mod hydra;
mod light_oauth2;

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::engines::embedded::Lifetimes;
use crate::engines::registration::Client;
use crate::mail::Mail;
use crate::origin::Origin;
use crate::users::User;
use crate::users::database::DatabaseUrl;

pub use error::{ConfigError, Problem};
pub use hydra::Hydra;
pub use light_oauth2::{LightOauth2, LightOauth2Mode, TrustedBy};

/// The file that `vestibule init` writes: commented, and the demonstration at the same time.
pub fn template() -> &'static str {
    include_str!("template.toml")
}

/// Everything that can be configured.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Where the host listens.
    pub server: Server,
    /// Where the state is.
    pub data: Data,
    /// Who is told what happens.
    pub log: Log,
    /// How letters leave.
    pub mail: Option<Mail>,
    /// Who checks passwords and issues codes.
    pub engine: EngineKind,
    /// Where Ory Hydra is, if the file says so.
    pub hydra: Option<Hydra>,
    /// Where light-oauth2's services are, if the file says so.
    pub light_oauth2: Option<LightOauth2>,
    /// How long what the embedded engine issues is good for.
    pub lifetimes: Lifetimes,
    /// How old a signing key gets before there is a new one; never, if not given.
    pub key_period: Option<Duration>,
    /// The registered clients.
    pub clients: Vec<Client>,
    /// The users.
    pub users: Vec<User>,
    /// The database that has the users instead.
    pub user_database: Option<DatabaseUrl>,
}

/// Where the host listens and how it is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// The address that browsers use, when it is not the one listened on.
    pub public_url: Option<Origin>,
    /// Whether to serve HTTPS.
    pub https: bool,
    /// The brand document. A relative path is taken from the configuration file's folder.
    pub brand: Option<PathBuf>,
    /// How many connections may be open at the same time.
    pub connections: NonZeroUsize,
    /// How many of them from one address, proxies aside.
    pub connections_per_address: NonZeroUsize,
    /// The proxies that are believed when they say whom they were asked by.
    pub trusted_proxies: Vec<IpAddr>,
}

/// Who is told what happens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    /// The file of the audit log.
    pub audit: Option<PathBuf>,
    /// Where Prometheus asks for numbers; never where browsers come to.
    pub metrics: Option<SocketAddr>,
}

/// Where the state is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// The folder of the database. A relative one is taken from the configuration file's folder.
    pub dir: PathBuf,
    /// Whether a missing folder is created; otherwise it is an error, since it may be a mount that is not there.
    pub create: bool,
}

/// Who checks passwords and issues codes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EngineKind {
    /// The small authorization server in this binary.
    #[default]
    Embedded,
    /// Ory Hydra, over its admin API.
    Hydra,
    /// An existing light-oauth2 install.
    LightOauth2,
}

impl Config {
    /// Reads and checks the file.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| {
            let path = path.to_owned();
            match source.kind() {
                std::io::ErrorKind::NotFound => ConfigError::Missing { path },
                _ => ConfigError::Unreadable { path, source },
            }
        })?;
        Self::parse(&text, path)
    }

    /// Checks `text`; `path` names it in errors, and relative folders are taken from its folder.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        document::parse(text)
            .map_err(|(line, problem)| ConfigError::Invalid {
                path: path.to_owned(),
                line,
                problem,
            })
            .map(|mut config| {
                if let Some(folder) = path.parent() {
                    config.data.dir = folder.join(&config.data.dir);
                    if let Some(Hydra {
                        admin_ca_file: Some(file),
                        ..
                    }) = &mut config.hydra
                    {
                        *file = folder.join(&*file);
                    }
                    if let Some(LightOauth2 {
                        trust: TrustedBy::CaFile(file),
                        ..
                    }) = &mut config.light_oauth2
                    {
                        *file = folder.join(&*file);
                    }
                    config.log.audit = config.log.audit.map(|file| folder.join(file));
                    config.user_database = config.user_database.map(|url| url.beside(folder));
                    config.server.brand = config.server.brand.map(|file| folder.join(file));
                }
                config
            })
    }

    /// What is served when no file is given: the template itself, with its well-known demo account.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the template is a constant, and a test parses it"
    )]
    pub fn demo() -> Self {
        document::parse(template()).expect("the template is valid")
    }
}

#[cfg(test)]
mod tests;
