//! The command line: its words and their help. What a command does is elsewhere.

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use clap::{Args, Parser, Subcommand};

use crate::{
    config::EngineKind,
    engines::hydra::{AdminKey, CookieKey},
    origin::Origin,
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
    /// Write the login view as files for any web server.
    ///
    /// Each page in each language, with what it loads, compressed forms, and what a server must say of
    /// them (`_headers`, and the same for nginx, Caddy and light-4j in `_server/`).
    Bake(Bake),
    /// Check a brand document, or print its JSON Schema.
    #[command(subcommand)]
    Brand(Brand),
    /// Be an OAuth 2.0 client: sign in, check everything that comes back, print the tokens.
    #[command(subcommand)]
    Perform(Box<Perform>),
    /// Look after the people in the users' database.
    User(User),
    /// Make a new signing key for the embedded engine.
    ///
    /// A host that runs takes it over within a minute. Without --compromised the new key is
    /// published now and signs in an hour, and the former ones stay until their last token has expired.
    RotateKey(RotateKey),
}

/// Options of `bake`.
#[derive(Args, Debug)]
pub struct Bake {
    /// The brand document (default: the built-in brand).
    #[arg(long, value_name = "FILE")]
    pub brand: Option<PathBuf>,
    /// The folder to write; an empty one, or one that was baked into before.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The path under which the files will be served.
    #[arg(long, value_name = "PATH", default_value = "/")]
    pub base: String,
    /// The cookie that holds a person's choice of language, if your site sets one. Without this no page
    /// reads cookies: a slow phone waits for them.
    #[arg(long, value_name = "NAME")]
    pub language_cookie: Option<String>,
    /// The folder's place on the server, for what `_server/` says of it.
    #[arg(long, value_name = "DIR", default_value = "/srv/login")]
    pub root: String,
    /// The folder of the built bundles (default: the ones in this binary, else ./dist).
    #[arg(long, value_name = "DIR")]
    pub assets: Option<PathBuf>,
    /// The application that people are sent to when they come here without a request of one.
    #[arg(long, value_name = "URL")]
    pub application_url: Option<WebAddress>,
}

/// What can be done with a brand document.
#[derive(Debug, Subcommand)]
pub enum Brand {
    /// Say what is wrong with a brand document, and what its colours' contrast is in both modes.
    ///
    /// Ends with 1 if the document can't be used. Warnings alone are no failure.
    Check {
        /// The document: TOML, or JSON where the name ends in .json.
        file: PathBuf,
    },
    /// Print the JSON Schema of brand documents.
    Schema,
    /// Print every key of brand documents, as Markdown.
    Reference,
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
    /// The brand document of the pages (TOML or JSON); it is read again when it changes.
    #[arg(long, value_name = "FILE")]
    pub brand: Option<PathBuf>,
    /// The folder of the built bundles (default: the ones in this binary, else ./dist).
    #[arg(long, value_name = "DIR")]
    pub assets: Option<PathBuf>,
    /// The address under which browsers reach this host, when a proxy stands before it.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<Origin>,
    /// The origin of a login view hosted elsewhere that may post the sign-in form here; repeatable.
    #[arg(long, value_name = "ORIGIN")]
    pub login_origin: Vec<Origin>,
    /// Let others reach this host by plain http: whoever stands between reads their passwords.
    #[arg(long)]
    pub danger_plain_http: bool,
    /// Let others reach this host although everybody knows the demonstration's password. With the embedded
    /// engine whoever signs in with it first must choose another; what they choose is kept in the data folder.
    #[arg(long)]
    pub danger_public_demo_password: bool,
    /// The application that people are sent to when they come here without a request of one.
    #[arg(long, value_name = "URL")]
    pub application_url: Option<WebAddress>,
    /// The bearer token that a gateway before Hydra's admin API wants; better by the environment,
    /// which keeps it out of the list of processes.
    #[arg(
        long,
        value_name = "KEY",
        env = "VESTIBULE_HYDRA_ADMIN_KEY",
        hide_env_values = true
    )]
    pub hydra_admin_key: Option<AdminKey>,
    /// What forms before Hydra are signed with, the same for every replica; the newest first,
    /// separated by commas. Better by the environment too.
    #[arg(
        long,
        value_name = "KEYS",
        env = "VESTIBULE_HYDRA_COOKIE_KEYS",
        hide_env_values = true,
        value_delimiter = ','
    )]
    pub hydra_cookie_keys: Vec<CookieKey>,
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

/// Options of `user`.
#[derive(Args, Debug)]
pub struct User {
    /// The configuration file that names the database.
    #[arg(
        long,
        value_name = "FILE",
        default_value = "vestibule.toml",
        global = true
    )]
    pub config: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,
}

/// What `user` can do.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add somebody. Asks for the password; where standard input is no terminal, its first line is it.
    Add(AddUser),
    /// Give somebody a new password, asked for as by `add`.
    Passwd {
        /// Whom.
        name: String,
    },
    /// Show who there is: name, subject and address, separated by tabs.
    List,
    /// Add everybody from lines of NAME:HASH, with hashes by Argon2id, bcrypt (htpasswd -B) or
    /// light-oauth2. Who is there already stays as they are.
    Import {
        /// The file.
        file: PathBuf,
    },
}

/// Options of `user add`.
#[derive(Args, Debug)]
pub struct AddUser {
    /// What they type into the form.
    pub name: String,
    /// What clients get as `sub` (default: the name). Never give one person's to another.
    #[arg(long, value_name = "SUB")]
    pub sub: Option<String>,
    /// Their address, the claim `email`.
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// What they are called, the claim `name`.
    #[arg(long, value_name = "NAME")]
    pub full_name: Option<String>,
}

/// Options of `rotate-key`.
#[derive(Args, Debug, Default)]
pub struct RotateKey {
    /// The configuration file that names the data folder.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The data folder, if it is not the configuration's.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The former keys are in wrong hands: forget them at once, and all that they have signed.
    #[arg(long)]
    pub compromised: bool,
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
