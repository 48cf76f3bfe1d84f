//! `cargo xtask chaos`: builds the host and what kills it, and runs them. What must hold is said in
//! `tests/load`.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::failure::{AtPath, Failure};
use crate::setup::FAKETIME;
use crate::workspace::Workspace;
use crate::{figures, process};

const BUILD_LIMIT: Duration = Duration::from_mins(20);
const RUN_LIMIT: Duration = Duration::from_mins(15);

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How often the host is killed.
    #[arg(long, default_value_t = 100)]
    kills: u32,
    /// Put what is found into docs/reference/performance.md.
    #[arg(long)]
    write: bool,
}

/// Fails where anything was lost.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Failure> {
    let faketime = FAKETIME.prepare()?;
    let mut build = workspace.cargo(&["build", "--package=vestibule", "--package=vestibule-load"]);
    process::run("building the host and the chaos", BUILD_LIMIT, &mut build)?;
    let found = workspace.target().join("chaos.md");
    if found.exists() {
        fs::remove_file(&found).at(&found)?;
    }
    let mut chaos = Command::new(workspace.target().join("debug/chaos"));
    chaos
        .arg(options.kills.to_string())
        .arg(&found)
        .env("FAKETIME_BIN", faketime)
        .env("VESTIBULE_BIN", workspace.host_binary());
    let outcome = process::run("chaos", RUN_LIMIT, &mut chaos);
    if options.write && found.exists() {
        let found = fs::read_to_string(&found).at(&found)?;
        figures::keep(workspace, "chaos", &found)?;
    }
    outcome
}
