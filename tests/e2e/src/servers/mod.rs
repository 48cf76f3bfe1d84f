//! Programs that a test starts on free ports of the loopback interface; each ends when its value is dropped.

mod auth0_simulator;
mod baked;
mod display;
mod file_server;
mod hydra;
mod light_oauth2;
mod oidc_provider;
mod perform;
mod postgres;
mod round_robin;
mod scripted;
mod static_files;
mod vestibule;
mod web_driver;
mod without_cors;

pub use auth0_simulator::Auth0Simulator;
pub use baked::Baked;
pub use file_server::FileServer;
pub use hydra::{Hydra, HydraSetup};
pub use light_oauth2::LightOauth2;
pub use oidc_provider::OidcProvider;
pub use perform::{Ended, Perform, Place};
pub use postgres::Postgres;
pub use round_robin::RoundRobin;
pub use scripted::{Asked, Reply, ScriptedServer};
pub use static_files::{Asked as Posted, StaticFiles};
pub use vestibule::{DEMONSTRATION, KNOWN_HASH, Vestibule};
pub use web_driver::WebDriver;
pub use without_cors::without_cors;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::trouble::{Outcome, PATIENCE, Trouble, eventually, trying};

/// Starts `command`, which is to end with the test whatever happens.
fn start(command: &mut Command) -> Outcome<Child> {
    let what = format!("starting {}", command.as_std().get_program().display());
    command.kill_on_drop(true).spawn().map_err(trying(what))
}

/// Starts a server of `peers`, and waits for its first line, which tells its issuer.
async fn start_node(name: &'static str, command: &mut Command) -> Outcome<(Child, String)> {
    // It ends with its standard input, so even a killed test leaves none behind.
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = start(command)?;
    let output = child.stdout.take().ok_or(Trouble::Server(name))?;
    let mut lines = BufReader::new(output).lines();
    let line = timeout(PATIENCE, lines.next_line()).await;
    let line = line.map_err(|_| Trouble::Server(name))?;
    let issuer = line.map_err(trying(name))?.ok_or(Trouble::Server(name))?;
    // Whatever else it says: a server whose output nobody reads ends at its next line.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok((child, issuer))
}

/// A port that nobody listens on now.
pub async fn free_address() -> Outcome<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    listener
        .and_then(|it| it.local_addr())
        .map_err(trying("finding a free port"))
}

/// Returns once `address` answers; fails at once if the program has ended.
async fn ready(name: &'static str, child: &mut Child, address: SocketAddr) -> Outcome<()> {
    let answered = eventually(name, || {
        let ended = !matches!(child.try_wait(), Ok(None));
        async move {
            if ended {
                return Ok(Some(false));
            }
            Ok(TcpStream::connect(address).await.is_ok().then_some(true))
        }
    });
    if answered.await? {
        Ok(())
    } else {
        Err(Trouble::Server(name))
    }
}

/// The clone's top folder.
pub(crate) fn root() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", ".."].iter().collect()
}
