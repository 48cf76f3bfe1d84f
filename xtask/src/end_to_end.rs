//! The end-to-end tests as a command: for the tests, the screenshots and the bench of smoothness alike.

use std::process::Command;

use crate::setup::Toolbox;
use crate::workspace::Workspace;

/// The end-to-end tests, ready to be given a filter.
pub(crate) fn browser_tests(workspace: &Workspace, tools: &Toolbox) -> Command {
    let mut command =
        workspace.cargo(&["test", "--workspace", BROWSER_FEATURE, "--test", "browser"]);
    tools.with_peers(tools.with_browser(&mut command));
    command
        .env("VESTIBULE_BIN", workspace.host_binary())
        .env("VESTIBULE_ASSETS", workspace.assets())
        .env("VESTIBULE_EXAMPLES", workspace.target().join("examples"));
    command
}

/// The whole workspace with one more feature, rather than one package: so no crate is built twice.
pub(crate) const BROWSER_FEATURE: &str = "--features=vestibule-e2e/browser";
