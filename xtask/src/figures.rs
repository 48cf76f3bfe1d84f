//! The docs' page of figures: each section of it is what one command has measured, between a mark with
//! the command's name and the next `<!-- end -->`.

use std::fs;

use crate::failure::{AtPath, Failure};
use crate::workspace::Workspace;

/// Replaces the section that `cargo xtask <command>` fills; what is written around the sections stays.
pub(crate) fn keep(workspace: &Workspace, command: &str, found: &str) -> Result<(), Failure> {
    let path = workspace.root().join("docs/reference/performance.md");
    let page = fs::read_to_string(&path).at(&path)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let section = format!(
        "\n{found}\nMade by `cargo xtask {command} --write` on a machine with {cores} cores.\n"
    );
    let page = with_section(&page, command, &section).ok_or_else(|| {
        Failure::Project(format!("{} has no section for {command}", path.display()))
    })?;
    fs::write(&path, page).at(&path)
}

fn with_section(page: &str, name: &str, section: &str) -> Option<String> {
    let (before, rest) = page.split_once(&format!("<!-- {name} -->\n"))?;
    let (_, after) = rest.split_once("<!-- end -->")?;
    Some(format!(
        "{before}<!-- {name} -->\n{section}<!-- end -->{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_replaced_and_the_rest_stays() {
        let page = "a\n<!-- bench size -->\nold\n<!-- end -->\nb\n<!-- bench native -->\nx\n<!-- end -->\n";
        assert_eq!(
            with_section(page, "bench size", "new\n").as_deref(),
            Some(
                "a\n<!-- bench size -->\nnew\n<!-- end -->\nb\n<!-- bench native -->\nx\n<!-- end -->\n"
            )
        );
        assert_eq!(with_section(page, "bench browser", "new\n"), None);
        assert_eq!(
            with_section("<!-- bench size -->\n", "bench size", "new\n"),
            None
        );
    }
}
