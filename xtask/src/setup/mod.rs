//! Finds each tool that the project's tasks need, or installs it into a cache of the project's own.
//!
//! What is on PATH and fits is used as it is. One file for each kind of tool; only `apt` changes the system.

mod apt;
mod browser;
mod cache;
mod cargo_tool;
mod compiler;
mod firefox;
mod go;
mod maven;
mod node;
mod peer;
mod postgres;
mod program;
mod wasm_target;
mod webkit;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use self::browser::Browser;
use self::cache::Cache;
use self::cargo_tool::{CargoTool, Fit};
pub(crate) use self::node::install_locked;
pub(crate) use self::peer::Peer;
use self::program::CADDY;
pub(crate) use self::program::{FAKETIME, NGINX, WRK};
pub(crate) use self::wasm_target::{Std, TRIPLE, WasmTarget};
use crate::failure::Failure;
use crate::workspace::Workspace;

/// The modules of the tests that run in the browsers beside Chromium.
pub(crate) const FIREFOX: &str = "firefox";
pub(crate) const WEBKIT: &str = "webkit";

/// What the tools are wanted for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building the bundles and the host.
    Build,
    /// That, and every test.
    Test,
}

/// Every tool, found.
pub(crate) struct Toolbox {
    root: PathBuf,
    target: PathBuf,
    path: OsString,
    wasm: WasmTarget,
    wasm_bindgen: String,
    browser: Option<Browser>,
    peers: Vec<TestPeer>,
}

/// A foreign program of the end-to-end tests.
struct TestPeer {
    /// The modules of the tests that need it.
    tests: &'static [&'static str],
    /// The environment variable that tells the tests where it is.
    variable: &'static str,
    peer: Peer,
}

impl Toolbox {
    /// Finds or installs what `purpose` needs; silent where nothing is missing.
    pub(crate) fn prepare(workspace: &Workspace, purpose: Purpose) -> Result<Self, Failure> {
        compiler::prepare()?;
        let cache = Cache::open()?;
        let wasm_bindgen = workspace.locked_version("wasm-bindgen")?;
        let wasm = WasmTarget::prepare(&cache)?;
        node::check()?;

        let mut folders = vec![
            TRUNK.prepare(&cache, TRUNK_VERSION)?,
            WASM_BINDGEN.prepare(&cache, &wasm_bindgen)?,
            node::wasm_opt(&cache)?,
        ];
        let (mut browser, mut peers) = (None, Vec::new());
        if purpose == Purpose::Test {
            folders.push(WASM_PACK.prepare(&cache, WASM_PACK_VERSION)?);
            folders.push(CARGO_DENY.prepare(&cache, CARGO_DENY_VERSION)?);
            browser = Some(Browser::prepare()?);
            peers = vec![
                TestPeer {
                    tests: &[FIREFOX],
                    variable: "GECKODRIVER",
                    peer: firefox::prepare(&cache)?,
                },
                TestPeer {
                    tests: &[WEBKIT],
                    variable: "WEBKIT_WEBDRIVER",
                    peer: webkit::prepare()?,
                },
                TestPeer {
                    tests: &["hydra"],
                    variable: "HYDRA",
                    peer: go::hydra(&cache, workspace.root())?,
                },
                TestPeer {
                    tests: &["postgres"],
                    variable: "POSTGRES_BIN",
                    peer: postgres::prepare()?,
                },
                TestPeer {
                    tests: &["nginx"],
                    variable: "NGINX",
                    peer: NGINX.peer()?,
                },
                TestPeer {
                    tests: &["caddy"],
                    variable: "CADDY",
                    peer: CADDY.peer()?,
                },
                TestPeer {
                    tests: &["light_oauth2", "light_4j"],
                    variable: "LIGHT_OAUTH2",
                    peer: maven::light_oauth2(&cache, workspace.root())?,
                },
            ];
        }

        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = folders.into_iter().flatten();
        let path = env::join_paths(folders.chain(env::split_paths(&inherited)))
            .map_err(|error| Failure::Project(format!("PATH cannot be extended: {error}")))?;
        let (root, target) = (workspace.root().to_owned(), workspace.target().to_owned());
        Ok(Self {
            root,
            target,
            path,
            wasm,
            wasm_bindgen,
            browser,
            peers,
        })
    }

