//! The login page on a slow phone beside other sign-in forms, and the host that draws it beside nginx, which
//! serves it as it was baked.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{BUILD_LIMIT, Bench, RUN_LIMIT};
use crate::failure::{AtPath, Failure};
use crate::host::Host;
use crate::setup::{NGINX, Purpose, Toolbox, WRK, install_locked};
use crate::{bundles, process};

/// Writes both tables, one below the other, even where something is over its limit.
pub(super) fn measure(bench: &Bench<'_>, table: &Path) -> Result<(), Failure> {
    let workspace = bench.workspace;
    let tools = Toolbox::prepare(workspace, Purpose::Test)?;
    let (nginx, wrk) = (NGINX.prepare()?, WRK.prepare()?);
    let sources = bench.sources.join("page");
    install_locked(&sources)?;
    bundles::build(workspace, &tools)?;
    bench.build_host()?;
    let leptos = bench.build_package(&tools, "leptos-form")?;
    let baked = bench.folder.join("baked");
    let mut bake = Command::new(workspace.release_binary());
    bake.args(["bake", "--out"]).arg(&baked);
    bake.arg("--assets").arg(workspace.assets());
    process::run("baking the login view", BUILD_LIMIT, &mut bake)?;

    let second = table.with_extension("server.md");
    if second.exists() {
        fs::remove_file(&second).at(&second)?;
    }
    let in_browser = {
        let host = Host::start(workspace, &workspace.release_binary())?;
        let mut node = tools.command("node");
        node.arg(sources.join("run.mjs")).arg(host.origin());
        node.arg(&baked).arg(leptos).arg(table);
        process::run("timing the page", RUN_LIMIT, tools.with_browser(&mut node))
    };
    if let Err(Failure::Interrupted) = in_browser {
        return in_browser;
    }
    let mut load = bench.load_program("bench_serve");
    load.arg(&second)
        .env("VESTIBULE_ASSETS", workspace.assets())
        .env("BAKED", baked)
        .env("NGINX", nginx)
        .env("WRK", wrk);
    let from_server = process::run("timing the host beside nginx", RUN_LIMIT, &mut load);
    let mut tables = Vec::new();
    for part in [table, &second] {
        if part.exists() {
            tables.push(fs::read_to_string(part).at(part)?);
        }
    }
    fs::write(table, tables.join("\n")).at(table)?;
    in_browser.and(from_server)
}
