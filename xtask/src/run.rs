//! `cargo xtask run`: builds what changed, then becomes the host. `cargo xtask pages` becomes `trunk serve`.

use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::failure::Failure;
use crate::setup::Toolbox;
use crate::workspace::Workspace;
use crate::{bundles, process};

const BUILD_LIMIT: Duration = Duration::from_mins(20);

/// How to serve.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port on 127.0.0.1 to listen on.
    #[arg(long, default_value_t = 6881)]
    port: u16,
    /// Serve https, with a certificate made at start.
    #[arg(long)]
    https: bool,
    /// The brand document in whose name the pages are, read again when it changes.
    #[arg(long)]
    brand: Option<PathBuf>,
}

/// Returns only if the host could not be started.
pub(crate) fn run(
    workspace: &Workspace,
    tools: &Toolbox,
    options: &Options,
) -> Result<(), Failure> {
    bundles::build(workspace, tools)?;
    build_host(workspace)?;
    process::check_interrupt()?;

    let listen = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let mut host = Command::new(workspace.host_binary());
    host.current_dir(workspace.root())
        .args(["serve", "--listen", &listen.to_string(), "--assets"])
        .arg(workspace.assets())
        .arg("--data")
        .arg(workspace.target().join("demo-data"))
        .args(options.https.then_some("--https"));
    if let Some(brand) = &options.brand {
        host.arg("--brand").arg(brand);
    }
    Err(become_program("the host", &mut host))
}

/// Shows the login view's pages in the browser while they are edited. Returns only if that could not begin.
pub(crate) fn pages(tools: &Toolbox) -> Result<(), Failure> {
    process::check_interrupt()?;
    Err(become_program("trunk serve", &mut tools.trunk_serve()))
}

/// In place of this program: Ctrl-C, the terminal and the exit status are then the other's own.
fn become_program(name: &str, command: &mut Command) -> Failure {
    let source = command.exec();
    Failure::Start {
        program: name.to_owned(),
        source,
    }
}

/// Builds the host in its quick profile.
pub(crate) fn build_host(workspace: &Workspace) -> Result<(), Failure> {
    let step = "Building the host";
    process::run(
        step,
        BUILD_LIMIT,
        &mut workspace.cargo(&["build", "--package", "vestibule"]),
    )
}
