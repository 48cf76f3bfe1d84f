//! Runs one command at a time: with a time limit, a sign of life, and Ctrl-C passed on.
//!
//! Every command gets a process group of its own, so that ending it ends what it started too.
//! This file reads the clock for the whole program; it must not know what the commands are for.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::failure::{Failure, minutes};

const POLL: Duration = Duration::from_millis(40);
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);
const GRACE: Duration = Duration::from_secs(5);
const ASK_LIMIT: Duration = Duration::from_secs(30);

static INTERRUPTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// From here on, the first Ctrl-C (or SIGTERM) ends the running step in order, the second ends this program at once.
pub(crate) fn catch_interrupts() -> Result<(), Failure> {
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&INTERRUPTED))
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&INTERRUPTED)))
            .map_err(|source| Failure::Start {
                program: "the signal handler".to_owned(),
                source,
            })?;
    }
    Ok(())
}

/// Fails once the person has asked to stop.
pub(crate) fn check_interrupt() -> Result<(), Failure> {
    if INTERRUPTED.load(Ordering::Relaxed) {
        Err(Failure::Interrupted)
    } else {
        Ok(())
    }
}

/// The one reading of the clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge: steps are timed by the real clock"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Runs `command` with its output shown, and fails unless it ends well within `limit`.
pub(crate) fn run(step: &str, limit: Duration, command: &mut Command) -> Result<(), Failure> {
    check_interrupt()?;
    let mut group = Group::start(command.stdin(Stdio::null()))?;
    finish(step, group.wait(step, limit, true)?)
}

/// What a short question (`tool --version`) answers, or `None` if the tool is absent, refuses or hangs.
pub(crate) fn ask(command: &mut Command) -> Result<Option<String>, Failure> {
    check_interrupt()?;
    let command = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let Ok(mut group) = Group::start(command) else {
        return Ok(None);
    };
    match group.wait("a question", ASK_LIMIT, false) {
        Ok(status) if status.success() => {
            let mut answer = String::new();
            let read = group
                .0
                .stdout
                .take()
                .map(|mut out| out.read_to_string(&mut answer));
            Ok(matches!(read, Some(Ok(_))).then_some(answer))
        }
        Err(Failure::Interrupted) => Err(Failure::Interrupted),
        Ok(_) | Err(_) => Ok(None),
    }
}

/// A running command and everything that it starts; all of it ends when this is dropped.
pub(crate) struct Group(Child);

impl Group {
    /// Starts `command` in a process group of its own.
    pub(crate) fn start(command: &mut Command) -> Result<Self, Failure> {
        command
            .process_group(0)
            .spawn()
            .map(Self)
            .map_err(|source| Failure::Start {
                program: command.get_program().to_string_lossy().into_owned(),
                source,
            })
    }

    /// Whether the command itself has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    fn wait(&mut self, step: &str, limit: Duration, speak: bool) -> Result<ExitStatus, Failure> {
        let start = now();
        let mut spoken = SIGN_OF_LIFE;
        loop {
            let polled = self.0.try_wait();
            if let Some(status) = polled.map_err(|source| Failure::Start {
                program: step.to_owned(),
                source,
            })? {
                return Ok(status);
            }
            check_interrupt()?;
            let elapsed = start.elapsed();
            if elapsed >= limit {
                return Err(Failure::TimedOut {
                    step: step.to_owned(),
                    limit,
                });
            }
            if speak && elapsed >= spoken {
                spoken += SIGN_OF_LIFE;
                eprintln!(
                    "   … {step}: {} s (limit {})",
                    elapsed.as_secs(),
                    minutes(limit)
                );
            }
            thread::sleep(POLL);
        }
    }

    fn signal(&self, signal: Signal) {
        // An error only says that nothing of the group is left.
        let _ = kill_process_group(Pid::from_child(&self.0), signal);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if self.has_ended() {
            // What the command left behind must not outlive it, or a pipe held open would hang a caller.
            return self.signal(Signal::KILL);
        }
        self.signal(Signal::TERM);
        let asked = now();
        while asked.elapsed() < GRACE && !self.has_ended() {
            thread::sleep(POLL);
        }
        self.signal(Signal::KILL);
        let _ = self.0.wait();
    }
}

fn finish(step: &str, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::Step {
        step: step.to_owned(),
        status: status.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_step_that_fails_says_which_and_how() {
        let failure = run("linting", Duration::from_mins(1), &mut shell("exit 3"));
        let text = failure.map_err(|f| f.to_string());
        assert_eq!(
            text,
            Err("linting failed (exit status: 3); its own words are above".to_owned())
        );
    }

    #[test]
    fn a_step_that_hangs_is_ended_with_its_children() {
        let failure = run(
            "hanging",
            Duration::ZERO,
            &mut shell("sleep 600 & sleep 600"),
        );
        assert!(matches!(
            failure,
            Err(Failure::TimedOut {
                limit: Duration::ZERO,
                ..
            })
        ));
    }

    #[test]
    fn an_absent_tool_has_no_answer() {
        assert_eq!(ask(&mut Command::new("no-such-tool")).ok(), Some(None));
        assert_eq!(
            ask(&mut shell("echo 1.2.3")).ok(),
            Some(Some("1.2.3\n".to_owned()))
        );
        assert_eq!(ask(&mut shell("echo 1; exit 1")).ok(), Some(None));
    }
}
