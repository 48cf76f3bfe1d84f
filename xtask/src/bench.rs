//! `cargo xtask bench`: what the login page, the protocol core and the host weigh and how fast they are,
//! beside their peers.
//!
//! This file builds, starts and collects; what is measured, and every limit, is with the benches in `bench/`. Each bench
//! writes one Markdown table, shown here and kept in the docs on request.

mod page;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use clap::ValueEnum;

use crate::end_to_end::browser_tests;
use crate::failure::{AtPath, Failure};
use crate::setup::{Purpose, Std, Toolbox, install_locked};
use crate::workspace::Workspace;
use crate::{bundles, figures, process, shrink};

const BUILD_LIMIT: Duration = Duration::from_mins(20);
const RUN_LIMIT: Duration = Duration::from_mins(12);

#[derive(clap::Args)]
pub(crate) struct Options {
    /// One part instead of all.
    part: Option<Part>,
    /// Put the tables into docs/reference/performance.md.
    #[arg(long)]
    write: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    /// What the core alone weighs as wasm, and what it imports.
    Size,
    /// From callback to validated tokens in Chromium, beside oauth4webapi and oidc-client-ts.
    Browser,
    /// ID tokens parsed and validated natively, beside the openidconnect crate.
    Native,
    /// The login page on a slow phone beside other forms, and its host beside nginx.
    Page,
    /// Whether a run on the client page holds the page up.
    Smoothness,
    /// Sign-ins beside Argon2id, refreshes beside Ory Hydra, and what connections cost.
    Host,
}

/// Runs the parts asked for. One that fails does not keep the others from being shown.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Failure> {
    let bench = Bench::new(workspace)?;
    let mut result = Ok(());
    for part in Part::value_variants() {
        if options.part.is_some_and(|only| only.name() != part.name()) {
            continue;
        }
        let table = bench.folder.join(part.name()).with_extension("md");
        if table.exists() {
            fs::remove_file(&table).at(&table)?;
        }
        let outcome = bench.measure(*part, &table);
        // A bench that is over its limit fails after it has written its table.
        if table.exists() {
            let table = fs::read_to_string(&table).at(&table)?;
            println!("\n{table}");
            if options.write {
                figures::keep(workspace, &format!("bench {}", part.name()), &table)?;
            }
        }
        if let Err(Failure::Interrupted) = outcome {
            return outcome;
        }
        result = result.and(outcome);
    }
    result
}

/// Whether the core alone works, imports only what its adapter passes and is within its limit.
pub(crate) fn core(workspace: &Workspace) -> Result<(), Failure> {
    let options = Options {
        part: Some(Part::Size),
        write: false,
    };
    run(workspace, &options)
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Browser => "browser",
            Self::Native => "native",
            Self::Page => "page",
            Self::Smoothness => "smoothness",
            Self::Host => "host",
        }
    }
}

struct Bench<'a> {
    workspace: &'a Workspace,
    sources: PathBuf,
    folder: PathBuf,
}

impl<'a> Bench<'a> {
    fn new(workspace: &'a Workspace) -> Result<Self, Failure> {
        let folder = workspace.target().join("bench");
        fs::create_dir_all(&folder).at(&folder)?;
        Ok(Self {
            workspace,
            sources: workspace.root().join("bench"),
            folder,
        })
    }

