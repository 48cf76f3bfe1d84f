//! `cargo xtask test`: every check and every test, in the order of what fails soonest, with a summary at the end.

use std::process::Command;
use std::time::Duration;

use crate::end_to_end::{self, BROWSER_FEATURE, browser_tests};
use crate::failure::Failure;
use crate::setup::{FIREFOX, Purpose, Std, TRIPLE, Toolbox, WEBKIT, WasmTarget, install_locked};
use crate::workspace::Workspace;
use crate::{bench, budget, bundles, fuzz, process};

const MINUTE: Duration = Duration::from_mins(1);

/// Which steps to take.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only the steps whose names contain one of these words (none: every step).
    words: Vec<String>,
    /// Fail where tests would be skipped because this machine lacks a program that they need.
    #[arg(long)]
    no_skips: bool,
}

/// Runs the steps until one fails.
pub(crate) fn run(workspace: &Workspace, options: Options) -> Result<(), Failure> {
    let mut summary = Summary {
        words: options.words,
        rows: Vec::new(),
    };
    let result = steps(workspace, &mut summary, options.no_skips);
    eprintln!("\n{}", summary.table());
    result
}

fn steps(workspace: &Workspace, summary: &mut Summary, no_skips: bool) -> Result<(), Failure> {
    let tools = summary.always("setup", || Toolbox::prepare(workspace, Purpose::Test))?;
    for (tests, remedy) in tools.absent_peers() {
        summary.skip(tests, remedy, no_skips)?;
    }
    let run = |minutes: u32, name: &str, mut command: Command| {
        process::run(name, minutes * MINUTE, &mut command)
    };

    summary.step("lockfile", || {
        let mut metadata = workspace.cargo(&["metadata", "--locked", "--format-version=1"]);
        metadata.stdout(std::process::Stdio::null());
        run(5, "cargo metadata --locked", metadata)
    })?;
    summary.step("format", || {
        run(
            5,
            "cargo fmt",
            workspace.cargo(&["fmt", "--all", "--check"]),
        )
    })?;
    summary.step("dependencies", || {
        eprintln!("(bans, licences and sources; the advisories are a download of their own and are not checked)");
        let mut deny = tools.command("cargo-deny");
        deny.args(["--workspace", "check", "bans", "licenses", "sources"]);
        run(10, "cargo deny", deny)
    })?;
    summary.step("lint", || {
        let mut clippy = workspace.cargo(&["clippy", "--workspace", "--all-targets"]);
        clippy.args([BROWSER_FEATURE, "--", "--deny", "warnings"]);
        run(25, "cargo clippy", clippy)
    })?;
    for (name, arguments) in WASM_LINTS {
        summary.step(name, || run(15, name, wasm_lint(&tools, arguments)))?;
    }
    summary.step("native tests", || {
        run(30, "cargo test", workspace.cargo(&["test", "--workspace"]))
    })?;
    summary.step("native tests: client page", || {
        // Apart from the rest, for the host draws pages with features that its bundle does not have.
        let arguments = [
            "test",
            "--package=vestibule-ui",
            "--features=client",
            "--lib",
        ];
        run(15, "cargo test", workspace.cargo(&arguments))
    })?;
    summary.step("fuzz", || fuzz::smoke(workspace))?;
    for (name, place, arguments) in WASM_TESTS {
        summary.step(name, || run(20, name, wasm_test(&tools, place, arguments)))?;
    }
    summary.step("core alone: imports, weight", || bench::core(workspace))?;
    summary.step("bundles", || bundles::build(workspace, &tools))?;
    summary.step("budget", || {
        end_to_end::build_host(workspace)?;
        budget::check(workspace)
    })?;
    summary.step("examples", || {
        EXAMPLES
            .iter()
            .try_for_each(|name| run(15, name, example(workspace, &tools, name)))
    })?;
    summary.step("end-to-end tests", || {
        for peer in ["oidc-provider", "auth0-simulator", "axe", "openid-client"] {
            install_locked(&workspace.root().join("tests/e2e/peers").join(peer))?;
        }
        let mut tests = browser_tests(workspace, &tools)?;
        tests.arg("--");
        let absent = tools.absent_peers().map(|(module, _)| module);
        for module in absent.chain([FIREFOX, WEBKIT]) {
            tests.args(["--skip", &format!("{module}::")]);
        }
        run(25, "the end-to-end tests", tests)
    })?;
    for browser in [FIREFOX, WEBKIT] {
        if tools.absent_peers().any(|(module, _)| module == browser) {
            continue;
        }
        let name = format!("end-to-end tests: {browser}");
        summary.step(&name, || {
            let mut tests = browser_tests(workspace, &tools)?;
            tests.args(["--", &format!("{browser}::")]);
            run(15, &name, tests)
        })?;
    }
    Ok(())
}

/// Each feature set that is compiled for the browser, alone.
const WASM_LINTS: [(&str, &[&str]); 7] = [
    (
        "lint wasm: login",
        &["--package=vestibule-ui", "--features=login"],
    ),
    (
        "lint wasm: csr",
        &["--package=vestibule-ui", "--features=csr"],
    ),
    (
        "lint wasm: client",
        &["--package=vestibule-ui", "--features=client"],
    ),
    ("lint wasm: oauth-browser", &["--package=oauth-browser"]),
    ("lint wasm: oauth-proto", &["--package=oauth-proto"]),
    (
        "lint wasm: example minimal",
        &["--manifest-path=examples/minimal/Cargo.toml"],
    ),
    (
        "lint wasm: example worker",
        &["--manifest-path=examples/worker/Cargo.toml"],
    ),
];