    /// A tool at the root, for the machine itself.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", &self.path);
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// A tool that compiles for WebAssembly.
    pub(crate) fn wasm_command(&self, program: &str, std: Std) -> Command {
        let mut command = self.command(program);
        self.wasm.apply(&mut command, &self.path, std);
        command
    }

    /// `trunk build`, with every tool that it would else download named.
    pub(crate) fn trunk(&self) -> Command {
        self.trunk_with("build")
    }

    fn trunk_with(&self, task: &str) -> Command {
        let mut command = self.wasm_command("trunk", Std::Abort);
        command
            .args([task, "--skip-version-check"])
            .env("TRUNK_TOOLS_WASM_BINDGEN", &self.wasm_bindgen)
            .env(
                "TRUNK_TOOLS_WASM_OPT",
                format!("version_{}", node::BINARYEN),
            );
        command
    }

    /// Which compiler makes the WebAssembly.
    pub(crate) fn wasm_target(&self) -> &WasmTarget {
        &self.wasm
    }

    /// `trunk serve`, likewise.
    pub(crate) fn trunk_serve(&self) -> Command {
        self.trunk_with("serve")
    }

    /// Adds what finds the browser to a command that runs tests in it.
    pub(crate) fn with_browser<'command>(
        &self,
        command: &'command mut Command,
    ) -> &'command mut Command {
        if let Some(browser) = &self.browser {
            command
                .env("CHROMEDRIVER", browser.driver())
                .env("CHROMIUM", browser.browser());
        }
        command
    }

    /// Tells a command that runs tests where the peers are.
    pub(crate) fn with_peers<'command>(
        &self,
        command: &'command mut Command,
    ) -> &'command mut Command {
        for TestPeer { variable, peer, .. } in &self.peers {
            if let Peer::Present(path) = peer {
                command.env(variable, path);
            }
        }
        command
    }

    /// The modules of tests that can't run on this machine, and what to install to have them.
    pub(crate) fn absent_peers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let absent = self.peers.iter().filter_map(|it| match &it.peer {
            Peer::Present(_) => None,
            Peer::Absent(remedy) => Some((it.tests, remedy.as_str())),
        });
        absent.flat_map(|(tests, remedy)| tests.iter().map(move |module| (*module, remedy)))
    }

    /// What decides the bytes of a bundle, sources aside.
    pub(crate) fn bundle_versions(&self) -> Result<String, Failure> {
        let compiler = self.wasm.version(&self.path)?;
        Ok(format!(
            "{compiler} trunk {TRUNK_VERSION} bindgen {}",
            self.wasm_bindgen
        ))
    }
}

const TRUNK_VERSION: &str = "0.21.14";
const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    programs: &["trunk"],
    fit: Fit::SameMinor,
    // Without its TLS and self-update: it must fetch nothing.
    flags: &["--locked", "--no-default-features"],
    opt_level: "0",
};

const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    // Its files carry a schema version that must be the library's.
    fit: Fit::Exact,
    // The lockfile in its package can name a crate version that is not to be had.
    flags: &[],
    // It reads whole modules of tests, tens of megabytes; the other tools mostly wait for others.
    opt_level: "1",
};

const WASM_PACK_VERSION: &str = "0.15.1";
const WASM_PACK: CargoTool = CargoTool {
    package: "wasm-pack",
    programs: &["wasm-pack"],
    fit: Fit::SameMinor,
    flags: &["--locked"],
    opt_level: "0",
};

const CARGO_DENY_VERSION: &str = "0.20.2";
const CARGO_DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    programs: &["cargo-deny"],
    fit: Fit::SameMinor,
    flags: &["--locked"],
    opt_level: "0",
};