    fn measure(&self, part: Part, table: &Path) -> Result<(), Failure> {
        match part {
            Part::Size => {
                let tools = Toolbox::prepare(self.workspace, Purpose::Build)?;
                let wasm = self.build_wasm(&tools, "core-size")?;
                let small = self.folder.join("core.wasm");
                optimise(&tools, &wasm, &small)?;
                let mut node = tools.command("node");
                node.arg(self.sources.join("core-size/weigh.mjs"))
                    .arg(small);
                process::run("weighing the core", RUN_LIMIT, node.arg(table))
            }
            Part::Browser => {
                let tools = Toolbox::prepare(self.workspace, Purpose::Test)?;
                let sources = self.sources.join("browser");
                install_locked(&sources)?;
                let package = self.build_package(&tools, "bench-browser")?;
                let mut node = tools.command("node");
                node.arg(sources.join("run.mjs")).arg(package).arg(table);
                let step = "timing in the browser";
                process::run(step, RUN_LIMIT, tools.with_browser(&mut node))
            }
            Part::Native => {
                let mut build = self.workspace.cargo(&["build", "--release"]);
                self.package(&mut build, "bench-native");
                process::run("building the native bench", BUILD_LIMIT, &mut build)?;
                let program = self.workspace.target().join("release/bench-native");
                let step = "timing natively";
                process::run(step, RUN_LIMIT, Command::new(program).arg(table))
            }
            Part::Page => page::measure(self, table),
            Part::Smoothness => {
                let tools = Toolbox::prepare(self.workspace, Purpose::Test)?;
                bundles::build(self.workspace, &tools)?;
                let mut tests = browser_tests(self.workspace, &tools)?;
                tests.args(["smoothness", "--", "--ignored"]);
                tests.env("VESTIBULE_TABLE", table);
                process::run("timing the client page", BUILD_LIMIT, &mut tests)
            }
            Part::Host => {
                let tools = Toolbox::prepare(self.workspace, Purpose::Test)?;
                self.build_host()?;
                let mut bench = self.load_program("bench_host");
                bench.arg(table);
                process::run("timing the host", RUN_LIMIT, tools.with_peers(&mut bench))
            }
        }
    }

    /// The wasm of a package, built as the bundles are.
    fn build_wasm(&self, tools: &Toolbox, package: &str) -> Result<PathBuf, Failure> {
        let mut build = tools.wasm_command("cargo", Std::Abort);
        build.args([
            "build",
            "--target",
            "wasm32-unknown-unknown",
            "--profile",
            "wasm-release",
        ]);
        self.package(&mut build, package);
        process::run(&format!("building {package}"), BUILD_LIMIT, &mut build)?;
        let file = format!(
            "wasm32-unknown-unknown/wasm-release/{}.wasm",
            package.replace('-', "_")
        );
        Ok(self.workspace.target().join(file))
    }

    /// A package's wasm with the script that starts it.
    fn build_package(&self, tools: &Toolbox, package: &str) -> Result<PathBuf, Failure> {
        let wasm = self.build_wasm(tools, package)?;
        let folder = self.folder.join(package);
        let mut bindgen = tools.command("wasm-bindgen");
        bindgen
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(&folder)
            .arg(wasm);
        process::run("wasm-bindgen", RUN_LIMIT, &mut bindgen)?;
        let wasm = folder.join(format!("{}_bg.wasm", package.replace('-', "_")));
        optimise(tools, &wasm, &wasm)?;
        Ok(folder)
    }

    /// The host as users get it, and what loads it.
    fn build_host(&self) -> Result<(), Failure> {
        let mut build = self.workspace.cargo(&["build", "--release"]);
        build.args(["--package=vestibule", "--package=vestibule-load"]);
        process::run("building the host and its bench", BUILD_LIMIT, &mut build)
    }

    /// A program of `tests/load`, which is told where the host is.
    fn load_program(&self, name: &str) -> Command {
        let release = self.workspace.target().join("release");
        let mut program = Command::new(release.join(name));
        program.env("VESTIBULE_BIN", self.workspace.release_binary());
        program
    }

    fn package(&self, cargo: &mut Command, name: &str) {
        let manifest = self.sources.join("Cargo.toml");
        cargo
            .args(["--package", name, "--manifest-path"])
            .arg(manifest);
    }
}

fn optimise(tools: &Toolbox, from: &Path, to: &Path) -> Result<(), Failure> {
    let mut wasm_opt = tools.command("wasm-opt");
    wasm_opt.args(shrink::OPTIMISE).arg("--strip-debug");
    wasm_opt.arg(from).arg("-o").arg(to);
    process::run("wasm-opt", RUN_LIMIT, &mut wasm_opt)
}
