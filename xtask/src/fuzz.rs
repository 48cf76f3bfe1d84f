//! `cargo xtask fuzz`: runs the fuzz targets of `fuzz/`, each for a fixed time, guided by the coverage they reach.
//!
//! This file builds, starts and collects; what must hold is said by the targets. Inputs that reached something new are
//! kept in `target/fuzz/corpus` for the next run, inputs that broke something in `target/fuzz/findings`: those are tried
//! first from then on.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::failure::{AtPath, Failure};
use crate::process;
use crate::workspace::Workspace;

const BUILD_LIMIT: Duration = Duration::from_mins(20);
/// For the first pass over the corpus, and for an input that hangs to be noticed.
const OVERTIME: Duration = Duration::from_mins(2);

/// What lets libFuzzer see which code an input reached. The stable compiler has the pass, if not yet a name for it.
const COVERAGE: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares \
    --cfg fuzzing";

/// Seconds an input may take and MiB it may need.
const INPUT_LIMITS: [&str; 2] = ["-timeout=10", "-rss_limit_mb=1024"];

#[derive(clap::Args)]
pub(crate) struct Options {
    /// How long each target runs.
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// Only these targets (none: every target).
    targets: Vec<String>,
}

/// Runs the targets asked for, as many at a time as there are cores, and shows what they did.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<(), Failure> {
    let lab = Lab::new(workspace)?;
    let targets = lab.targets(&options.targets)?;
    lab.build()?;
    let outcomes = lab.run_all(targets, Duration::from_secs(options.seconds))?;
    let table: String = outcomes.iter().map(Outcome::row).collect();
    println!("\n{HEAD}{table}");
    match outcomes.iter().filter(|outcome| outcome.failed).count() {
        0 => Ok(()),
        count => Err(Failure::Step {
            step: "fuzzing".to_owned(),
            status: format!(
                "{count} of the targets; inputs and logs are in {}",
                lab.folder.display()
            ),
        }),
    }
}

/// Every target for a few seconds: whether it builds, and whether the seeds and what was found before pass.
pub(crate) fn smoke(workspace: &Workspace) -> Result<(), Failure> {
    let options = Options {
        seconds: 5,
        targets: Vec::new(),
    };
    run(workspace, &options)
}

/// The sources of the targets and where their runs leave things.
struct Lab {
    sources: PathBuf,
    folder: PathBuf,
    host: String,
}

impl Lab {
    fn new(workspace: &Workspace) -> Result<Self, Failure> {
        let question = process::ask(Command::new("rustc").args(["--print", "host-tuple"]))?;
        let host = question.ok_or_else(|| Failure::Missing {
            what: "rustc",
            remedy: "Install Rust (https://rustup.rs), then run this again".to_owned(),
        })?;
        Ok(Self {
            sources: workspace.root().join("fuzz"),
            folder: workspace.target().join("fuzz"),
            host: host.trim().to_owned(),
        })
    }

    /// The targets with these names, or all there are.
    fn targets(&self, wanted: &[String]) -> Result<VecDeque<String>, Failure> {
        let folder = self.sources.join("targets");
        let mut known = Vec::new();
        for entry in fs::read_dir(&folder).at(&folder)? {
            let path = entry.at(&folder)?.path();
            known.extend(
                path.file_stem()
                    .map(|name| name.to_string_lossy().into_owned()),
            );
        }
        known.sort_unstable();
        if let Some(unknown) = wanted.iter().find(|name| !known.contains(name)) {
            let known = known.join(", ");
            return Err(Failure::Project(format!(
                "there is no fuzz target {unknown}, but: {known}"
            )));
        }
        known.retain(|name| wanted.is_empty() || wanted.contains(name));
        Ok(known.into())
    }

    fn build(&self) -> Result<(), Failure> {
        let mut build = Command::new("cargo");
        build
            .args(["build", "--release", "--locked"])
            // Named although it is this machine: build scripts and macros are then left without the flags.
            .args(["--target", &self.host])
            .current_dir(&self.sources)
            .env("CARGO_TARGET_DIR", self.folder.join("build"))
            .env("RUSTFLAGS", COVERAGE);
        process::run("building the fuzz targets", BUILD_LIMIT, &mut build)
    }

