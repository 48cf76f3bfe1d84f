//! Runs where there is no browser. Knows no server and no flow.

use oauth_proto::error::Error;
use oauth_proto::native::{Es256Key, Native};

use super::run::{self, Hands, Left};
use super::server::Server;

/// A run with the native back end and fresh keys.
pub(crate) fn natively(server: &Server) -> (Left, Result<(), Error>) {
    let hands = Hands {
        crypto: Native,
        key: Es256Key::generate().unwrap(),
        stranger: Es256Key::generate().unwrap(),
        dpop_key: Box::new(|| Es256Key::generate().unwrap()),
    };
    pollster::block_on(run::run(server, &hands))
}
