//! Programs that a test starts on free ports of the loopback interface; each ends when its value is dropped.

mod chromedriver;
mod oidc_provider;
mod vestibule;

pub use chromedriver::Chromedriver;
pub use oidc_provider::OidcProvider;
pub use vestibule::Vestibule;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use crate::trouble::{Outcome, Trouble, eventually, trying};

/// Starts `command`, which is to end with the test whatever happens.
fn start(command: &mut Command) -> Outcome<Child> {
    let what = format!("starting {}", command.as_std().get_program().display());
    command.kill_on_drop(true).spawn().map_err(trying(what))
}

/// A port that nobody listens on now.
async fn free_address() -> Outcome<SocketAddr> {
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
fn root() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", ".."].iter().collect()
}