fn wasm_lint(tools: &Toolbox, arguments: &[&str]) -> Command {
    let mut cargo = tools.wasm_command("cargo", Std::Abort);
    match tools.wasm_target() {
        WasmTarget::Own => {
            cargo.args(["clippy", "--target", TRIPLE]).args(arguments);
            cargo.args(["--", "--deny", "warnings"]);
        }
        // Debian's Rust comes without a clippy that fits it; the compiler's own lints remain.
        WasmTarget::Debian(_) => {
            cargo.args(["check", "--target", TRIPLE]).args(arguments);
        }
    }
    cargo
}

/// Where compiled tests run.
#[derive(Clone, Copy)]
enum Place {
    Browser,
    Node,
}

/// What only the compiled code can show, a crate and feature set each.
const WASM_TESTS: [(&str, Place, &[&str]); 4] = [
    (
        "wasm tests: oauth-proto",
        Place::Node,
        // Its documentation's example has the native back end.
        &["crates/oauth-proto", "--lib", "--test", "it"],
    ),
    (
        "browser tests: oauth-browser",
        Place::Browser,
        &["crates/oauth-browser"],
    ),
    (
        "browser tests: login",
        Place::Browser,
        &[".", "--features", "login"],
    ),
    (
        "browser tests: client",
        Place::Browser,
        &[".", "--features", "client"],
    ),
];

fn wasm_test(tools: &Toolbox, place: Place, arguments: &[&str]) -> Command {
    let mut command = tools.wasm_command("wasm-pack", Std::Test);
    command.arg("test");
    command.args(match place {
        Place::Browser => &["--headless", "--chrome"][..],
        Place::Node => &["--node"],
    });
    command.args(["--mode", "no-install"]).args(arguments);
    // Its own limit is for all tests of a file together, and some of them wait for seconds to pass.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    tools.with_browser(&mut command);
    command
}

/// The examples that run in a browser, for the end-to-end tests.
const EXAMPLES: [&str; 2] = ["minimal", "worker"];

fn example(workspace: &Workspace, tools: &Toolbox, name: &str) -> Command {
    let mut trunk = tools.trunk();
    trunk
        .arg("--dist")
        .arg(workspace.target().join("examples").join(name))
        .current_dir(workspace.root().join("examples").join(name));
    trunk
}

/// What has been done so far, and how long each step took.
struct Summary {
    words: Vec<String>,
    rows: Vec<(String, &'static str, Duration)>,
}

impl Summary {
    /// Takes the step if it is wanted.
    fn step(
        &mut self,
        name: &str,
        action: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if self.words.is_empty() || self.words.iter().any(|word| name.contains(word)) {
            return self.always(name, action);
        }
        Ok(())
    }

    fn always<T>(
        &mut self,
        name: &str,
        action: impl FnOnce() -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        eprintln!("\n== {name}");
        let start = process::now();
        let result = action();
        let verdict = if result.is_ok() { "ok" } else { "FAILED" };
        self.rows.push((name.to_owned(), verdict, start.elapsed()));
        result
    }

    /// Counts tests that this machine can't run; where none may be missing, that is a failure.
    fn skip(&mut self, tests: &str, remedy: &str, no_skips: bool) -> Result<(), Failure> {
        let name = format!("end-to-end tests: {tests}");
        if no_skips {
            return Err(Failure::Missing {
                what: "a program that tests need",
                remedy: format!("{remedy}, or leave out --no-skips ({name})"),
            });
        }
        eprintln!("   {name}: skipped. {remedy} to run them");
        self.rows.push((name, "SKIPPED", Duration::ZERO));
        Ok(())
    }

    fn table(&self) -> String {
        let total: Duration = self.rows.iter().map(|(_, _, duration)| *duration).sum();
        let rows = self
            .rows
            .iter()
            .map(|(name, verdict, duration)| row(name, verdict, *duration));
        rows.chain([row("total", "", total)]).collect()
    }
}

fn row(name: &str, verdict: &str, duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!(
        "{name:<32}{verdict:<8}{:>4} min {:>2} s\n",
        seconds / 60,
        seconds % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skip_is_counted_or_refused() {
        let mut summary = Summary {
            words: Vec::new(),
            rows: Vec::new(),
        };
        let refused = summary.skip("hydra", "Install Go", true);
        assert_eq!(
            refused.map_err(|failure| failure.to_string()),
            Err("a program that tests need is missing or does not fit. \
                 Install Go, or leave out --no-skips (end-to-end tests: hydra)"
                .to_owned())
        );
        assert!(summary.skip("hydra", "Install Go", false).is_ok());
        assert_eq!(
            summary.table().lines().next(),
            Some("end-to-end tests: hydra         SKIPPED    0 min  0 s")
        );
    }

    #[test]
    fn the_summary_names_each_step_and_the_one_that_failed() {
        let rows = vec![("format".to_owned(), "ok", Duration::from_secs(61))];
        let mut summary = Summary {
            words: vec!["lint".to_owned()],
            rows,
        };
        assert!(matches!(
            summary.step("budget", || Err(Failure::Interrupted)),
            Ok(())
        ));
        let failed = summary.step("lint wasm", || Err(Failure::Interrupted));
        assert!(matches!(failed, Err(Failure::Interrupted)));
        if let Some(row) = summary.rows.last_mut() {
            row.2 = Duration::from_secs(2);
        }
        assert_eq!(
            summary.table().lines().collect::<Vec<_>>(),
            [
                "format                          ok         1 min  1 s",
                "lint wasm                       FAILED     0 min  2 s",
                "total                                      1 min  3 s",
            ]
        );
    }
}
