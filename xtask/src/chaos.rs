//! `cargo xtask chaos`: builds the host and what kills it, and runs them. What must hold is said in
//! `tests/load`.

use std::process::Command;
use std::time::Duration;

use crate::failure::Failure;
use crate::process;
use crate::workspace::Workspace;

const BUILD_LIMIT: Duration = Duration::from_mins(20);
const RUN_LIMIT: Duration = Duration::from_mins(15);

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often the host is killed.
    #[arg(long, default_value_t = 100)]
    kills: u32,
}

/// Fails where anything was lost.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Failure> {
    let mut build = workspace.cargo(&["build", "--package=vestibule", "--package=vestibule-load"]);
    process::run("building the host and the chaos", BUILD_LIMIT, &mut build)?;
    let mut chaos = Command::new(workspace.target().join("debug/chaos"));
    chaos
        .arg(options.kills.to_string())
        .env("VESTIBULE_BIN", workspace.host_binary());
    process::run("chaos", RUN_LIMIT, &mut chaos)
}
