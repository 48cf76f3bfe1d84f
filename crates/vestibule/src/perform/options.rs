//! The words of `vestibule perform …`: the flags of `hydra perform …` with their names, short forms,
//! defaults and environment variables, and those that only ours has. It must not know what they do.
#![expect(
    clippy::doc_markdown,
    reason = "the documentation of a flag is its help in the terminal"
)]

use clap::{Args, Subcommand};
use oauth_proto::{
    endpoint::{Endpoint, Issuer},
    secret::ClientSecret,
};
use vestibule_ui::output::Format;

use super::http_header::HttpHeader;

/// The flows.
#[derive(Debug, Subcommand)]
pub enum Perform {
    /// Sign in with the device authorization flow: a code to enter elsewhere. Print the tokens.
    ///
    /// Runs in the terminal itself: shows the code, where to enter it, and the same as a QR code, waits
    /// for the outcome, checks everything, and prints the tokens on standard output.
    ///
    /// The client must authenticate with "none" or "client_secret_post".
    #[command(after_help = DEVICE_CODE_HELP)]
    DeviceCode(DeviceCode),
}

const DEVICE_CODE_HELP: &str = "\
Without openid in --scope no ID token is expected or checked.

Exit status: 0 when every check held and the tokens were printed, 1 when not, 2 for wrong options.

Example:
  vestibule perform device-code --endpoint http://127.0.0.1:4444 --client-id my-client";

/// What both flows take.
#[derive(Args, Debug)]
pub struct Common {
    /// The server's base address, below which its endpoints are where Ory Hydra has them.
    ///
    /// Defaults to the environment variable ORY_SDK_URL, unless --issuer is given.
    #[arg(short, long, value_name = "URL", value_parser = endpoint)]
    pub endpoint: Option<Endpoint>,
    /// The server's issuer identifier; its endpoints are discovered.
    #[arg(long, value_name = "URL", value_parser = issuer)]
    pub issuer: Option<Issuer>,
    /// The client's identifier. Defaults to the environment variable OAUTH2_CLIENT_ID.
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
    /// The client's secret. Defaults to the environment variable OAUTH2_CLIENT_SECRET.
    ///
    /// Others on this machine can read a command line: the environment variable is better.
    #[arg(long, value_name = "SECRET", value_parser = client_secret)]
    pub client_secret: Option<ClientSecret>,
    /// The token endpoint, instead of the one known otherwise.
    #[arg(long, value_name = "URL", value_parser = endpoint)]
    pub token_url: Option<Endpoint>,
    /// The key set (JWKS) that ID tokens are verified with, instead of the one known otherwise.
    #[arg(long, value_name = "URL", value_parser = endpoint)]
    pub jwks_url: Option<Endpoint>,
    /// What to ask for; repeat it or separate by commas.
    #[arg(long, value_name = "SCOPE", value_delimiter = ',', default_values = ["offline", "openid"])]
    pub scope: Vec<String>,
    /// The audience of the access token to ask for; repeat it or separate by commas.
    #[arg(long, value_name = "AUDIENCE", value_delimiter = ',')]
    pub audience: Vec<String>,
    /// How to print the tokens: table (or default), json, json-pretty, yaml, jsonpath=PATH,
    /// jsonpointer=POINTER.
    #[arg(long, value_name = "FORMAT", default_value = "default")]
    pub format: Format,
    /// Print the access token and nothing else.
    #[arg(short, long)]
    pub quiet: bool,
    /// A header for every request to the server, as in 'Name: value'; repeat it for more.
    #[arg(short = 'H', long = "http-header", value_name = "NAME: VALUE")]
    pub http_header: Vec<HttpHeader>,
    /// Do not verify the server's TLS certificate. Whoever is between can then read the tokens.
    #[arg(long)]
    pub skip_tls_verify: bool,
}

/// Options of `perform device-code`.
#[derive(Args, Debug)]
pub struct DeviceCode {
    /// What both flows take.
    #[command(flatten)]
    pub common: Common,
    /// The device authorization endpoint, instead of the one known otherwise.
    #[arg(long, value_name = "URL", value_parser = endpoint)]
    pub device_auth_url: Option<Endpoint>,
    /// Do not draw the QR code.
    #[arg(long)]
    pub no_qr: bool,
}

/// What the environment says, read at the program's edge.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// `ORY_SDK_URL`.
    pub endpoint: Option<String>,
    /// `OAUTH2_CLIENT_ID`.
    pub client_id: Option<String>,
    /// `OAUTH2_CLIENT_SECRET`.
    pub client_secret: Option<ClientSecret>,
}

fn endpoint(text: &str) -> Result<Endpoint, &'static str> {
    Endpoint::parse(text).map_err(oauth_proto::endpoint::EndpointError::as_str)
}

fn issuer(text: &str) -> Result<Issuer, &'static str> {
    Issuer::parse(text).map_err(oauth_proto::endpoint::EndpointError::as_str)
}

fn client_secret(text: &str) -> Result<ClientSecret, &'static str> {
    ClientSecret::parse(text).ok_or("a secret is not empty and has at most 32768 bytes")
}
