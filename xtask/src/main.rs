//! `cargo xtask`: the project's tasks as one program, so that a person, a script and CI do the same thing.
//!
//! It knows cargo, trunk, npm and the system's packages; it must not know what a page or the protocol does.
//! It runs on Unix, where process groups let it end a step with everything that the step started.

mod bench;
mod budget;
mod bundles;
mod chaos;
mod compress;
mod dist;
mod end_to_end;
mod failure;
mod figures;
mod fingerprint;
mod fuzz;
mod host;
mod lock;
mod process;
mod run;
mod screenshots;
mod setup;
mod shrink;
mod test;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::setup::{Purpose, Toolbox};
use crate::workspace::Workspace;

/// The tasks of the Vestibule project.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Find or install every tool that building and testing need.
    Setup,
    /// Build both WebAssembly bundles into dist/, unless they are up to date.
    Bundles,
    /// Build everything that changed and serve it until Ctrl-C.
    Run(run::Options),
    /// Show the login view's pages in the browser while they are edited, at <http://127.0.0.1:8080/>.
    Pages,
    /// Run every check and every test.
    Test(test::Options),
    /// Compare what the pages weigh with what they may weigh.
    Budget,
    /// Weigh and time the login page, the protocol core and the host beside their peers.
    Bench(bench::Options),
    /// Kill the host again and again under traffic, fill its disk, set its clock, and count what is lost.
    Chaos(chaos::Options),
    /// Hunt for inputs that the protocol core mishandles, guided by coverage.
    Fuzz(fuzz::Options),
    /// Make the release binary and the static files, in target/dist/.
    Dist,
    /// Take pictures of the pages, in target/screenshots/.
    Screenshots,
}

fn main() -> ExitCode {
    match perform(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            failure.exit_code()
        }
    }
}

fn perform(task: Task) -> Result<(), Failure> {
    process::catch_interrupts()?;
    let workspace = Workspace::find()?;
    let tools = |purpose| Toolbox::prepare(&workspace, purpose);
    match task {
        Task::Setup => tools(Purpose::Test).map(|_| ()),
        Task::Bundles => bundles::build(&workspace, &tools(Purpose::Build)?),
        Task::Run(options) => run::run(&workspace, &tools(Purpose::Build)?, &options),
        Task::Pages => run::pages(&tools(Purpose::Build)?),
        Task::Test(options) => test::run(&workspace, options),
        Task::Budget => {
            let tools = tools(Purpose::Build)?;
            bundles::build(&workspace, &tools)?;
            run::build_host(&workspace)?;
            budget::check(&workspace)
        }
        Task::Bench(options) => bench::run(&workspace, &options),
        Task::Chaos(options) => chaos::run(&workspace, &options),
        Task::Fuzz(options) => fuzz::run(&workspace, &options),
        Task::Dist => dist::make(&workspace, &tools(Purpose::Build)?),
        Task::Screenshots => screenshots::take(&workspace, &tools(Purpose::Test)?),
    }
}
