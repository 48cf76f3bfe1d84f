//! `vestibule perform …`: the client in the terminal. The authorization code flow is performed by the
//! client page in a browser, which this serves and helps; the device flow runs here. Both print the
//! tokens only when every check held.
//!
//! No rule of the protocol is here: those are `oauth-proto`'s.

pub(crate) mod authorization_code;
mod device_code;
mod discovery;
mod http_client;
mod http_header;
pub mod options;
mod qr;
mod target;
mod verdict;

use std::{
    io::{self, Write},
    net::SocketAddr,
};

use vestibule_ui::output::Format;

use self::{
    http_client::{HttpClient, NoClient},
    options::{Common, Environment, Perform},
    target::{Target, TargetError},
    verdict::TellError,
};
use crate::{
    engines::hydra::AdminSetupError,
    entropy::Unavailable,
    host::{bundle::BundleError, tls::TlsError},
    serve::Edge,
};

/// Where a command reads and writes.
pub struct Terminal<'a> {
    /// Standard output: the result and nothing else.
    pub out: &'a mut dyn Write,
    /// Standard error: everything else.
    pub err: &'a mut dyn Write,
    /// Whether somebody watches standard error, so that a line may be written over.
    pub is_watched: bool,
}

/// Why a command ends without a result, or with one that failed.
#[derive(Debug, thiserror::Error)]
pub enum PerformError {
    /// Options that do not make a run.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// The system's TLS.
    #[error(transparent)]
    NoClient(#[from] NoClient),
    /// The system's random number generator.
    #[error(transparent)]
    NoEntropy(#[from] Unavailable),
    /// The bundles.
    #[error(transparent)]
    Bundles(#[from] BundleError),
    /// There is no client page to open.
    #[error(
        "the client page's bundle is not there; build it by `cargo xtask bundles`, or name its folder with --assets"
    )]
    NoPage,
    /// Somebody else listens there.
    #[error("port {0} is taken by another program; stop that one, or choose another with --port")]
    PortTaken(u16),
    /// The system does not let this program listen there.
    #[error("can't listen on {address}: {source}; choose another port with --port")]
    NoListener {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The certificates for the admin API.
    #[error(transparent)]
    Admin(#[from] AdminSetupError),
    /// The self-signed certificate.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// Telling failed.
    #[error(transparent)]
    Tell(#[from] TellError),
    /// A check failed; all about it has been told.
    #[error("a check failed")]
    CheckFailed,
}

/// Options that do not make a run, each with what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// The server or the client.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// A scope that can't be sent.
    #[error("--scope: a scope is of visible ASCII characters without quotes and backslashes")]
    Scope,
    /// A client identifier that can't be sent.
    #[error("--client-id: an identifier is of visible ASCII characters, at most 1024")]
    ClientId,
    /// What only the relay can do, without it.
    #[error("{0} needs the relay; leave --relay=never out")]
    RelayNeeded(&'static str),
    /// `--skip` without an Ory Hydra to ask.
    #[error("--skip needs --endpoint, and --admin-endpoint where the admin API is elsewhere")]
    SkipWithoutHydra,
}

impl From<io::Error> for PerformError {
    fn from(error: io::Error) -> Self {
        Self::Tell(error.into())
    }
}

/// Performs a flow.
pub async fn perform(
    flow: Perform,
    environment: Environment,
    edge: &Edge,
    terminal: &mut Terminal<'_>,
) -> Result<(), PerformError> {
    let held = match flow {
        Perform::AuthorizationCode(options) => {
            warn_of_dangers(&options.common, terminal)?;
            authorization_code::perform(options, &environment, edge, terminal).await?
        }
        Perform::DeviceCode(options) => {
            warn_of_dangers(&options.common, terminal)?;
            device_code::perform(options, &environment, edge, terminal).await?
        }
    };
    if held {
        Ok(())
    } else {
        Err(PerformError::CheckFailed)
    }
}

fn warn_of_dangers(options: &Common, terminal: &mut Terminal<'_>) -> io::Result<()> {
    if options.client_secret.is_some() {
        writeln!(
            terminal.err,
            "warning: others on this machine can read --client-secret in the list of processes; set \
             OAUTH2_CLIENT_SECRET instead"
        )?;
    }
    if options.skip_tls_verify {
        writeln!(
            terminal.err,
            "warning: with --skip-tls-verify anyone between here and the server can read the tokens"
        )?;
    }
    Ok(())
}

fn http_client(options: &Common, target: &Target) -> Result<HttpClient, NoClient> {
    let headers = options.http_header.clone();
    HttpClient::new(headers, target.named_origins(), options.skip_tls_verify)
}

fn format(options: &Common) -> Format {
    if options.quiet {
        Format::Quiet
    } else {
        options.format.clone()
    }
}
