//! The command line: its words and their help. What a command does is elsewhere.

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use clap::{Args, Parser, Subcommand};

use crate::{
    config::{EngineKind, origin::Origin},
    perform::options::Perform,
};

/// The login view for your OAuth 2.0 server, and the browser client that proves it works.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the login view, the client page and the embedded authorization server.
    Serve(Serve),
    /// Write a commented configuration file to start from.
    Init(Init),
    /// Print the Argon2id hash of a password, for the configuration file.
    ///
    /// Asks for the password twice and shows nothing of it. Where standard input is not a terminal,
    /// its first line is the password. The hash is what `password_hash` and `secret_hash` take; it
    /// is another one each time.
    HashPassword,
    /// Be an OAuth 2.0 client: sign in, check everything that comes back, print the tokens.
    #[command(subcommand)]
    Perform(Perform),
}

/// Options of `serve`; each wins over the configuration file.
#[derive(Args, Debug, Default)]
pub struct Serve {
    /// The configuration file; without one a demo with a known password is served.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Who checks passwords and issues codes (default: what the file says, else embedded).
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub engine: Option<EngineKind>,
    /// The address to listen on (default 127.0.0.1:6881).
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Serve https with a self-signed certificate made at start.
    #[arg(long)]
    pub https: bool,
    /// The folder that keeps codes, tokens and keys.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The folder of the built bundles (default: the ones in this binary, else ./dist).
    #[arg(long, value_name = "DIR")]
    pub assets: Option<PathBuf>,
    /// The address under which browsers reach this host, when a proxy stands before it.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<Origin>,
    /// The origin of a login view hosted elsewhere that may post the sign-in form here; repeatable.
    #[arg(long, value_name = "ORIGIN")]
    pub login_origin: Vec<Origin>,
    /// The application that people are sent to when they come here without a request of one.
    #[arg(long, value_name = "URL")]
    pub application_url: Option<WebAddress>,
}

/// An address that a page may link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(String);

/// The text is no address of a web page.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("write a whole address that starts with https:// or http://")]
pub struct NotAWebAddress;

impl FromStr for WebAddress {
    type Err = NotAWebAddress;

    fn from_str(text: &str) -> Result<Self, NotAWebAddress> {
        Origin::of(text)
            .map(|_| Self(text.to_owned()))
            .ok_or(NotAWebAddress)
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

/// Options of `init`.
#[derive(Args, Debug)]
pub struct Init {
    /// The file to write; an existing one is never overwritten.
    #[arg(long, value_name = "FILE", default_value = "vestibule.toml")]
    pub config: PathBuf,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn only_web_pages_are_linked_to() {
        assert!(
            "https://app.example/start?x=1"
                .parse::<WebAddress>()
                .is_ok()
        );
        for text in [
            "",
            "app.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "/client/",
        ] {
            assert_eq!(text.parse::<WebAddress>(), Err(NotAWebAddress), "{text}");
        }
    }
}
