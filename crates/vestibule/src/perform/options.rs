//! The words of `vestibule perform …`: the flags of `hydra perform …` with their names, short forms,
//! defaults and environment variables, and those that only ours has. It must not know what they do.
#![expect(
    clippy::doc_markdown,
    reason = "the documentation of a flag is its help in the terminal"
)]

use clap::{ArgAction, Args, Subcommand, ValueEnum};
use oauth_proto::{
    endpoint::{Endpoint, Issuer},
    extra::Extra,
    resource::Resource,
    secret::{ClientSecret, State},
};
use vestibule_ui::output::Format;

use super::http_header::HttpHeader;

/// The flows.
#[derive(Debug, Subcommand)]
pub enum Perform {
    /// Sign in with the authorization code flow in a browser, check everything, print the tokens.
    ///
    /// Serves the client page on this machine's loopback interface, opens the browser there, and lets
    /// the page perform the authorization code flow with PKCE. When it is done, the tokens are printed
    /// on standard output. What happens meanwhile is told on standard error.
    ///
    /// For trying out and for tests only.
    #[command(after_help = AUTHORIZATION_CODE_HELP)]
    AuthorizationCode(AuthorizationCode),
    /// Sign in with the device authorization flow: a code to enter elsewhere. Print the tokens.
    ///
    /// Runs in the terminal itself: shows the code, where to enter it, and the same as a QR code, waits
    /// for the outcome, checks everything, and prints the tokens on standard output.
    ///
    /// The client must authenticate with "none" or "client_secret_post".
    #[command(after_help = DEVICE_CODE_HELP)]
    DeviceCode(DeviceCode),
}

const AUTHORIZATION_CODE_HELP: &str = "\
Checks that `hydra perform` does not make, and how to do without each:
  PKCE (S256)            --danger-no-pkce
  ID token, with nonce   a --scope without openid
  iss of the response    --endpoint instead of --issuer: what is not announced need not be there
  state                  can't be switched off; --state makes it a fixed one

Exit status: 0 when every check held and the tokens were printed, 1 when not, 2 for wrong options.

Example:
  vestibule perform authorization-code --endpoint http://127.0.0.1:4444 --client-id my-client";

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
    /// The resource that the access token is for, an absolute URI (RFC 8707); repeat it for more.
    #[arg(long, value_name = "URI", value_parser = resource)]
    pub resource: Vec<Resource>,
    /// Another parameter of the first request; repeat it for more.
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    pub extra: Vec<Extra>,
    /// How to print the tokens: table (or default), json, json-pretty, yaml, jsonpath=PATH,
    /// jsonpointer=POINTER.
    #[arg(long, value_name = "FORMAT", default_value = "default")]
    pub format: Format,
    /// Print the access token and nothing else.
    #[arg(short, long)]
    pub quiet: bool,
    /// A header for every request to the server, as in 'Name: value'; repeat it for more.
    ///
    /// It is sent to the origins of the addresses that are given here, and to no other that the server
    /// names.
    #[arg(short = 'H', long = "http-header", value_name = "NAME: VALUE")]
    pub http_header: Vec<HttpHeader>,
    /// Do not verify the server's TLS certificate. Whoever is between can then read the tokens.
    #[arg(long)]
    pub skip_tls_verify: bool,
}

