//! The `vestibule` binary: the only place that reads the clock, the random number generator and the
//! environment, and that decides how an error leaves the process.

use std::{
    io::{self, IsTerminal as _},
    process::ExitCode,
    sync::Arc,
    time::SystemTime,
};

use clap::Parser as _;
use tracing_subscriber::EnvFilter;
use vestibule::{
    cli::{Cli, Command},
    entropy::Unavailable,
    hash_password::{Source, hash_password},
    init::init,
    serve::{Edge, serve},
};

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
        Command::Serve(options) => {
            log_to_stderr();
            serve(options, edge(), &mut io::stdout())
                .await
                .map_err(Into::into)
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("vestibule: {error}");
            ExitCode::FAILURE
        }
    }
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

/// `RUST_LOG` says how much; standard output is for whoever started the host.
fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr)
        .init();
}
