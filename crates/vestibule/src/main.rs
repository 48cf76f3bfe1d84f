//! The `vestibule` binary: the only place that reads the clock, the random number generator and the
//! environment, and that decides how an error leaves the process.

use std::{
    env,
    fmt::Display,
    io::{self, IsTerminal as _, Write as _},
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use clap::Parser as _;
use oauth_proto::secret::ClientSecret;
use tracing_subscriber::EnvFilter;
use vestibule::{
    bake::bake,
    brand,
    cli::{self, Cli, Command},
    entropy::Unavailable,
    hash_password::{Source, hash_password},
    init::init,
    perform::{PerformError, Terminal, options::Environment, perform},
    rotate_key::rotate_key,
    serve::{Edge, bundles, serve},
    user_command::{Tools, user},
};

/// The exit status for options that make no sense together, as the parser of the command line has it.
const USAGE: u8 = 2;

#[tokio::main]
async fn main() -> ExitCode {
    let outcome: Result<(), Box<dyn std::error::Error>> = match Cli::parse().command {
        Command::Init(options) => init(&options.config, &mut io::stdout()).map_err(Into::into),
        Command::HashPassword => {
            let mut ask = |prompt: &str| rpassword::prompt_password(prompt);
            let mut line = io::stdin().lock();
            let source = if line.is_terminal() {
                Source::Person(&mut ask)
            } else {
                Source::Line(&mut line)
            };
            hash_password(source, &*edge().entropy, &mut io::stdout()).map_err(Into::into)
        }
        Command::Bake(options) => bundles(options.assets.as_deref())
            .map_err(Into::into)
            .and_then(|bundles| bake(&options, &bundles, &mut io::stdout()))
            .map_err(Into::into),
        Command::Brand(cli::Brand::Check { file }) => {
            brand::command::check(&file, &mut io::stdout()).map_err(Into::into)
        }
        Command::Brand(cli::Brand::Reference) => {
            brand::command::reference(&mut io::stdout()).map_err(Into::into)
        }
        Command::Brand(cli::Brand::Schema) => {
            brand::command::schema(&mut io::stdout()).map_err(Into::into)
        }
        Command::Perform(flow) => {
            // What fails in TLS is told in the words of the check that it fails.
            log_to_stderr("warn,rustls_platform_verifier=off");
            let is_watched = io::stderr().is_terminal();
            let mut terminal = Terminal {
                out: &mut io::stdout(),
                err: &mut io::stderr(),
                is_watched,
            };
            match perform(*flow, environment(), &edge(), &mut terminal).await {
                // All about it has been told.
                Err(PerformError::CheckFailed) => return ExitCode::FAILURE,
                Err(PerformError::Usage(error)) => {
                    tell(&error);
                    return ExitCode::from(USAGE);
                }
                other => other.map_err(Into::into),
            }
        }
        Command::User(options) => {
            let edge = edge();
            let mut ask = |prompt: &str| rpassword::prompt_password(prompt);
            let mut line = io::stdin().lock();
            let source = if line.is_terminal() {
                Source::Person(&mut ask)
            } else {
                Source::Line(&mut line)
            };
            let tools = Tools {
                clock: &*edge.clock,
                entropy: &*edge.entropy,
                source,
                out: &mut io::stdout(),
            };
            user(options, tools).await.map_err(Into::into)
        }
        Command::RotateKey(options) => rotate_key(options, &*edge().clock, &mut io::stdout())
            .await
            .map_err(Into::into),
        Command::Serve(options) => {
            log_to_stderr("info");
            serve(options, edge(), &mut io::stdout())
                .await
                .map_err(Into::into)
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&*error);
            ExitCode::FAILURE
        }
    }
}

/// Says why the command ends. Where nobody listens any more, the exit status still tells that it did.
fn tell(error: &dyn Display) {
    let _ = writeln!(io::stderr(), "vestibule: {error}");
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge: everything behind it is given these two"
)]
fn edge() -> Edge {
    Edge {
        clock: Arc::new(SystemTime::now),
        entropy: Arc::new(|out: &mut [u8]| getrandom::fill(out).map_err(|_| Unavailable)),
    }
}

/// What the commands take from the environment; what is empty is not there.
fn environment() -> Environment {
    let read = |name| {
        env::var(name)
            .ok()
            .filter(|value: &String| !value.is_empty())
    };
    Environment {
        endpoint: read("ORY_SDK_URL"),
        client_id: read("OAUTH2_CLIENT_ID"),
        client_secret: read("OAUTH2_CLIENT_SECRET").and_then(ClientSecret::parse),
    }
}

/// `RUST_LOG` says how much, else `level`; standard output is for whoever started the command. A log that
/// can't be written (its reader is gone, its disk is full) is lost, and nothing else is.
fn log_to_stderr(level: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .log_internal_errors(false)
        .init();
}