/// Options of `perform authorization-code`.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct AuthorizationCode {
    /// What both flows take.
    #[command(flatten)]
    pub common: Common,
    /// The authorization endpoint, instead of the one known otherwise.
    #[arg(long, value_name = "URL", value_parser = endpoint)]
    pub auth_url: Option<Endpoint>,
    /// How the client authenticates when it has a secret.
    #[arg(long, value_enum, value_name = "METHOD", default_value_t)]
    pub client_auth: ClientAuthMethod,
    /// The OpenID Connect prompt parameter; repeat it or separate by commas.
    #[arg(long, value_name = "PROMPT", value_delimiter = ',')]
    pub prompt: Vec<String>,
    /// The OpenID Connect max_age parameter, in seconds; -1 leaves it out.
    #[arg(long, value_name = "SECONDS", default_value_t = -1, allow_negative_numbers = true,
          value_parser = clap::value_parser!(i64).range(-1..=i64::from(u32::MAX)))]
    pub max_age: i64,
    /// How the answer comes back. Default: as the server likes.
    #[arg(long, value_enum, value_name = "MODE")]
    pub response_mode: Option<ResponseMode>,
    /// A fixed state. Insecure: whoever knows it can slip in an answer of their own.
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub state: Option<State>,
    /// The port of the client page on the loopback interface; 0 takes any that is free.
    #[arg(short, long, value_name = "PORT", default_value_t = 4446)]
    pub port: u16,
    /// Serve the client page by https, with a certificate made at start that browsers warn about.
    #[arg(long)]
    pub https: bool,
    /// The redirect URI, instead of http(s)://127.0.0.1:PORT/callback.
    #[arg(long, value_name = "URL", value_parser = endpoint)]
    pub redirect: Option<Endpoint>,
    /// Do not open the browser; the address to open is printed on standard error either way.
    #[arg(long)]
    pub no_open: bool,
    /// Stay for more rounds, each with a fresh state and nonce. Ends with Ctrl-C.
    #[arg(long)]
    pub no_shutdown: bool,
    /// Do without PKCE, for servers that do not know it. A stolen code is then as good as a token.
    #[arg(long)]
    pub danger_no_pkce: bool,
    /// Do not ask people whom Ory Hydra knows already, at the login and consent steps.
    ///
    /// Only effective when Hydra's urls.login and urls.consent are this command's /login and /consent.
    #[arg(long)]
    pub skip: bool,
    /// Ory Hydra's admin API, for its login and consent steps. Default: the same as --endpoint.
    #[arg(long, value_name = "URL", value_parser = endpoint)]
    pub admin_endpoint: Option<Endpoint>,
    /// Which requests the page leaves to this command's relay.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub relay: RelayUse,
    /// The folder of the built bundles (default: the ones in this binary, else ./dist).
    #[arg(long, value_name = "DIR")]
    pub assets: Option<std::path::PathBuf>,
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
    #[arg(long, action = ArgAction::SetTrue)]
    pub no_qr: bool,
}

/// How a client with a secret authenticates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum ClientAuthMethod {
    /// By HTTP Basic, which every server knows (RFC 6749 §2.3.1).
    #[default]
    ClientSecretBasic,
    /// In the request's body.
    ClientSecretPost,
}

/// The response modes of the code flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum ResponseMode {
    /// In the address's query.
    Query,
    /// In the address's fragment.
    Fragment,
    /// By a form that the browser posts.
    FormPost,
}

impl ResponseMode {
    /// The parameter's value.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
        }
    }
}

/// When the page's requests go by the relay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RelayUse {
    /// All of them with a client secret, -H or --skip-tls-verify; else those that the server keeps
    /// from browsers (CORS).
    #[default]
    Auto,
    /// All of them.
    Always,
    /// None: whatever a browser can't do fails.
    Never,
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

fn resource(text: &str) -> Result<Resource, &'static str> {
    Resource::parse(text).ok_or("a resource is an absolute URI without a fragment")
}

fn parameter(text: &str) -> Result<Extra, &'static str> {
    let named = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = named.ok_or("write it as NAME=VALUE")?;
    Extra::parse(name, value).ok_or(
        "the flow sets this parameter itself; use the option that is made for it, or leave it out",
    )
}

fn client_secret(text: &str) -> Result<ClientSecret, &'static str> {
    ClientSecret::parse(text).ok_or("a secret is not empty and has at most 32768 bytes")
}

fn state(text: &str) -> Result<State, &'static str> {
    State::parse(text).ok_or("a state is of visible ASCII characters")
}
