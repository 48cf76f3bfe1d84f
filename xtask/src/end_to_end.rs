//! The end-to-end tests as a command: for the tests, the screenshots and the bench of smoothness alike.

use std::process::Command;
use std::time::Duration;

use crate::failure::Failure;
use crate::process;
use crate::setup::Toolbox;
use crate::workspace::Workspace;

const BUILD_LIMIT: Duration = Duration::from_mins(25);

/// The end-to-end tests, ready to be given a filter. The host that they start is built by then.
pub(crate) fn browser_tests(workspace: &Workspace, tools: &Toolbox) -> Result<Command, Failure> {
    build_host(workspace)?;
    let mut command =
        workspace.cargo(&["test", "--workspace", BROWSER_FEATURE, "--test", "browser"]);
    tools.with_peers(tools.with_browser(&mut command));
    command
        .env("VESTIBULE_BIN", workspace.host_binary())
        .env("VESTIBULE_ASSETS", workspace.assets())
        .env("VESTIBULE_EXAMPLES", workspace.target().join("examples"));
    Ok(command)
}

/// Builds the host with the features of all tests: cargo does so for a test that starts it.
pub(crate) fn build_host(workspace: &Workspace) -> Result<(), Failure> {
    let mut build = workspace.cargo(&["test", "--workspace", BROWSER_FEATURE]);
    build.args(["--test", "host_binary", "--no-run"]);
    process::run("building the host under test", BUILD_LIMIT, &mut build)
}

/// The whole workspace with one more feature, rather than one package: so no crate is built twice.
pub(crate) const BROWSER_FEATURE: &str = "--features=vestibule-e2e/browser";
