//! Cryptography where these tests run, so that they run on wasm32 as well: aws-lc-rs natively, there Node's own.

#[cfg(target_arch = "wasm32")]
mod node;

use oauth_proto::error::Error;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use oauth_proto::native::{Es256Key as Key, Native as Backend};

#[cfg(target_arch = "wasm32")]
pub(crate) use self::node::{Backend, Key};
use crate::support::run::{self, Hands, Left};
use crate::support::server::Server;

/// A run with fresh keys. Neither back end makes anybody wait.
pub(crate) fn run_here(server: &Server) -> (Left, Result<(), Error>) {
    let hands = Hands {
        crypto: Backend,
        key: Key::generate().unwrap(),
        stranger: Key::generate().unwrap(),
        dpop_key: Box::new(|| Key::generate().unwrap()),
    };
    pollster::block_on(run::run(server, &hands))
}
