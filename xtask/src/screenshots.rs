//! `cargo xtask screenshots`: pictures of the pages, for the eye.

use std::time::Duration;

use crate::end_to_end::browser_tests;
use crate::failure::Failure;
use crate::setup::Toolbox;
use crate::workspace::Workspace;
use crate::{bundles, process};

const LIMIT: Duration = Duration::from_mins(40);

/// Fills target/screenshots/.
pub(crate) fn take(workspace: &Workspace, tools: &Toolbox) -> Result<(), Failure> {
    bundles::build(workspace, tools)?;
    let folder = workspace.target().join("screenshots");
    let mut command = browser_tests(workspace, tools)?;
    command
        .args(["screenshots", "--", "--ignored"])
        .env("VESTIBULE_SCREENSHOTS", &folder);
    process::run("Taking pictures", LIMIT, &mut command)?;
    println!("{}", folder.display());
    Ok(())
}