    fn run_all(
        &self,
        targets: VecDeque<String>,
        duration: Duration,
    ) -> Result<Vec<Outcome>, Failure> {
        let queue = Mutex::new(targets);
        let next = || {
            queue
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front()
        };
        let work = || -> Result<Vec<Outcome>, Failure> {
            let mut outcomes = Vec::new();
            while let Some(target) = next() {
                outcomes.push(self.run_one(target, duration)?);
            }
            Ok(outcomes)
        };
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut outcomes = thread::scope(|scope| {
            let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            let results = workers.into_iter().map(|worker| {
                let died = |_| Err(Failure::Project("a thread of this program died".to_owned()));
                worker.join().unwrap_or_else(died)
            });
            results.collect::<Result<Vec<_>, _>>()
        })?
        .concat();
        outcomes.sort_unstable_by(|one, other| one.target.cmp(&other.target));
        Ok(outcomes)
    }

    fn run_one(&self, target: String, duration: Duration) -> Result<Outcome, Failure> {
        let log = self.folder.join(format!("{target}.log"));
        let [corpus, findings] =
            ["corpus", "findings"].map(|it| self.folder.join(it).join(&target));
        for folder in [&corpus, &findings] {
            fs::create_dir_all(folder).at(folder)?;
        }
        let output = File::create(&log).at(&log)?;
        let program = self.folder.join("build").join(&self.host).join("release");
        let mut command = Command::new(program.join(&target));
        command
            .args(INPUT_LIMITS)
            .arg(format!("-max_total_time={}", duration.as_secs()))
            .arg(format!("-artifact_prefix={}/", findings.display()))
            .arg(format!(
                "-dict={}",
                self.sources.join("names.dict").display()
            ))
            .arg("-print_final_stats=1")
            // New inputs go into the first folder; the others are only read.
            .args([corpus, findings, self.sources.join("seeds").join(&target)])
            .stdout(output.try_clone().at(&log)?)
            .stderr(output);
        let step = format!("fuzzing {target}");
        let failed = match process::run(&step, duration + OVERTIME, &mut command) {
            Ok(()) => false,
            Err(Failure::Step { .. } | Failure::TimedOut { .. }) => true,
            Err(failure) => return Err(failure),
        };
        Outcome::read(target, failed, &log)
    }
}

/// What came of one target.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Outcome {
    target: String,
    failed: bool,
    executions: Option<u64>,
    /// Edges of the program that some input reached.
    coverage: Option<u64>,
}

const HEAD: &str = "target            executions    coverage   finding\n";

impl Outcome {
    fn read(target: String, failed: bool, log: &Path) -> Result<Self, Failure> {
        let log = String::from_utf8_lossy(&fs::read(log).at(log)?).into_owned();
        Ok(Self {
            target,
            failed,
            executions: last_number(&log, "stat::number_of_executed_units:"),
            coverage: last_number(&log, " cov: "),
        })
    }

    fn row(&self) -> String {
        let shown = |number: Option<u64>| number.map_or("?".to_owned(), |it| it.to_string());
        format!(
            "{:<16}{:>12}{:>12}   {}\n",
            self.target,
            shown(self.executions),
            shown(self.coverage),
            if self.failed { "YES" } else { "none" },
        )
    }
}

/// The number after the last `name` in libFuzzer's log.
fn last_number(log: &str, name: &str) -> Option<u64> {
    let (_, after) = log.rsplit_once(name)?;
    after.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_read_from_its_end() {
        let log = "#2 INITED cov: 12 ft: 13 corp: 1/1b\n#9 DONE   cov: 345 ft: 900 corp: 7/90b\n\
                   stat::number_of_executed_units: 1234\nstat::peak_rss_mb: 40\n";
        assert_eq!(last_number(log, " cov: "), Some(345));
        assert_eq!(
            last_number(log, "stat::number_of_executed_units:"),
            Some(1234)
        );
        assert_eq!(last_number("INFO: Seed: 7\n", " cov: "), None);
    }

    #[test]
    fn a_target_that_left_no_numbers_still_has_its_row() {
        let outcome = |failed, executions, coverage| Outcome {
            target: "jws".to_owned(),
            failed,
            executions,
            coverage,
        };
        let table = [
            outcome(false, Some(2_676_843), Some(672)),
            outcome(true, None, None),
        ];
        assert_eq!(
            table.map(|outcome| outcome.row()).concat(),
            "jws                  2676843         672   none\n\
             jws                        ?           ?   YES\n"
        );
    }
}
